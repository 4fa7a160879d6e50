"""Ages of rules: partial dates, the oldest of a chain, and what is too old to pass without a word."""

import calendar
import datetime
from collections.abc import Iterable

STALE_AFTER_DAYS = 90
"""A rule not seen to hold within this time is shown with its age."""


def last_day(date: str) -> datetime.date:
    """The last day that a date can mean: "2025-05" is 2025-05-31, "2025" is 2025-12-31.

    A source that states no day may be as young as that, so an age is never overstated.
    """
    year, month, day = map(int, (*date.split("-"), *("12", "31")[date.count("-") :]))
    year, month = max(1, year), min(max(1, month), 12)  # the pattern of `Rule.date` lets 2026-13 pass
    return datetime.date(year, month, min(max(1, day), calendar.monthrange(year, month)[1]))


def age_days(date: str, as_of: datetime.date) -> int:
    """Whole days from `date` to `as_of`, counted from the last day that the date can mean."""
    return (as_of - last_day(date)).days


def oldest(dates: Iterable[str]) -> str | None:
    """The earliest of these dates, as written; None for none."""
    return min(dates, key=last_day, default=None)


def is_stale(date: str, as_of: datetime.date) -> bool:
    """Whether a date lies more than `STALE_AFTER_DAYS` before `as_of`."""
    return age_days(date, as_of) > STALE_AFTER_DAYS
