"""What did not make it, as Markdown: near-misses, what was turned down and why, and the nearest of all."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from advisor.plan.result import Plan, Reason, Rejection, Setup
from advisor.report.markdown_text import bullets, table
from advisor.wording.english import reason_text
from advisor.wording.headline import setup_title
from advisor.wording.numbers import UNKNOWN, money_text, range_text
from advisor.wording.refusals import is_refused, refused_text

_UNSERVED = "no_stack"
_WITHOUT_NUMBERS = ("format_unsupported", "stack_unsupported", _UNSERVED)
"""Reasons that differ from format to format, or from part to part, by nothing but its name; such rows are
told as one."""


class Nearest(NamedTuple):
    """The least bad setup of a plan without any, and what it misses."""

    setup: Setup
    reasons: tuple[Reason, ...]


def nearest(plan: Plan) -> Nearest | None:
    """Of near-misses, else of closest layouts: the one with the fewest reasons, then the lowest capex."""
    found = [Nearest(miss.setup, miss.reasons) for miss in plan.near_misses] or [
        Nearest(rejection.closest, rejection.reasons)
        for rejection in plan.rejections
        if rejection.closest is not None
    ]
    return min(
        found,
        key=lambda one: (len(one.reasons), one.setup.cost.price_unknown, one.setup.cost.capex.mid),
        default=None,
    )


def near_misses(plan: Plan, names: Mapping[str, str]) -> list[str]:
    """A list of near-misses under its heading; empty where there is none."""
    texts = [f"{setup_title(miss.setup, names)}: {_why(miss.reasons, names)}" for miss in plan.near_misses]
    return [f"## Near-misses\n\n{bullets(texts)}"] if texts else []


def turned_down(plan: Plan, names: Mapping[str, str]) -> list[str]:
    """A table of rejections under its heading; empty where there is none."""
    refused = [rejection for rejection in plan.rejections if is_refused(rejection)]
    if refused:
        return [f"## Turned down\n\n{bullets([refused_text(refused)])}"]
    rows = [_row(rejection, names) for rejection in _gathered(plan.rejections)]
    if not rows:
        return []
    return [f"## Turned down\n\n{table(('Part', 'Format', 'Software', 'Why', 'Closest layout'), rows)}"]


def _gathered(rejections: tuple[Rejection, ...]) -> list[Rejection]:
    """Rejections of one part that differ only in the format's name become one; so do parts nobody serves."""
    gathered: dict[tuple[str, ...], Rejection] = {}
    for place, rejection in enumerate(rejections):
        codes = [reason.code for reason in rejection.reasons]
        alike = rejection.closest is None and len(codes) == 1 and codes[0] in _WITHOUT_NUMBERS
        unserved = alike and codes[0] == _UNSERVED
        part = "" if unserved else rejection.accelerator
        key = (part, rejection.stack, *codes, "" if alike else str(place))
        gathered[key] = _joined(gathered[key], rejection) if key in gathered else rejection
    return list(gathered.values())


def _joined(first: Rejection, second: Rejection) -> Rejection:
    if first.reasons[0].code == _UNSERVED:
        return msgspec.structs.replace(first, accelerator=f"{first.accelerator}, {second.accelerator}")
    subjects = (first.reasons[0].subject, second.reasons[0].subject)
    reason = msgspec.structs.replace(first.reasons[0], subject=", ".join(dict.fromkeys(subjects)))
    return msgspec.structs.replace(first, weights=f"{first.weights}, {second.weights}", reasons=(reason,))


def _row(rejection: Rejection, names: Mapping[str, str]) -> tuple[str, ...]:
    closest = rejection.closest
    shown = ""
    if closest is not None:
        cost = (
            f"price {UNKNOWN}" if closest.cost.price_unknown else f"{money_text(closest.cost.capex)} landed"
        )
        shown = f"{setup_title(closest, names)}, {range_text(closest.speed.output_tok_s, 'tokens/s')}, {cost}"
    return (
        ", ".join(names.get(part, part) for part in rejection.accelerator.split(", ")),
        rejection.weights,
        names.get(rejection.stack, rejection.stack),
        _why(rejection.reasons, names),
        shown,
    )


def _why(reasons: tuple[Reason, ...], names: Mapping[str, str]) -> str:
    return " ".join(reason_text(reason, names) for reason in reasons)
