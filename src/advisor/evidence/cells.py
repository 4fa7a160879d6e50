"""What a cell of a measured row may hold: each function reads one kind of cell, or says what was wanted."""

import re
from typing import cast, get_args

from advisor.catalogue.offers_csv.problem import CellError, nearest
from advisor.catalogue.text import one_line
from advisor.evidence.row import METRIC_KINDS, MetricKind, Scenario

MAX_VALUE = 1e12
"""Beyond any rate in tokens/s and any time in ms that a benchmark could have lasted."""
MAX_COUNT = 100_000
MAX_TOKENS = 10_000_000

_NUMBER = re.compile(r"[0-9]{1,30}(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?|\.[0-9]+")
_SCENARIOS: tuple[str, ...] = tuple(name for name in get_args(Scenario) if name)
_FLAGS = {"0": False, "1": True, "0.0": False, "1.0": True, "false": False, "true": True}


def words(text: str) -> str:
    """Text on one line, without control characters."""
    return one_line(text).strip()


def name(text: str) -> str:
    """Text that must not be empty: an id."""
    cleaned = words(text)
    if not cleaned:
        raise CellError("an id")
    return cleaned


def value(text: str) -> float:
    """A measured value, above 0."""
    return _number(text, MAX_VALUE, "a number")


def cards(text: str) -> float:
    """Whole cards; half a card where a card is two devices and one was used."""
    found = _number(text, MAX_COUNT, "a number of cards")
    if (2 * found) % 1:
        raise CellError("whole cards, or half a card where one of its two devices was used")
    return found


def requests(text: str) -> float | None:
    """Requests in flight; a mean need not be whole."""
    return _number(text, MAX_COUNT, "a number of requests") if text else None


def count(text: str) -> int | None:
    """A whole number of at least one. Tables with gaps, as pandas writes them, have 8.0 for 8."""
    return _whole(text, MAX_COUNT) if text else None


def tokens(text: str) -> int | None:
    """A whole number of tokens, at least one."""
    return _whole(text, MAX_TOKENS) if text else None


def flag(text: str) -> bool | None:
    """0 or 1; None where the cell is empty."""
    if not text:
        return None
    if text.lower() not in _FLAGS:
        raise CellError("0, 1 or nothing")
    return _FLAGS[text.lower()]


def share(text: str) -> float | None:
    """A part of one."""
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or float(text) > 1:
        raise CellError("a share from 0 to 1, such as 0.9 for 90%")
    return float(text)


def metric_kind(text: str) -> MetricKind:
    """One of the metrics; a rate per card or per user is refused, as it has no name here."""
    if text not in METRIC_KINDS:
        raise CellError(f"one of {', '.join(METRIC_KINDS)}{nearest(text, METRIC_KINDS)}")
    return text


def scenario(text: str) -> Scenario:
    """How the load was made; nothing where the source does not say."""
    if text and text not in _SCENARIOS:
        raise CellError(f"one of {', '.join(_SCENARIOS)}, or nothing{nearest(text, _SCENARIOS)}")
    return cast(Scenario, text)


def _number(text: str, most: float, what: str) -> float:
    if not _NUMBER.fullmatch(text) or not 0 < float(text) <= most:
        raise CellError(f"{what} above 0, at most {most:,.0f}, digits with a point for decimals")
    return float(text)


def _whole(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not 1 <= float(text) <= most or float(text) % 1:
        raise CellError(f"a whole number from 1 to {most:,}, without separators")
    return int(float(text))
