"""Dates of sources and figures: a day, or the month or year where no day is known."""

import datetime
import re

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_date(text: str) -> bool:
    """True for YYYY, YYYY-MM and YYYY-MM-DD that a calendar has."""
    match = _PARTIAL.fullmatch(text)
    if match is None or not text.isascii():
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def is_after(text: str, day: datetime.date) -> bool:
    """True when the day, month or year in `text` begins only after `day`."""
    return text > day.isoformat()[: len(text)]
