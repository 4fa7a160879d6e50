"""DeepSeek-V4: compressed sparse and heavily compressed attention beside windows, residual streams."""

from advisor.catalogue.architecture import CompressedAttention, HyperConnections, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import INDEXER_KEYS, Family, Shape, groups, indexer

_SPARSE_RATIO = 4
"""Compression ratio of the layers with an indexer."""
_RATIOS = (0, _SPARSE_RATIO, 128)


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    mtp_layers = config.natural("num_nextn_predict_layers", default=0)
    ratios = config.required_numbers("compress_ratios", layers + mtp_layers, max(_RATIOS))
    for ratio in ratios:
        if ratio not in _RATIOS:
            config.fail("compress_ratios", f"found {ratio}, known are {', '.join(map(str, _RATIOS))}")
    config.expect("num_key_value_heads", 1)
    config.expect("attention_bias", False)
    config.ignore("expert_dtype")  # a matter of the checkpoint's format
    config.natural("num_hash_layers", default=0)  # a router by token, as large as the learned one
    experts = MoeFeedForward(
        layers=layers,
        routed_experts=config.size("n_routed_experts"),
        experts_per_token=config.size("num_experts_per_tok"),
        expert_intermediate=config.size("moe_intermediate_size"),
        shared_experts=config.natural("n_shared_experts"),
    )
    return Shape(
        attention=groups(ratios[:layers], lambda ratio, count: _attention(config, ratio, count)),
        feed_forward=(experts,),
        hyper_connections=HyperConnections(streams=config.size("hc_mult")),
        mtp_layers=mtp_layers,
    )


def _attention(config: Config, ratio: int, layers: int) -> CompressedAttention:
    own = indexer(config)
    return CompressedAttention(
        layers=layers,
        heads=config.size("num_attention_heads"),
        head_dim=config.size("head_dim"),
        rope_head_dim=config.size("qk_rope_head_dim"),
        q_lora_rank=config.size("q_lora_rank"),
        output_groups=config.size("o_groups"),
        output_lora_rank=config.size("o_lora_rank"),
        window_tokens=config.size("sliding_window"),
        compression=ratio,
        indexer=own if ratio == _SPARSE_RATIO else None,
    )


DEEPSEEK_V4 = Family(
    model_types=("deepseek_v4",),
    keys=INDEXER_KEYS
    | keys(
        """num_attention_heads num_key_value_heads head_dim qk_rope_head_dim q_lora_rank o_groups o_lora_rank
        attention_bias sliding_window compress_ratios n_routed_experts n_shared_experts num_experts_per_tok
        moe_intermediate_size num_hash_layers hc_mult num_nextn_predict_layers expert_dtype"""
    ),
    read=_read,
)
