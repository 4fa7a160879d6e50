"""Disaggregated serving: the cards parted into a pool that reads prompts and one that writes answers."""

from collections.abc import Iterator

import msgspec

from advisor.estimate.layout import Layout, PrefillPool
from advisor.plan.layout_choice import best_of, layouts_on
from advisor.plan.operating_point import OperatingPoint

PROMPTS_HELD = 2
"""Prompts that a worker of the pool holds at once: the one it reads and the one it hands over."""


def best_split(point: OperatingPoint) -> OperatingPoint | None:
    """The cards of `point` parted into a pool that reads prompts and one that writes answers.

    The split and layouts with the highest output rate; None where no split holds the model twice.
    """
    layouts = [layout for layout in pool_layouts(point) if pool_fits(point, layout)]
    return best_of(point, layouts) if layouts else None


def pool_layouts(point: OperatingPoint) -> Iterator[Layout]:
    """Layouts of the cards with a prefill pool: whole servers a pool, or whole cards where there is one."""
    layout = point.layout
    cards, per_node = layout.cards, layout.cards // layout.nodes
    for pool_cards in range(per_node if layout.nodes > 1 else 1, cards, per_node if layout.nodes > 1 else 1):
        for pool in _workers(point, pool_cards, per_node):
            for writers in layouts_on(point, cards - pool_cards, per_node):
                yield msgspec.structs.replace(writers, cards=cards, nodes=layout.nodes, prefill_pool=pool)


def _workers(point: OperatingPoint, cards: int, per_node: int) -> Iterator[PrefillPool]:
    for found in layouts_on(point, cards, per_node):
        yield PrefillPool(workers=found.replicas, tp=found.tp, pp=found.pp, dp=found.dp)


def pool_fits(point: OperatingPoint, layout: Layout) -> bool:
    """True when each worker of the pool holds the weights and a prompt or two."""
    pool = layout.prefill_pool
    if pool is None:
        return True
    cards = pool.devices // point.accelerator.devices_per_card
    per_node = layout.cards // layout.nodes
    alone = msgspec.structs.replace(
        layout,
        cards=cards,
        nodes=max(1, cards // per_node),
        tp=pool.tp, pp=pool.pp, dp=pool.dp, ep=pool.tp * pool.dp if pool.dp > 1 else 1,
        replicas=pool.workers,
        speculative=False,
        prefill_pool=None,
    )  # fmt: skip
    load = msgspec.structs.replace(
        point.load,
        context_tokens=point.load.input_tokens,
        concurrency=PROMPTS_HELD * pool.workers * pool.dp,
    )
    return msgspec.structs.replace(point, layout=alone, load=load).memory().fits
