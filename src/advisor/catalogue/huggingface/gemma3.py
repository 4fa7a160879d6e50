"""Gemma 3: five windows to one full layer, four norms a layer, tied embeddings."""

from advisor.catalogue.architecture import DenseFeedForward, GqaAttention
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    kinds = config.words("layer_types", ("sliding_attention", "full_attention"), layers)
    every = config.size("sliding_window_pattern", "_sliding_window_pattern", default=6)
    kinds = kinds or [
        "sliding_attention" if (layer + 1) % every else "full_attention" for layer in range(layers)
    ]
    bias = config.flag("attention_bias", default=False)
    attention = groups(
        kinds,
        lambda kind, count: GqaAttention(
            layers=count,
            heads=config.size("num_attention_heads"),
            kv_heads=config.size("num_key_value_heads"),
            head_dim=config.size("head_dim"),
            window_tokens=config.size("sliding_window") if kind == "sliding_attention" else None,
            qk_norm=True,
            qkv_bias=bias,
            output_bias=bias,
        ),
    )
    block = DenseFeedForward(layers=layers, intermediate=config.size("intermediate_size"))
    return Shape(attention=attention, feed_forward=(block,), norms_per_layer=4)


GEMMA3 = Family(
    model_types=("gemma3_text",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim attention_bias layer_types sliding_window
        sliding_window_pattern _sliding_window_pattern intermediate_size"""
    ),
    read=_read,
    tied_embeddings=True,
)
