"""Bytes of the KV cache: what grows with each token, what is fixed a sequence, how devices share it."""

import msgspec

from advisor.catalogue.architecture import (
    Architecture,
    Attention,
    CompressedAttention,
    GqaAttention,
    Indexer,
    KimiDeltaAttention,
    LightningAttention,
    LinearAttention,
    MambaAttention,
    MlaAttention,
)
from advisor.catalogue.record import KvFormat

_BYTES: dict[KvFormat, int] = {"bf16": 2, "fp8": 1, "int8": 1}
_SCALE_GROUP = 128
"""An 8-bit latent or indexer key carries one float32 scale for 128 values (FlashMLA, DeepGEMM layouts)."""
_COMPRESSED_SCALE_GROUP = 64
_STATE_BYTES = 4
"""Recurrent state is kept in float32, its convolution window in BF16 (Qwen3-Next in vLLM)."""


class CacheGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Cache of one group of like layers. Bytes are of one layer."""

    layers: int
    token_bytes: int
    """A token, over all heads."""
    indexer_token_bytes: int = 0
    window_tokens: int | None = None
    state_bytes: int = 0
    """A sequence, whatever its length: a recurrent state."""
    side_window_bytes: int = 0
    """A sequence: the window that DeepSeek-V4's layers keep beside their compressed cache."""
    heads: int = 1
    """Heads that tensor parallelism can part; 1: a latent, which every rank keeps whole."""

    def tokens_held(self, context_tokens: int) -> int:
        """Tokens of a context that stay in the cache."""
        if self.window_tokens is None:
            return context_tokens
        return min(context_tokens, self.window_tokens)

    def shard(self, parts: int, whole: int) -> int:
        """Bytes of one of `parts` tensor-parallel ranks; heads that can't be parted further are copied."""
        each = -(-whole // self.heads)
        return each * -(-self.heads // min(parts, self.heads))


def cache_groups(architecture: Architecture, kv: KvFormat) -> tuple[CacheGroup, ...]:
    """The cache of each attention group at KV format `kv`; TypeError for a kind without a formula."""
    return tuple(_cache_group(group, kv) for group in architecture.attention)


def kv_bytes_per_token(architecture: Architecture, kv: KvFormat) -> int:
    """Bytes that each further token adds over all growing layers, indexer keys included."""
    return sum(
        group.layers * (group.token_bytes + group.indexer_token_bytes)
        for group in cache_groups(architecture, kv)
        if group.window_tokens is None
    )


def fixed_bytes_per_sequence(architecture: Architecture, kv: KvFormat) -> int:
    """Bytes of full sliding windows and recurrent states, which a sequence holds whatever its length."""
    return sum(
        group.layers
        * (group.state_bytes + group.side_window_bytes + group.token_bytes * (group.window_tokens or 0))
        for group in cache_groups(architecture, kv)
    )


def indexer_bytes_per_token(architecture: Architecture, kv: KvFormat) -> int:
    """Bytes of indexer keys that each further token adds, over all layers."""
    return sum(group.layers * group.indexer_token_bytes for group in cache_groups(architecture, kv))


def _cache_group(group: Attention, kv: KvFormat) -> CacheGroup:
    if isinstance(group, GqaAttention):
        return CacheGroup(
            layers=group.layers,
            token_bytes=group.kv_heads
            * (group.head_dim + (group.value_head_dim or group.head_dim))
            * _BYTES[kv],
            indexer_token_bytes=_indexer_key_bytes(group.indexer, kv),
            window_tokens=group.window_tokens,
            heads=group.kv_heads,
        )
    if isinstance(group, MlaAttention):
        return CacheGroup(
            layers=group.layers,
            token_bytes=_latent_bytes(group, kv),
            indexer_token_bytes=_indexer_key_bytes(group.indexer, kv),
        )
    if isinstance(group, CompressedAttention):
        return _compressed_group(group, kv)
    if isinstance(group, LinearAttention | KimiDeltaAttention | LightningAttention | MambaAttention):
        heads = group.value_heads if isinstance(group, LinearAttention) else group.heads
        return CacheGroup(layers=group.layers, token_bytes=0, state_bytes=_state_bytes(group), heads=heads)
    raise TypeError(f"no KV cache formula for attention kind {type(group).__name__}")


def _latent_bytes(group: MlaAttention, kv: KvFormat) -> int:
    """One token of the latent: (512 + 64) x 2 = 1,152 B in BF16, 576 B in 8 bit.

    Sparse attention in 8 bit keeps the rotary part in BF16 and adds scales: 512 + 16 + 128 = 656 B
    (vLLM's `fp8_ds_mla` layout, after FlashMLA).
    """
    sparse = group.indexer is not None or group.shared_top_k_tokens is not None
    if kv == "bf16" or not sparse:
        return (group.kv_lora_rank + group.qk_rope_head_dim) * _BYTES[kv]
    return group.kv_lora_rank + 4 * group.kv_lora_rank // _SCALE_GROUP + 2 * group.qk_rope_head_dim


def _compressed_group(group: CompressedAttention, kv: KvFormat) -> CacheGroup:
    """An entry stands for `compression` tokens, its share rounded up to whole bytes."""
    entry = _entry_bytes(group, kv)
    if not group.compression:
        return CacheGroup(layers=group.layers, token_bytes=entry, window_tokens=group.window_tokens)
    return CacheGroup(
        layers=group.layers,
        token_bytes=-(-entry // group.compression),
        indexer_token_bytes=-(-_indexer_key_bytes(group.indexer, kv) // group.compression),
        side_window_bytes=entry * group.window_tokens,
    )


def _entry_bytes(group: CompressedAttention, kv: KvFormat) -> int:
    """Key and value are one: 512 x 2 = 1,024 B in BF16.

    In 8 bit the rotary part stays BF16, with a one-byte scale for 64 values, padded to 8: 448 + 128 + 8 =
    584 B (SGLang's `DeepSeekV4SingleKVPool`, vLLM's `fp8_ds_mla` for DeepSeek-V4).
    """
    if kv == "bf16":
        return 2 * group.head_dim
    plain = group.head_dim - group.rope_head_dim
    scales = -(-plain // _COMPRESSED_SCALE_GROUP)
    return plain + 2 * group.rope_head_dim + -(-scales // 8) * 8


def _indexer_key_bytes(indexer: Indexer | None, kv: KvFormat) -> int:
    """One indexer key: 128 x 2 = 256 B in BF16; 128 + 4 = 132 B in 8 bit, as DeepGEMM's kernels keep it."""
    if indexer is None:
        return 0
    key = 2 * indexer.head_dim
    if kv != "bf16":
        key = indexer.head_dim + 4 * -(-indexer.head_dim // _SCALE_GROUP)
    return -(-key // indexer.pool_tokens)


def _state_bytes(group: LinearAttention | KimiDeltaAttention | LightningAttention | MambaAttention) -> int:
    """State in float32, and the inputs that the convolution looks back on in BF16."""
    if isinstance(group, LinearAttention):
        state = group.value_heads * group.key_head_dim * group.value_head_dim
        channels = 2 * group.key_heads * group.key_head_dim + group.value_heads * group.value_head_dim
    elif isinstance(group, KimiDeltaAttention):
        state = group.heads * group.head_dim * group.head_dim
        channels = 3 * group.heads * group.head_dim
    elif isinstance(group, LightningAttention):
        return group.heads * group.head_dim * group.head_dim * _STATE_BYTES
    else:
        state = group.heads * group.head_dim * group.state_size
        channels = group.heads * group.head_dim + 2 * group.groups * group.state_size
    return state * _STATE_BYTES + channels * (group.conv_kernel - 1) * 2
