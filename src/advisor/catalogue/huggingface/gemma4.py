"""Gemma 4: windows and wider full layers whose values are their keys; experts beside a dense block."""

from advisor.catalogue.architecture import DenseFeedForward, FeedForward, GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    kinds = config.words("layer_types", ("sliding_attention", "full_attention"), layers)
    kinds = kinds or ["sliding_attention" if (layer + 1) % 6 else "full_attention" for layer in range(layers)]
    # Embeddings for each layer, and layers that use the cache of others, as small Gemmas have them.
    config.expect("hidden_size_per_layer_input", 0)
    config.expect("num_kv_shared_layers", 0)
    config.expect("use_double_wide_mlp", False)
    config.ignore("vocab_size_per_layer_input")
    has_experts = config.flag("enable_moe_block", default=False)
    return Shape(
        attention=groups(kinds, lambda kind, count: _attention(config, kind, count)),
        feed_forward=(_feed_forward(config, layers, has_experts),),
        # Around attention, around the dense block and, with experts, around them and before the router.
        norms_per_layer=8 if has_experts else 4,
    )


def _attention(config: Config, kind: str, layers: int) -> GqaAttention:
    bias = config.flag("attention_bias", default=False)
    kv_heads, dim = config.size("num_key_value_heads"), config.size("head_dim")
    shared = config.flag("attention_k_eq_v", default=False)
    if kind == "full_attention":
        dim = config.size("global_head_dim", default=dim)
        kv_heads = config.size("num_global_key_value_heads", default=kv_heads)
    return GqaAttention(
        layers=layers,
        heads=config.size("num_attention_heads"),
        kv_heads=kv_heads,
        head_dim=dim,
        window_tokens=config.size("sliding_window") if kind == "sliding_attention" else None,
        qk_norm=True,
        qkv_bias=bias,
        output_bias=bias,
        keys_as_values=shared and kind == "full_attention",
    )


def _feed_forward(config: Config, layers: int, has_experts: bool) -> FeedForward:
    width = config.size("intermediate_size")
    if not has_experts:
        return DenseFeedForward(layers=layers, intermediate=width)
    return MoeFeedForward(
        layers=layers,
        routed_experts=config.size("num_experts"),
        experts_per_token=config.size("top_k_experts"),
        expert_intermediate=config.size("moe_intermediate_size", "expert_intermediate_size"),
        shared_experts=1,
        shared_intermediate=width,
        router_bias=True,  # a learned scale for each expert
    )


GEMMA4 = Family(
    model_types=("gemma4_text",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim global_head_dim num_global_key_value_heads
        attention_bias attention_k_eq_v layer_types sliding_window intermediate_size enable_moe_block
        num_experts top_k_experts moe_intermediate_size expert_intermediate_size hidden_size_per_layer_input
        vocab_size_per_layer_input num_kv_shared_layers use_double_wide_mlp"""
    ),
    read=_read,
    tied_embeddings=True,
)
