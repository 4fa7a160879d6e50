"""Does a model fit a layout: bytes of the fullest device by part, and how much load the rest would hold."""

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.estimate.device_memory import device_memory
from advisor.estimate.identity import remembered
from advisor.estimate.kv_cache import CacheGroup, cache_groups, kv_bytes_per_token
from advisor.estimate.layout import Layout, Load
from advisor.estimate.layouts import validate_layout
from advisor.estimate.result import MemoryFit
from advisor.estimate.weight_shards import draft_bytes, layer_bytes, shard_bytes


def fit_memory(
    model: Model, accelerator: Accelerator, layout: Layout, load: Load, *, context_parallel: int = 1
) -> MemoryFit:
    """Bytes of the fullest device: weights, cache of its share of the load, reserve, against what is usable.

    Prediction layers count where the layout drafts tokens with them: engines load them for that alone.
    `context_parallel` ranks of a tensor-parallel group part the tokens of a cache that they would else each
    keep a copy of (decode context parallelism; `most_context_parallel` says how many can).
    Raises ValueError for a layout that the model or the cards can't take.
    """
    validate_layout(model, accelerator, layout)
    if context_parallel < 1 or most_context_parallel(model, layout) % context_parallel:
        raise ValueError(
            f"context_parallel must divide {most_context_parallel(model, layout)} copies of the cache, "
            f"found {context_parallel}"
        )
    device = device_memory(accelerator)
    weights = shard_bytes(layer_bytes(model, layout.weights), layout)
    groups, token_bytes = _cache(model, layout.kv)
    stage = _StageCache(groups, layout, context_parallel)
    sequences = sequences_on_device(layout, load.concurrency)
    kv, indexer, state = stage.sequence_bytes(load.context_tokens)
    drafts = draft_bytes(model, layout)
    free = device.usable_bytes - device.reserve_bytes - weights.total - drafts
    ranks = layout.dp * layout.replicas
    return MemoryFit(
        routed_experts_bytes=weights.routed_experts,
        shared_experts_bytes=weights.shared_experts,
        dense_bytes=weights.dense,
        embedding_bytes=weights.embedding,
        mtp_bytes=drafts,
        kv_cache_bytes=sequences * kv,
        indexer_bytes=sequences * indexer,
        state_bytes=sequences * state,
        reserve_bytes=device.reserve_bytes,
        usable_bytes=device.usable_bytes,
        usable_from=device.usable_from,
        reserve_source=device.reserve_source,
        kv_bytes_per_token=token_bytes,
        sequences_per_device=sequences,
        max_sequences=max(0, free // max(1, kv + indexer + state)) * ranks,
        max_context_tokens=min(
            stage.longest_context(free // sequences), model.context_tokens or _LONGEST_CONTEXT
        ),
    )


def most_context_parallel(model: Model, layout: Layout) -> int:
    """Ranks that could part the tokens of one cache: the copies that tensor parallelism makes of it.

    A latent is copied on every rank, KV heads only where there are more ranks than heads: the size of decode
    context parallelism divides tp / KV heads (vLLM and vLLM-Ascend, guides to context parallelism; SGLang
    parts latents alone). 1 where nothing grows with the context or nothing is copied.
    """
    groups, _ = _cache(model, "bf16")
    growing = [group.heads for group in groups if group.token_bytes and group.window_tokens is None]
    return max((layout.tp // min(layout.tp, heads) for heads in growing), default=1)


class Room:
    """Headroom of layouts of one model on one part in one pair of formats, for a search that weighs many.

    The same integers as `fit_memory`'s headroom, from parts that layouts of one shape share: weights go by
    tp, pp, dp, ep and drafting, the cache of a sequence by tp and pp, and neither by replicas or nodes.
    """

    __slots__ = ("_beside_weights", "_free", "_groups", "_layers", "_load", "_model", "_sequence_bytes")

    def __init__(
        self, model: Model, accelerator: Accelerator, weights: WeightsFormat, kv: KvFormat, load: Load
    ) -> None:
        device = device_memory(accelerator)
        self._model = model
        self._layers = layer_bytes(model, weights)
        self._groups = _cache(model, kv)[0]
        self._load = load
        self._beside_weights = device.usable_bytes - device.reserve_bytes
        self._free: dict[tuple[int, int, int, int, bool], int] = {}
        self._sequence_bytes: dict[tuple[int, int], int] = {}

    def headroom_bytes(self, layout: Layout) -> int:
        """What is left on the fullest device; a layout whose weights alone overfill it is told without cache.

        The layout is taken as valid.
        """
        shape = (layout.tp, layout.pp, layout.dp, layout.ep, layout.speculative)
        free = self._free.get(shape)
        if free is None:
            weights = shard_bytes(self._layers, layout).total + draft_bytes(self._model, layout)
            free = self._beside_weights - weights
            self._free[shape] = free
        if free < 0:
            return free
        stage = shape[:2]
        sequence = self._sequence_bytes.get(stage)
        if sequence is None:
            sequence = sum(_StageCache(self._groups, layout).sequence_bytes(self._load.context_tokens))
            self._sequence_bytes[stage] = sequence
        return free - sequences_on_device(layout, self._load.concurrency) * sequence


_LONGEST_CONTEXT = 1_000_000_000
"""Where the publisher states no limit and the model keeps a state of fixed size."""


def sequences_on_device(layout: Layout, concurrency: int) -> int:
    """Sequences that the fullest attention rank holds: replicas and dp ranks part them, tp and pp don't."""
    return -(-max(1, concurrency) // (layout.replicas * layout.dp))


class _StageCache:
    """Cache bytes of one sequence on one device of the fullest pipeline stage."""

    __slots__ = ("_rows",)

    def __init__(self, groups: tuple[CacheGroup, ...], layout: Layout, context_parallel: int = 1) -> None:
        depth = sum(group.layers for group in groups)
        stage = -(-depth // layout.pp)
        # (KV bytes a token, indexer bytes a token, state bytes, window) of each group on this device.
        rows: list[tuple[int, int, int, int | None]] = []
        for group in groups:
            layers = -(-group.layers * stage // depth)
            token = layers * group.shard(layout.tp, group.token_bytes)
            if group.window_tokens is None:
                # Indexer keys, states and windows are taken as copied: nobody documents that they are parted.
                copies = layout.tp // min(layout.tp, group.heads)
                token = -(-token // min(context_parallel, copies))
            state = layers * (group.shard(layout.tp, group.state_bytes) + group.side_window_bytes)
            rows.append((token, layers * group.indexer_token_bytes, state, group.window_tokens))
        self._rows = rows

    def sequence_bytes(self, context_tokens: int) -> tuple[int, int, int]:
        """(KV, indexer keys, recurrent state) of one sequence of `context_tokens`."""
        kv = indexer = states = 0
        for token, key, state, window in self._rows:
            held = context_tokens if window is None or context_tokens < window else window
            kv += token * held
            indexer += key * context_tokens
            states += state
        return kv, indexer, states

    def longest_context(self, free_bytes: int) -> int:
        """Longest context of which one sequence fits `free_bytes`; needs grow by pieces between windows."""
        free = free_bytes - sum(row[2] for row in self._rows)
        if free < 0:
            return 0
        start = 0
        for end in [*sorted({row[3] for row in self._rows if row[3] is not None}), None]:
            slope = sum(row[1] + (row[0] if row[3] is None or row[3] > start else 0) for row in self._rows)
            if end is None:
                return start + free // slope if slope else _NO_LIMIT
            if slope * (end - start) > free:
                return start + free // slope
            free -= slope * (end - start)
            start = end
        return start


_NO_LIMIT = 2**62


@remembered
def _cache(model: Model, kv: KvFormat) -> tuple[tuple[CacheGroup, ...], int]:
    return cache_groups(model.architecture, kv), kv_bytes_per_token(model.architecture, kv)
