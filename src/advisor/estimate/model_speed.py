"""What the speed model needs of a model: bytes read, FLOPs and cache by token, computed once."""

import msgspec

from advisor.catalogue.architecture import (
    Architecture,
    Attention,
    CompressedAttention,
    GqaAttention,
    Indexer,
    LinearAttention,
    MlaAttention,
    MoeFeedForward,
)
from advisor.catalogue.model import Model, ModelClass
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.estimate.formats import BytesPerParameter, bytes_per_parameter
from advisor.estimate.identity import remembered
from advisor.estimate.kv_cache import cache_groups
from advisor.estimate.parameters import ParameterCounts, count_parameters, depth_of


class AttentionSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """One group of attention layers; bytes and FLOPs are of the whole group."""

    token_bytes: float
    """Cache bytes of a token of the context that a step reads."""
    state_bytes: float
    """Bytes that a step reads and writes whatever the context, a sequence: recurrent states, side windows."""
    indexer_bytes: float
    """Indexer key bytes of a token of the context."""
    longest_read: int | None
    """Tokens of the context that attention reads at most: a window, or the indexer's top k."""
    heads: int
    """Heads over which tensor parallelism parts the cache; 1: a latent, read whole on every rank."""
    decode_flops: float
    """FLOPs a new token and token read: MLA in decode works on the latent."""
    prefill_flops: float
    """The same while a prompt is read, which decompresses the latent unless attention is sparse."""
    indexer_flops: float


class ModelSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """A model in one weights and KV format."""

    model_class: ModelClass
    layers: int
    """Pairs of attention and feed-forward blocks, which the layer constants are fitted for."""
    fitted_attention: bool
    """Constants of the class were fitted on this kind of attention; else the class stands in for it."""
    moe_layers: int
    hidden: int
    routed_experts: int
    experts_per_token: int
    routed_bytes: float
    """All routed experts."""
    other_bytes: float
    """Everything else that a decode step reads: attention, dense and shared matrices, router, head."""
    routed_active: float
    """Parameters of routed experts that a token passes."""
    other_active: float
    """Other parameters that a token passes, head included."""
    head: float
    """Parameters of the head, which a prompt pays for one token only."""
    attention: tuple[AttentionSpeed, ...]


@remembered
def model_speed(model: Model, weights: WeightsFormat, kv: KvFormat) -> ModelSpeed:
    """The figures of `model` in these formats."""
    architecture = model.architecture
    counts = count_parameters(architecture)
    moe = [block for block in architecture.feed_forward if isinstance(block, MoeFeedForward)]
    each = bytes_per_parameter(weights, model.model_class, experts=bool(moe))
    head = counts.head or counts.embedding
    caches = cache_groups(architecture, kv)
    return ModelSpeed(
        model_class=model.model_class,
        layers=_pairs(architecture),
        fitted_attention=all(_is_fitted(group) for group in architecture.attention),
        moe_layers=sum(block.layers for block in moe),
        hidden=architecture.hidden,
        routed_experts=moe[0].routed_experts if moe else 0,
        experts_per_token=moe[0].experts_per_token if moe else 0,
        routed_bytes=counts.routed_experts * each.routed,
        other_bytes=_other_bytes(counts, each, head),
        routed_active=counts.routed_experts_active,
        other_active=counts.active_with_head - counts.routed_experts_active,
        head=head,
        attention=tuple(
            AttentionSpeed(
                token_bytes=group.layers * cache.token_bytes,
                state_bytes=group.layers * (2 * cache.state_bytes + cache.side_window_bytes),
                indexer_bytes=group.layers * cache.indexer_token_bytes,
                longest_read=_longest_read(group),
                heads=cache.heads,
                decode_flops=group.layers * _decode_flops(group),
                prefill_flops=group.layers * _prefill_flops(group),
                indexer_flops=group.layers * _indexer_flops(group),
            )
            for group, cache in zip(architecture.attention, caches, strict=True)
        ),
    )


def _other_bytes(counts: ParameterCounts, each: BytesPerParameter, head: int) -> float:
    return (
        (counts.attention + counts.indexer) * each.attention
        + counts.dense_feed_forward * each.dense_feed_forward
        + counts.shared_experts * each.shared
        + (counts.norms + counts.router + head) * each.kept
    )


def _pairs(architecture: Architecture) -> int:
    """Layers of attention and feed-forward; half the depth, rounded up, where a layer is one of them."""
    depth = depth_of(architecture)
    return -(-depth // 2) if architecture.single_blocks else depth


def _is_fitted(group: Attention) -> bool:
    """Not states other than delta nets': no measured model keeps them, or too few."""
    return isinstance(group, GqaAttention | MlaAttention | LinearAttention | CompressedAttention)


def _longest_read(group: Attention) -> int | None:
    """Tokens of the context behind what attention reads at most."""
    indexer = _indexer_of(group)
    if isinstance(group, CompressedAttention):
        if not group.compression:
            return group.window_tokens
        return indexer.top_k_tokens * group.compression if indexer else None
    if isinstance(group, MlaAttention) and group.shared_top_k_tokens is not None:
        return group.shared_top_k_tokens
    limits = [indexer.top_k_tokens] if indexer else []
    if isinstance(group, GqaAttention) and group.window_tokens is not None:
        limits.append(group.window_tokens)
    return min(limits, default=None)


def _decode_flops(group: Attention) -> float:
    """Scores and values: 2 x heads x (key + value size); MLA absorbed: 2 x heads x (2 x latent + rotary).

    A compressed entry serves as key and as value, once for all the tokens behind it.
    """
    if isinstance(group, GqaAttention):
        return 2.0 * group.heads * (group.head_dim + (group.value_head_dim or group.head_dim))
    if isinstance(group, MlaAttention):
        return 2.0 * group.heads * (2 * group.kv_lora_rank + group.qk_rope_head_dim)
    if isinstance(group, CompressedAttention):
        return 4.0 * group.heads * group.head_dim / max(1, group.compression)
    return 0.0


def _prefill_flops(group: Attention) -> float:
    if isinstance(group, MlaAttention) and group.indexer is None and group.shared_top_k_tokens is None:
        return 2.0 * group.heads * (group.qk_nope_head_dim + group.qk_rope_head_dim + group.v_head_dim)
    return _decode_flops(group)


def _indexer_flops(group: Attention) -> float:
    """Scores of one key a token, or of one for all the tokens that share it."""
    indexer = _indexer_of(group)
    if indexer is None:
        return 0.0
    tokens = group.compression if isinstance(group, CompressedAttention) else indexer.pool_tokens
    return 2.0 * indexer.heads * indexer.head_dim / tokens


def _indexer_of(group: Attention) -> Indexer | None:
    return group.indexer if isinstance(group, GqaAttention | MlaAttention | CompressedAttention) else None
