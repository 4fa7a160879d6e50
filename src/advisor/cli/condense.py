"""What the short answer of `plan` keeps: each part once, at its best; `--all` shows every row."""

from collections.abc import Sequence

import msgspec

from advisor.plan.judge import worst_overshoot
from advisor.plan.result import Plan, PlanWarning, Rejection, Setup

MOST_REJECTIONS = 10
"""Parts whose reasons the short answer tells in full; the nearest to the brief come first."""

MOST_SUBJECTS = 4
ABOUT_PARTS = ("price_reference", "path_default", "stack_experimental")


def leading_setups(plan: Plan) -> list[Setup]:
    """The first in rank of each accelerator; its other formats and stacks are further rows of the plan."""
    first: dict[str, Setup] = {}
    for setup in plan.setups:
        first.setdefault(setup.layout.accelerator, setup)
    return list(first.values())


def leading_rejections(rejections: Sequence[Rejection]) -> list[Rejection]:
    """Of each accelerator the rejection nearest to the brief, the nearest part first.

    Parts that can be had go before those that nobody supplies: what stands against the latter is moot.
    """
    nearest: dict[str, Rejection] = {}
    for rejection in rejections:
        known = nearest.get(rejection.accelerator)
        if known is None or _distance(rejection) < _distance(known):
            nearest[rejection.accelerator] = rejection
    return sorted(nearest.values(), key=_distance)[:MOST_REJECTIONS]


def shortened(warning: PlanWarning) -> PlanWarning:
    """The warning with its first subjects alone where it is about many parts; rules are always all named."""
    subjects = warning.subject.split(", ")
    if warning.code not in ABOUT_PARTS or len(subjects) <= MOST_SUBJECTS:
        return warning
    shown = [*subjects[:MOST_SUBJECTS], f"{len(subjects) - MOST_SUBJECTS} more"]
    return msgspec.structs.replace(warning, subject=", ".join(shown))


def _distance(rejection: Rejection) -> tuple[bool, int, float]:
    closest = rejection.closest
    out_of_reach = closest is None or not closest.obtainable
    return out_of_reach, len(rejection.reasons), worst_overshoot(rejection.reasons)
