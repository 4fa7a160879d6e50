"""What would change: the same model and load with one thing of the deployment done otherwise."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.record import KV_FORMATS
from advisor.catalogue.stack import Support
from advisor.catalogue.support import find_support
from advisor.estimate.layout import Layout
from advisor.estimate.result import Speed
from advisor.estimate.speed import Path
from advisor.plan.layout_choice import best_of, layouts_on
from advisor.plan.load_curve import largest_concurrency
from advisor.plan.operating_point import OperatingPoint, calibrated, can_draft
from advisor.plan.pools import best_split
from advisor.plan.standard_counts import server_cards, standard_counts

ChangeCode = Literal["speculation", "kv", "layout", "cards", "disaggregated", "stack", "path"]


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """A deployment with one change, at the load of the original."""

    code: ChangeCode
    subject: str
    """The KV format, stack, path or count that is changed to, on or off; empty for another layout."""
    layout: Layout
    path: Path
    stack_status: str
    """What the stack says of this model on this part in this format; "unknown" without a line."""
    fits: bool
    speed: Speed | None
    """None where the load does not fit."""
    largest_concurrency: int
    """Within memory and the stated limits."""


def what_ifs(point: OperatingPoint, catalogue: Catalogue) -> tuple[WhatIf, ...]:
    """One change each: drafting, smaller cache, other layout, more cards, prompts apart, path, stacks.

    A change that the model, the part or the cards don't allow is left out; so is one back to what is there.
    SpeedUnknownError for a part of which no speed is known.
    """
    changed = (
        *_speculation(point),
        *_smaller_cache(point),
        *_roomier_layout(point),
        *_more_cards(point, catalogue),
        *_pools(point),
        *_other_path(point),
        *_other_stacks(point, catalogue),
    )
    return tuple(
        _result(code, subject, calibrated(after, catalogue), catalogue) for code, subject, after in changed
    )


Change = tuple[ChangeCode, str, OperatingPoint]


def _with(point: OperatingPoint, **changes: object) -> OperatingPoint:
    return msgspec.structs.replace(point, layout=msgspec.structs.replace(point.layout, **changes))


def _speculation(point: OperatingPoint) -> Iterator[Change]:
    if point.layout.speculative:
        yield "speculation", "off", _with(point, speculative=False)
    elif can_draft(point.model):
        yield "speculation", "on", _with(point, speculative=True)


def _smaller_cache(point: OperatingPoint) -> Iterator[Change]:
    """The first 8-bit format that the part's attention kernels take."""
    if point.layout.kv == "bf16":
        small = [kv for kv in KV_FORMATS if kv != "bf16" and kv in point.accelerator.kv_formats]
        for kv in small[:1]:
            yield "kv", kv, _with(point, kv=kv)


def _roomier_layout(point: OperatingPoint) -> Iterator[Change]:
    """The layout of the same cards that takes the most requests, where another takes more."""
    layout = point.layout
    if layout.prefill_pool is not None:
        return
    others = layouts_on(point, layout.cards, layout.cards // layout.nodes)
    points = [point, *(msgspec.structs.replace(point, layout=other) for other in others)]
    roomiest = max(points, key=largest_concurrency)
    if roomiest is not point:
        yield "layout", "", roomiest


def _more_cards(point: OperatingPoint, catalogue: Catalogue) -> Iterator[Change]:
    """The next number of cards that one buys, in servers like those of the deployment, pooled as it is."""
    layout = point.layout
    per_node = layout.cards // layout.nodes
    slots = server_cards(point.accelerator, catalogue) if layout.nodes == 1 else per_node
    cards = next((count for count in standard_counts(slots) if count > layout.cards), None)
    if cards is None:
        return
    if layout.prefill_pool is None:
        best = best_of(point, layouts_on(point, cards, slots))
    else:
        best = best_split(_with(point, cards=cards, nodes=max(1, cards // slots)))
    if best is not None:
        yield "cards", str(cards), best


def _pools(point: OperatingPoint) -> Iterator[Change]:
    """Prompts read by cards of their own, or no longer so."""
    layout = point.layout
    if layout.prefill_pool is None:
        state, after = "on", best_split(point)
    else:
        state = "off"
        after = best_of(point, layouts_on(point, layout.cards, layout.cards // layout.nodes))
    if after is not None:
        yield "disaggregated", state, after


def _other_path(point: OperatingPoint) -> Iterator[Change]:
    other: Path = "default" if point.path == "tuned" else "tuned"
    yield "path", other, msgspec.structs.replace(point, path=other)


def _other_stacks(point: OperatingPoint, catalogue: Catalogue) -> Iterator[Change]:
    """Every stack that runs the model on this part in this format, best known first."""
    for stack in catalogue.stacks.values():
        support = _line(point, stack.id, catalogue)
        if stack.id != point.layout.stack and support is not None and support.status != "unsupported":
            after = _with(msgspec.structs.replace(point, path=support.path), stack=stack.id)
            yield "stack", stack.id, after


def _line(point: OperatingPoint, stack: str, catalogue: Catalogue) -> Support | None:
    if stack not in catalogue.stacks:
        return None
    return find_support(catalogue.stacks[stack], point.accelerator, point.model, point.layout.weights)


def _result(code: ChangeCode, subject: str, after: OperatingPoint, catalogue: Catalogue) -> WhatIf:
    support = _line(after, after.layout.stack, catalogue)
    fits = after.memory().fits
    return WhatIf(
        code=code,
        subject=subject,
        layout=after.layout,
        path=after.path,
        stack_status=support.status if support is not None else "unknown",
        fits=fits,
        speed=after.predicted() if fits else None,
        largest_concurrency=largest_concurrency(after),
    )
