"""Ages of rules: the oldest of a chain, and what is too old to pass without a word."""

import datetime
from collections.abc import Iterable

from advisor.catalogue.freshness import RULE_DAYS, age_days, last_day

__all__ = ["STALE_AFTER_DAYS", "age_days", "is_stale", "last_day", "oldest"]

STALE_AFTER_DAYS = RULE_DAYS
"""A rule not seen to hold within this time is shown with its age."""


def oldest(dates: Iterable[str]) -> str | None:
    """The earliest of these dates, as written; None for none."""
    return min(dates, key=last_day, default=None)


def is_stale(date: str, as_of: datetime.date) -> bool:
    """Whether a date lies more than `STALE_AFTER_DAYS` before `as_of`."""
    return age_days(date, as_of) > STALE_AFTER_DAYS
