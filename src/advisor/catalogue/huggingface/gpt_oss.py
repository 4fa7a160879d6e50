"""gpt-oss: alternating windows, attention sinks, experts with biases."""

from advisor.catalogue.architecture import GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    kinds = config.words("layer_types", ("sliding_attention", "full_attention"), layers)
    if kinds is None:  # the class alternates, windows first
        kinds = ["full_attention" if layer % 2 else "sliding_attention" for layer in range(layers)]
    bias = config.flag("attention_bias", default=True)
    attention = groups(
        kinds,
        lambda kind, count: GqaAttention(
            layers=count,
            heads=config.size("num_attention_heads"),
            kv_heads=config.size("num_key_value_heads"),
            head_dim=config.size("head_dim"),
            window_tokens=config.size("sliding_window") if kind == "sliding_attention" else None,
            qkv_bias=bias,
            output_bias=bias,
            sinks=True,
        ),
    )
    experts = MoeFeedForward(
        layers=layers,
        routed_experts=config.size("num_local_experts"),
        experts_per_token=config.size("num_experts_per_tok", "experts_per_token"),
        expert_intermediate=config.size("intermediate_size"),
        expert_bias=True,
        router_bias=True,
    )
    return Shape(attention=attention, feed_forward=(experts,))


GPT_OSS = Family(
    model_types=("gpt_oss",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim attention_bias layer_types sliding_window
        num_local_experts num_experts_per_tok experts_per_token intermediate_size"""
    ),
    read=_read,
)
