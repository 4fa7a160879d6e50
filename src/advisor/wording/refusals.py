"""What an embargo turns down, told once instead of part by part."""

from collections.abc import Sequence

from advisor.plan.result import Rejection
from advisor.wording.english import reason_text
from advisor.wording.numbers import count_text


def is_refused(rejection: Rejection) -> bool:
    """True where a rule refuses the destination or the buyer, so that nothing else was looked at."""
    return any(reason.code == "refused_by_rule" for reason in rejection.reasons)


def refused_text(refused: Sequence[Rejection]) -> str:
    """As in "All 12 parts: Export: refused. Export: rule US-EMBARGO refuses this destination or buyer."."""
    parts = len({rejection.accelerator for rejection in refused})
    reasons = " ".join(dict.fromkeys(reason_text(reason) for one in refused for reason in one.reasons))
    return f"All {count_text(parts)} parts: {reasons}"
