"""Qwen3-Next, Qwen3.5, Qwen3.6: gated delta nets with gated full attention in between."""

from advisor.catalogue.architecture import (
    Attention,
    DenseFeedForward,
    FeedForward,
    GqaAttention,
    LinearAttention,
    MoeFeedForward,
)
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    listed = config.words("layer_types", ("linear_attention", "full_attention"), layers)
    every = config.size("full_attention_interval", default=4)
    kinds = listed or [
        "linear_attention" if (layer + 1) % every else "full_attention" for layer in range(layers)
    ]
    config.expect("mtp_use_dedicated_embeddings", False)
    return Shape(
        attention=groups(kinds, lambda kind, count: _attention(config, kind, count)),
        feed_forward=(_feed_forward(config, layers),),
        mtp_layers=config.natural("mtp_num_hidden_layers", default=0),
    )


def _attention(config: Config, kind: str, layers: int) -> Attention:
    if kind == "linear_attention":
        return LinearAttention(
            layers=layers,
            key_heads=config.size("linear_num_key_heads"),
            value_heads=config.size("linear_num_value_heads"),
            key_head_dim=config.size("linear_key_head_dim"),
            value_head_dim=config.size("linear_value_head_dim"),
            conv_kernel=config.size("linear_conv_kernel_dim"),
        )
    bias = config.flag("attention_bias", default=False)
    return GqaAttention(
        layers=layers,
        heads=config.size("num_attention_heads"),
        kv_heads=config.size("num_key_value_heads"),
        head_dim=config.size("head_dim"),
        qk_norm=True,
        qkv_bias=bias,
        output_bias=bias,
        output_gate=config.flag("attn_output_gate", default=True),
    )


def _feed_forward(config: Config, layers: int) -> FeedForward:
    config.numbers("mlp_only_layers", 0)
    if not config.has("num_experts"):
        return DenseFeedForward(layers=layers, intermediate=config.size("intermediate_size"))
    config.expect("decoder_sparse_step", 1)
    config.ignore("intermediate_size")  # of dense layers, of which there are none
    return MoeFeedForward(
        layers=layers,
        routed_experts=config.size("num_experts"),
        experts_per_token=config.size("num_experts_per_tok"),
        expert_intermediate=config.size("moe_intermediate_size"),
        shared_experts=1,
        shared_intermediate=config.size("shared_expert_intermediate_size"),
        shared_gate=True,
    )


_HYBRID_KEYS = keys(
    """num_attention_heads num_key_value_heads head_dim attention_bias attn_output_gate layer_types
    full_attention_interval linear_conv_kernel_dim linear_key_head_dim linear_num_key_heads
    linear_num_value_heads linear_value_head_dim intermediate_size mtp_num_hidden_layers
    mtp_use_dedicated_embeddings"""
)
_EXPERT_KEYS = keys(
    """num_experts num_experts_per_tok moe_intermediate_size shared_expert_intermediate_size
    decoder_sparse_step mlp_only_layers"""
)
QWEN3_NEXT = Family(
    model_types=("qwen3_next", "qwen3_5_moe_text", "qwen3_5_text"),
    keys=_HYBRID_KEYS | _EXPERT_KEYS,
    read=_read,
)
