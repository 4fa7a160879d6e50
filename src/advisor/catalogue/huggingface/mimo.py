"""MiMo-V2-Flash: windows with heads of their own and sinks, values narrower than keys, no shared expert."""

from advisor.catalogue.architecture import DenseFeedForward, GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    slides = config.required_numbers("hybrid_layer_pattern", layers, 1)
    sparse = config.required_numbers("moe_layer_freq", layers, 1)
    config.ignore("attention_chunk_size")  # the window by another name
    config.expect("n_shared_experts", None)
    blocks = groups(
        sparse,
        lambda has_experts, count: (
            MoeFeedForward(
                layers=count,
                routed_experts=config.size("n_routed_experts"),
                experts_per_token=config.size("num_experts_per_tok"),
                expert_intermediate=config.size("moe_intermediate_size"),
            )
            if has_experts
            else DenseFeedForward(layers=count, intermediate=config.size("intermediate_size"))
        ),
    )
    config.ignore("intermediate_size")
    attention = groups(slides, lambda slide, count: _attention(config, bool(slide), count))
    mtp_layers = config.natural("num_nextn_predict_layers", default=0)
    return Shape(attention=attention, feed_forward=blocks, mtp_layers=mtp_layers)


def _attention(config: Config, slides: bool, layers: int) -> GqaAttention:
    prefix, sinks = (
        ("swa_", "add_swa_attention_sink_bias") if slides else ("", "add_full_attention_sink_bias")
    )
    window = config.size("sliding_window", "sliding_window_size")
    return GqaAttention(
        layers=layers,
        heads=config.size(f"{prefix}num_attention_heads"),
        kv_heads=config.size(f"{prefix}num_key_value_heads"),
        head_dim=config.size(f"{prefix}head_dim"),
        value_head_dim=config.size(f"{prefix}v_head_dim"),
        window_tokens=window if slides else None,
        qkv_bias=config.flag("attention_bias", default=False),
        sinks=config.flag(sinks, default=slides),
    )


MIMO = Family(
    model_types=("mimo_v2_flash",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim v_head_dim swa_num_attention_heads
        swa_num_key_value_heads swa_head_dim swa_v_head_dim attention_bias add_full_attention_sink_bias
        add_swa_attention_sink_bias sliding_window sliding_window_size attention_chunk_size
        hybrid_layer_pattern moe_layer_freq n_routed_experts n_shared_experts num_experts_per_tok
        moe_intermediate_size intermediate_size num_nextn_predict_layers"""
    ),
    read=_read,
)
