"""Bounds of a session file, checked before anything in it is used."""

import datetime
import math
from typing import Any

from advisor.session.errors import SessionError

MAX_SESSION_BYTES = 4 * 1024 * 1024
"""About three times a session of the widest question over the shipped catalogue of 70 accelerators."""
_MOST_INT = 2**63
"""TOML promises 64-bit integers and no more."""


def check_numbers(document: Any, file: str) -> None:
    """Refuses NaN, infinities and integers beyond 64 bits anywhere in a parsed document."""
    bad = _bad_number(document)
    if bad is not None:
        number, place = bad
        shown = number if isinstance(number, float) else "an integer beyond 64 bits"
        where = "".join(reversed(place)).removeprefix(".")
        raise SessionError(f"{file}: {where}: found {shown}, wanted a finite number")


def _bad_number(value: Any) -> tuple[float, list[str]] | None:
    """A number that can't be used and the steps to it, innermost first."""
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, item in steps:
            bad = _bad_number(item)
            if bad is not None:
                bad[1].append(f".{step}" if isinstance(value, dict) else f"[{step}]")
                return bad
    elif isinstance(value, float):
        return None if math.isfinite(value) else (value, [])
    elif isinstance(value, int) and not -_MOST_INT <= value < _MOST_INT:
        return value, []
    return None


def check_dates(saved: str, as_of: str, file: str) -> None:
    """Refuses a date that is none."""
    for key, text, parse in (
        ("saved", saved, datetime.datetime.fromisoformat),
        ("as_of", as_of, datetime.date.fromisoformat),
    ):
        try:
            parse(text)
        except ValueError:
            raise SessionError(f"{file}: {key}: found {text[:40]!r}, wanted an ISO date") from None
