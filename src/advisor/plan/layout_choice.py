"""Layouts of a number of cards in the formats of another, and the best of them."""

from collections.abc import Iterable, Iterator

import msgspec

from advisor.estimate.layout import Layout
from advisor.estimate.layouts import candidate_layouts
from advisor.plan.judge import speed_reasons
from advisor.plan.operating_point import OperatingPoint


def layouts_on(point: OperatingPoint, cards: int, cards_per_node: int) -> Iterator[Layout]:
    """Every sensible layout of so many cards in the formats and with the stack of `point`."""
    layout = point.layout
    for found in candidate_layouts(
        point.model,
        point.accelerator,
        cards=cards,
        cards_per_node=min(cards, cards_per_node),
        weights=layout.weights,
        kv=layout.kv,
        stack=layout.stack,
        max_replicas=cards * point.accelerator.devices_per_card,
    ):
        yield msgspec.structs.replace(found, speculative=layout.speculative)


def best_of(point: OperatingPoint, layouts: Iterable[Layout]) -> OperatingPoint | None:
    """The layout with the highest output rate of those that fit, within the latency limits where one is.

    Where none fits, the one with the most room; None without any layout.
    """
    points = [msgspec.structs.replace(point, layout=layout) for layout in layouts]
    roomy = [(here, here.memory()) for here in points]
    fitting = [here for here, memory in roomy if memory.fits]
    if not fitting:
        return max(roomy, key=lambda pair: pair[1].headroom_bytes, default=(None, None))[0]
    return max(fitting, key=merit)


def merit(point: OperatingPoint) -> tuple[bool, float]:
    """Within the limits first, then output rate; more is better."""
    speed = point.predicted()
    return (not speed_reasons(speed, point.load), speed.output_tok_s.mid)
