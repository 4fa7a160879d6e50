"""Kimi K3: Kimi delta attention and MLA, experts that work in a latent."""

import msgspec

from advisor.catalogue.architecture import Attention, KimiDeltaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import MLA_KEYS, Family, Shape, dense_then, groups, latent_attention

_LINEAR_KEYS = keys(
    """full_attn_layers kda_layers head_dim num_heads short_conv_kernel_size gate_lower_bound
    use_full_rank_gate"""
)


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    linear = config.table("linear_attn_config", _LINEAR_KEYS)
    if linear is None:
        config.fail("linear_attn_config", "is missing, and nothing is assumed in its place")
    linear.check_keys()
    linear.ignore("gate_lower_bound")
    # Layers are numbered from 1; both lists together name each one once.
    recurrent = set(linear.numbers("kda_layers", None, layers) or ())
    full = set(linear.numbers("full_attn_layers", None, layers) or ())
    if recurrent & full or recurrent | full != set(range(1, layers + 1)):
        config.fail(
            "linear_attn_config", f"kda_layers and full_attn_layers don't name the {layers} layers once each"
        )
    delta = KimiDeltaAttention(
        layers=1,
        heads=linear.size("num_heads"),
        head_dim=linear.size("head_dim"),
        conv_kernel=linear.size("short_conv_kernel_size"),
        full_rank_gate=linear.flag("use_full_rank_gate", default=False),
    )
    linear.finish()
    latent = msgspec.structs.replace(
        latent_attention(config), output_gate=config.flag("mla_use_output_gate", default=False)
    )
    config.ignore("mla_use_nope", "attn_res_block_size")  # positions; a residual over blocks of layers

    def attention(layer_is_recurrent: bool, count: int) -> Attention:
        return msgspec.structs.replace(delta if layer_is_recurrent else latent, layers=count)

    return Shape(
        attention=groups((layer in recurrent for layer in range(1, layers + 1)), attention),
        feed_forward=dense_then(
            layers,
            config.natural("first_k_dense_replace"),
            lambda: config.size("intermediate_size"),
            _experts(config),
        ),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


def _experts(config: Config) -> MoeFeedForward:
    config.expect("moe_layer_freq", 1)
    config.ignore("latent_moe_use_norm")  # as wide as the latent
    return MoeFeedForward(
        layers=1,
        routed_experts=config.size("num_experts"),
        experts_per_token=config.size("num_experts_per_token"),
        expert_intermediate=config.size("moe_intermediate_size"),
        shared_experts=config.natural("num_shared_experts"),
        latent=config.optional_size("routed_expert_hidden_size"),
    )


KIMI_LINEAR = Family(
    model_types=("kimi_linear",),
    keys=MLA_KEYS
    | keys(
        """linear_attn_config mla_use_nope mla_use_output_gate attn_res_block_size num_experts
        num_experts_per_token num_shared_experts moe_intermediate_size intermediate_size first_k_dense_replace
        moe_layer_freq routed_expert_hidden_size latent_moe_use_norm num_nextn_predict_layers"""
    ),
    read=_read,
)
