"""Qwen3's mixtures of experts: normed heads, and experts in every layer but those listed as dense."""

from advisor.catalogue.architecture import DenseFeedForward, FeedForward, GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups, head_dim


def _read(config: Config) -> Shape:
    layers, heads = config.size("num_hidden_layers"), config.size("num_attention_heads")
    config.expect("use_sliding_window", False)
    config.expect("use_qk_norm", True)
    config.expect("qkv_bias", False)
    config.ignore("sliding_window", "max_window_layers")
    bias = config.flag("attention_bias", default=False)
    attention = GqaAttention(
        layers=layers,
        heads=heads,
        kv_heads=config.size("num_key_value_heads"),
        head_dim=head_dim(config, config.size("hidden_size"), heads),
        qk_norm=True,
        qkv_bias=bias,
        output_bias=bias,
    )
    return Shape(attention=(attention,), feed_forward=_experts(config, layers))


def _experts(config: Config, layers: int) -> tuple[FeedForward, ...]:
    dense = set(config.numbers("mlp_only_layers", None, layers - 1) or ())
    every = config.size("decoder_sparse_step", default=1)
    config.ignore("intermediate_size")  # unread where no layer is dense
    config.expect("shared_expert_intermediate_size", 0)
    kinds = ["dense" if layer in dense or (layer + 1) % every else "sparse" for layer in range(layers)]
    return groups(
        kinds,
        lambda kind, count: (
            DenseFeedForward(layers=count, intermediate=config.size("intermediate_size"))
            if kind == "dense"
            else MoeFeedForward(
                layers=count,
                routed_experts=config.size("num_experts"),
                experts_per_token=config.size("num_experts_per_tok"),
                expert_intermediate=config.size("moe_intermediate_size"),
            )
        ),
    )


QWEN3_MOE = Family(
    model_types=("qwen3_moe", "qwen3_vl_moe_text"),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim attention_bias qkv_bias use_qk_norm sliding_window
        use_sliding_window max_window_layers intermediate_size moe_intermediate_size num_experts
        num_experts_per_tok decoder_sparse_step mlp_only_layers shared_expert_intermediate_size"""
    ),
    read=_read,
)
