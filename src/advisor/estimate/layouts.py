"""Which layouts a number of cards allows: tensor, pipeline, expert and data parallelism, and replicas."""

from collections.abc import Iterator

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.architecture import (
    Architecture,
    CompressedAttention,
    GqaAttention,
    KimiDeltaAttention,
    LightningAttention,
    LinearAttention,
    MambaAttention,
    MlaAttention,
    MoeFeedForward,
)
from advisor.catalogue.model import Model
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.estimate.identity import remembered
from advisor.estimate.layout import Layout
from advisor.estimate.parameters import depth_of

BLOCK_SCALED: tuple[WeightsFormat, ...] = ("fp8",)
BLOCK = 128
"""FP8 checkpoints carry a scale for each block of 128 x 128 weights. Engines that keep to the checkpoint's
blocks stop where a shard would cut one (vLLM recipe for Qwen3-235B-A22B: experts of width 1536, tp 4)."""


class ParallelLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What an architecture lets be parted."""

    heads: tuple[int, ...]
    """Head counts that tensor parallelism must divide."""
    kv_heads: tuple[int, ...]
    """Head counts of which one must divide the other."""
    layers: int
    routed_experts: int
    """0: a dense model."""
    expert_intermediate: int
    """Width of a routed expert, which tensor parallelism cuts; 0: a dense model."""


@remembered
def parallel_limits(architecture: Architecture) -> ParallelLimits:
    """The limits of `architecture`; TypeError for an attention kind that is not known."""
    heads: list[int] = []
    kv_heads: list[int] = []
    for group in architecture.attention:
        if isinstance(group, GqaAttention):
            heads.append(group.heads)
            kv_heads.append(group.kv_heads)
        elif isinstance(group, MlaAttention | CompressedAttention | KimiDeltaAttention | LightningAttention):
            heads.append(group.heads)
        elif isinstance(group, LinearAttention):
            heads.append(group.value_heads)
            kv_heads.append(group.key_heads)
        elif isinstance(group, MambaAttention):
            heads.append(group.heads)
            kv_heads.append(group.groups)
        else:
            raise TypeError(f"no parallelism rule for attention kind {type(group).__name__}")
    experts = [block for block in architecture.feed_forward if isinstance(block, MoeFeedForward)]
    return ParallelLimits(
        heads=tuple(heads),
        kv_heads=tuple(kv_heads),
        layers=depth_of(architecture),
        routed_experts=max((block.routed_experts for block in experts), default=0),
        expert_intermediate=max((block.expert_intermediate for block in experts), default=0),
    )


def validate_layout(model: Model, accelerator: Accelerator, layout: Layout) -> None:
    """Raise ValueError, with the numbers, for a layout that the cards or the model can't take."""
    if min(layout.cards, layout.nodes, layout.tp, layout.pp, layout.ep, layout.dp, layout.replicas) < 1:
        raise ValueError(f"every count of a layout is at least 1, found {_counts(layout)}")
    if layout.cards < layout.nodes or layout.cards % layout.nodes:
        raise ValueError(f"{layout.cards} cards can't be spread evenly over {layout.nodes} nodes")
    devices = layout.cards * accelerator.devices_per_card
    pool = layout.prefill_pool
    used = layout.replicas * layout.tp * layout.pp * layout.dp + (pool.devices if pool else 0)
    if used != devices:
        raise ValueError(
            f"replicas x tp x pp x dp{' plus the prefill pool' if pool else ''} must equal {devices} devices "
            f"({layout.cards} cards of {accelerator.devices_per_card}), found {used}: {_counts(layout)}"
        )
    limits = parallel_limits(model.architecture)
    _validate_split(limits, layout)


