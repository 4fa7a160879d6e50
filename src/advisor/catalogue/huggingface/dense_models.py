"""Llama, Mistral, Phi-3 (Phi-4), Qwen2, Qwen3: grouped-query attention and one feed-forward block a layer."""

from advisor.catalogue.architecture import DenseFeedForward, GqaAttention
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import MAX_CONTEXT_TOKENS, Family, Shape, groups, head_dim

_KEYS = keys(
    "num_attention_heads num_key_value_heads head_dim intermediate_size sliding_window attention_bias"
)


def _attention(
    config: Config, layers: int, window: int | None, *, bias: bool, output_bias: bool, norm: bool = False
) -> GqaAttention:
    heads = config.size("num_attention_heads")
    return GqaAttention(
        layers=layers,
        heads=heads,
        kv_heads=config.size("num_key_value_heads", default=heads),
        head_dim=head_dim(config, config.size("hidden_size"), heads),
        window_tokens=window,
        qkv_bias=bias,
        output_bias=output_bias,
        qk_norm=norm,
    )


def _feed_forward(config: Config, layers: int) -> tuple[DenseFeedForward, ...]:
    return (DenseFeedForward(layers=layers, intermediate=config.size("intermediate_size")),)


def _llama(config: Config) -> Shape:
    """Llama's class reads no `sliding_window`: a window there changes nothing, and every key is cached."""
    config.ignore("sliding_window")
    without_effect = ("sliding_window_unread",) if config.has("sliding_window") else ()
    return _alike(config, None, without_effect)


def _windowed(config: Config) -> Shape:
    """Mistral and Phi-3 name a window where every layer has it (Mistral 7B v0.1).

    One as long as the context is none: Phi-4 mini names 262,144 tokens beside a context of 131,072.
    """
    window = config.optional_size("sliding_window")
    context = config.optional_size("max_position_embeddings", most=MAX_CONTEXT_TOKENS)
    if window is not None and context is not None and window >= context:
        return _alike(config, None, ("sliding_window_beyond_context",))
    return _alike(config, window)


def _alike(config: Config, window: int | None, without_effect: tuple[str, ...] = ()) -> Shape:
    """Layers that are all alike."""
    layers, bias = config.size("num_hidden_layers"), config.flag("attention_bias", default=False)
    config.expect("mlp_bias", False)
    return Shape(
        attention=(_attention(config, layers, window, bias=bias, output_bias=bias),),
        feed_forward=_feed_forward(config, layers),
        without_effect=without_effect,
    )


def _qwen(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    third = config.text("model_type") in ("qwen3", "qwen3_vl_text")
    bias = config.flag("attention_bias", default=not third)
    listed = config.words("layer_types", ("full_attention", "sliding_attention"), layers)
    if not config.flag("use_sliding_window", default=False):
        config.ignore("sliding_window", "max_window_layers")
        windows: list[int | None] = [None] * layers
    else:
        window = config.size("sliding_window")
        full = config.natural("max_window_layers")
        slides = (
            [kind == "sliding_attention" for kind in listed] if listed else [i >= full for i in range(layers)]
        )
        windows = [window if slide else None for slide in slides]
    return Shape(
        attention=groups(
            windows,
            lambda window, count: _attention(
                config, count, window, bias=bias, output_bias=bias and third, norm=third
            ),
        ),
        feed_forward=_feed_forward(config, layers),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


LLAMA = Family(model_types=("llama",), keys=_KEYS | keys("mlp_bias"), read=_llama)
MISTRAL = Family(
    model_types=("mistral", "phi3"), keys=_KEYS | keys("mlp_bias max_position_embeddings"), read=_windowed
)
QWEN = Family(
    model_types=("qwen2", "qwen3", "qwen3_vl_text", "mimo"),
    keys=_KEYS | keys("layer_types use_sliding_window max_window_layers model_type num_nextn_predict_layers"),
    read=_qwen,
)
