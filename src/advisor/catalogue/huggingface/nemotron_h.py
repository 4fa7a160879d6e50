"""Nemotron 3: a pattern of Mamba-2, attention and expert layers, one a layer; experts in a latent."""

from collections import Counter

from advisor.catalogue.architecture import (
    Attention,
    DenseFeedForward,
    FeedForward,
    GqaAttention,
    MambaAttention,
    MoeFeedForward,
)
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape

_LETTERS = {"M": "mamba", "*": "attention", "E": "moe", "-": "mlp"}


def _read(config: Config) -> Shape:
    counts = Counter(_blocks(config))
    for key in ("attention_bias", "mlp_bias", "use_bias", "mamba_proj_bias"):
        config.expect(key, False)
    config.ignore("expand")  # heads and head size say it already
    # What a prediction layer is made of; it is counted as the last attention and the last experts.
    config.ignore("mtp_hybrid_override_pattern", "mtp_layers_block_type")
    attention: list[Attention] = []
    if counts["mamba"]:
        attention.append(_mamba(config, counts["mamba"]))
    if counts["attention"]:
        attention.append(
            GqaAttention(
                layers=counts["attention"],
                heads=config.size("num_attention_heads"),
                kv_heads=config.size("num_key_value_heads"),
                head_dim=config.size("head_dim", "attention_head_dim"),
            )
        )
    feed_forward: list[FeedForward] = []
    if counts["mlp"]:
        width = config.size("intermediate_size")
        feed_forward.append(DenseFeedForward(layers=counts["mlp"], intermediate=width, gated=False))
    if counts["moe"]:
        feed_forward.append(_experts(config, counts["moe"]))
    config.ignore("intermediate_size")  # unread where no layer is a plain block
    return Shape(
        attention=attention,
        feed_forward=feed_forward,
        single_blocks=True,
        norms_per_layer=1,
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


def _blocks(config: Config) -> list[str]:
    """The kind of each layer: a list of words, or a pattern of letters."""
    layers = config.optional_size("num_hidden_layers")
    pattern = config.text("hybrid_override_pattern")
    if pattern is not None:
        for letter in pattern:
            if letter not in _LETTERS:
                config.fail("hybrid_override_pattern", f"found {letter!r}, known are {' '.join(_LETTERS)}")
        if layers is not None and layers != len(pattern):
            config.fail("hybrid_override_pattern", f"has {len(pattern)} letters for {layers} layers")
        config.ignore("layers_block_type")
        return [_LETTERS[letter] for letter in pattern]
    blocks = config.words("layers_block_type", tuple(_LETTERS.values()), layers)
    if blocks is None:
        config.fail("layers_block_type", "is missing, and so is hybrid_override_pattern")
    return blocks


def _mamba(config: Config, layers: int) -> MambaAttention:
    return MambaAttention(
        layers=layers,
        heads=config.size("mamba_num_heads"),
        head_dim=config.size("mamba_head_dim"),
        groups=config.size("n_groups"),
        state_size=config.size("ssm_state_size"),
        conv_kernel=config.size("conv_kernel"),
        conv_bias=config.flag("use_conv_bias", default=True),
    )


def _experts(config: Config, layers: int) -> MoeFeedForward:
    return MoeFeedForward(
        layers=layers,
        routed_experts=config.size("n_routed_experts"),
        experts_per_token=config.size("num_experts_per_tok"),
        expert_intermediate=config.size("moe_intermediate_size"),
        shared_experts=config.natural("n_shared_experts"),
        shared_intermediate=config.size("moe_shared_expert_intermediate_size"),
        latent=config.optional_size("moe_latent_size"),
        gated=False,
    )


NEMOTRON_H = Family(
    model_types=("nemotron_h",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim attention_head_dim attention_bias mlp_bias
        use_bias mamba_proj_bias use_conv_bias expand mamba_num_heads mamba_head_dim n_groups
        ssm_state_size conv_kernel hybrid_override_pattern layers_block_type mtp_hybrid_override_pattern
        mtp_layers_block_type intermediate_size n_routed_experts n_shared_experts num_experts_per_tok
        moe_intermediate_size moe_shared_expert_intermediate_size moe_latent_size num_nextn_predict_layers"""
    ),
    read=_read,
)