def _validate_split(limits: ParallelLimits, layout: Layout) -> None:
    tp = layout.tp
    for heads in limits.heads:
        if heads % tp:
            raise ValueError(f"tp must divide {heads} attention heads, found tp {tp}")
    for heads in limits.kv_heads:
        if heads % tp and tp % heads:
            raise ValueError(f"tp must divide, or be a multiple of, {heads} KV heads, found tp {tp}")
    if layout.pp > limits.layers:
        raise ValueError(f"pp can't exceed {limits.layers} layers, found pp {layout.pp}")
    if not limits.routed_experts and (layout.dp > 1 or layout.ep > 1):
        raise ValueError(f"a dense model has no dp or ep inside a replica, found {_counts(layout)}")
    if (tp * layout.dp) % layout.ep or layout.ep > max(1, limits.routed_experts):
        raise ValueError(f"ep must divide tp x dp = {tp * layout.dp} devices, found ep {layout.ep}")


def _counts(layout: Layout) -> str:
    return (
        f"cards {layout.cards}, nodes {layout.nodes}, tp {layout.tp}, pp {layout.pp}, ep {layout.ep}, "
        f"dp {layout.dp}, replicas {layout.replicas}"
    )


def candidate_layouts(
    model: Model,
    accelerator: Accelerator,
    *,
    cards: int,
    cards_per_node: int,
    weights: WeightsFormat,
    kv: KvFormat,
    stack: str,
    max_replicas: int,
) -> tuple[Layout, ...]:
    """Sensible layouts of `cards`, fewest replicas first.

    Tensor parallelism stays inside a node's fast link and is a power of two; a replica over several nodes is
    cut by pipeline stages, one a node, or by expert parallelism with data-parallel attention. Empty where
    the cards can't be parted evenly; ValueError for a number of cards that makes no whole nodes.
    """
    if min(cards, cards_per_node, max_replicas) < 1:
        raise ValueError(f"wants at least one card, found {cards} of {cards_per_node} a node")
    if cards > cards_per_node and cards % cards_per_node:
        raise ValueError(f"{cards} cards make no whole nodes of {cards_per_node}")
    nodes = max(1, cards // cards_per_node)
    devices = cards * accelerator.devices_per_card
    limits = parallel_limits(model.architecture)
    found = []
    for replicas in range(1, max_replicas + 1):
        if devices % replicas:
            continue
        for tp, pp, dp in _splits(limits, devices // replicas, devices // nodes, _domain(accelerator)):
            layout = Layout(
                accelerator=accelerator.id, cards=cards, nodes=nodes, weights=weights, kv=kv, stack=stack,
                tp=tp, pp=pp, dp=dp, ep=tp * dp if dp > 1 else 1, replicas=replicas,
            )  # fmt: skip
            if _cuts_blocks(limits, layout):
                layout = msgspec.structs.replace(layout, ep=tp * dp)
            if _allowed(limits, layout) and max(1, limits.routed_experts) % layout.ep == 0:
                found.append(layout)
    return tuple(found)


def _domain(accelerator: Accelerator) -> int:
    """Devices that share the link; 1 where no domain is known, so that the node alone bounds."""
    link = accelerator.scale_up
    if link is None or link.domain is None:
        return 1
    return max(1, int(link.domain.value)) * accelerator.devices_per_card


def _splits(limits: ParallelLimits, devices: int, node: int, domain: int) -> Iterator[tuple[int, int, int]]:
    """(tp, pp, dp) of one replica of `devices`, on nodes of `node` devices, linked in domains of `domain`."""
    if devices <= node:
        spans = 1 if node % devices == 0 else 0
    else:
        spans = devices // node if devices % node == 0 else 0
    if not spans:
        return
    inside = devices // spans
    tp = 1
    while tp <= inside:
        if inside % tp == 0 and (tp <= domain or domain == 1):
            if tp == inside or limits.routed_experts:
                yield tp, spans, inside // tp
            if spans > 1 and limits.routed_experts:
                yield tp, 1, devices // tp
        tp *= 2


def _cuts_blocks(limits: ParallelLimits, layout: Layout) -> bool:
    """True where tensor parallelism would cut an expert inside a block of scales; whole experts then move."""
    if layout.weights not in BLOCK_SCALED or layout.ep > 1 or not limits.routed_experts:
        return False
    return bool((limits.expert_intermediate / layout.tp) % BLOCK)


def _allowed(limits: ParallelLimits, layout: Layout) -> bool:
    try:
        _validate_split(limits, layout)
    except ValueError:
        return False
    return True
