"""Parameters of one attention layer, by kind: closed formulas over published dimensions.

Learned from the modelling code of transformers 5.23.0 and checked against its counts on the meta device.
"""

from advisor.catalogue.architecture import (
    Attention,
    CompressedAttention,
    GqaAttention,
    KimiDeltaAttention,
    LightningAttention,
    LinearAttention,
    MambaAttention,
    MlaAttention,
)


def attention_parameters(group: Attention, hidden: int) -> int:
    """Parameters of one attention layer, its indexer excluded; TypeError for a kind without a formula."""
    if isinstance(group, GqaAttention):
        return _gqa(group, hidden)
    if isinstance(group, MlaAttention):
        return _mla(group, hidden)
    if isinstance(group, CompressedAttention):
        return _compressed(group, hidden)
    if isinstance(group, LinearAttention):
        return _delta_net(group, hidden)
    if isinstance(group, KimiDeltaAttention):
        return _kimi_delta(group, hidden)
    if isinstance(group, LightningAttention):
        width = group.heads * group.head_dim
        return 5 * hidden * width + width  # query, key, value, gate, output; a norm
    if isinstance(group, MambaAttention):
        return _mamba(group, hidden)
    raise TypeError(f"no parameter formula for attention kind {type(group).__name__}")


def indexer_parameters(group: Attention, hidden: int) -> int:
    """One layer's lightning indexer: queries, one key with its norms, a weight a head where it has them."""
    if not isinstance(group, GqaAttention | MlaAttention | CompressedAttention) or group.indexer is None:
        return 0
    indexer = group.indexer
    latent = None if indexer.hidden_query else group.q_lora_rank
    count = (latent or hidden) * indexer.heads * indexer.head_dim
    count += hidden * indexer.heads if indexer.head_weights else 0
    if isinstance(group, CompressedAttention):
        # Overlapping entries: keys and gates of twice the size, a position bias for each, one norm.
        return count + (4 * hidden + 2 * group.compression + 1) * indexer.head_dim
    count += (hidden + 2) * indexer.head_dim
    if indexer.pool_tokens > 1:  # a learned gate and position bias of the pooling
        count += (hidden + indexer.pool_tokens) * indexer.head_dim
    return count


def _gqa(group: GqaAttention, hidden: int) -> int:
    value_dim = group.value_head_dim or group.head_dim
    query, key = group.heads * group.head_dim, group.kv_heads * group.head_dim
    value = 0 if group.keys_as_values else group.kv_heads * value_dim
    output = group.heads * value_dim
    count = hidden * (key + value + output)
    if group.q_lora_rank is None:
        count += hidden * query
    else:
        count += group.q_lora_rank * (hidden + 1 + query)
    count += (query + key + value) if group.qkv_bias else 0
    count += hidden if group.output_bias else 0
    count += hidden * output if group.output_gate else 0
    count += hidden * group.heads if group.head_gate else 0
    count += 2 * group.head_dim if group.qk_norm else 0
    count += query + key if group.wide_qk_norm else 0
    return count + (group.heads if group.sinks else 0)


def _mla(group: MlaAttention, hidden: int) -> int:
    query_dim = group.heads * (group.qk_nope_head_dim + group.qk_rope_head_dim)
    rank = group.q_lora_rank
    query = hidden * query_dim if rank is None else rank * (hidden + 1 + query_dim)
    latent = hidden * (group.kv_lora_rank + group.qk_rope_head_dim) + group.kv_lora_rank
    key_value = group.kv_lora_rank * group.heads * (group.qk_nope_head_dim + group.v_head_dim)
    output = group.heads * group.v_head_dim * hidden
    gate = output if group.output_gate else 0
    return query + latent + key_value + output + gate + (group.heads if group.sinks else 0)


def _compressed(group: CompressedAttention, hidden: int) -> int:
    query = group.heads * group.head_dim
    count = group.q_lora_rank * (hidden + 1 + query) + group.head_dim * (hidden + 1)
    count += group.output_lora_rank * (query + group.output_groups * hidden) + group.heads
    if group.compression:
        entries = 1 if group.indexer is None else 2
        count += entries * (2 * hidden + group.compression) * group.head_dim + group.head_dim
    return count


def _delta_net(group: LinearAttention, hidden: int) -> int:
    keys = group.key_heads * group.key_head_dim
    values = group.value_heads * group.value_head_dim
    projections = hidden * (2 * keys + 2 * values) + hidden * 2 * group.value_heads + values * hidden
    convolution = (2 * keys + values) * group.conv_kernel
    return projections + convolution + 2 * group.value_heads + group.value_head_dim


def _kimi_delta(group: KimiDeltaAttention, hidden: int) -> int:
    width = group.heads * group.head_dim
    low_rank = group.head_dim * (hidden + width)
    gate = hidden * width if group.full_rank_gate else low_rank
    decay = low_rank + width + group.heads
    projections = 4 * hidden * width + hidden * group.heads
    return projections + 3 * width * group.conv_kernel + decay + gate + group.head_dim


def _mamba(group: MambaAttention, hidden: int) -> int:
    inner = group.heads * group.head_dim
    channels = inner + 2 * group.groups * group.state_size
    projections = hidden * (inner + channels + group.heads) + inner * hidden
    convolution = channels * (group.conv_kernel + (1 if group.conv_bias else 0))
    return projections + convolution + 3 * group.heads + inner
