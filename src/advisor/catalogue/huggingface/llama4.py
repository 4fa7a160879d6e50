"""Llama 4: chunked attention in three layers of four, experts in every or every second layer."""

from advisor.catalogue.architecture import DenseFeedForward, GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    step = config.size("interleave_moe_layer_step")
    listed = config.numbers("moe_layers", None, layers - 1)
    experts = set(range(step - 1, layers, step) if listed is None else listed)
    rotary = config.numbers("no_rope_layers", layers if config.numbers("no_rope_layers", None) else None, 1)
    rotary = rotary or [1 if (layer + 1) % 4 else 0 for layer in range(layers)]
    config.words("layer_types", ("chunked_attention", "full_attention"), layers)
    config.ignore("use_qk_norm")  # without weights
    bias = config.flag("attention_bias", default=False)
    attention = groups(
        rotary,
        lambda chunked, count: GqaAttention(
            layers=count,
            heads=config.size("num_attention_heads"),
            kv_heads=config.size("num_key_value_heads"),
            head_dim=config.size("head_dim"),
            window_tokens=config.size("attention_chunk_size") if chunked else None,
            qkv_bias=bias,
            output_bias=bias,
        ),
    )
    config.ignore("intermediate_size_mlp")  # of dense layers, which Scout has none of
    blocks = groups(
        (layer in experts for layer in range(layers)),
        lambda sparse, count: (
            MoeFeedForward(
                layers=count,
                routed_experts=config.size("num_local_experts"),
                experts_per_token=config.size("num_experts_per_tok"),
                expert_intermediate=config.size("intermediate_size"),
                shared_experts=1,
            )
            if sparse
            else DenseFeedForward(layers=count, intermediate=config.size("intermediate_size_mlp"))
        ),
    )
    return Shape(attention=attention, feed_forward=blocks)


LLAMA4 = Family(
    model_types=("llama4_text",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim attention_bias attention_chunk_size no_rope_layers
        layer_types use_qk_norm intermediate_size intermediate_size_mlp num_local_experts num_experts_per_tok
        interleave_moe_layer_step moe_layers"""
    ),
    read=_read,
)
