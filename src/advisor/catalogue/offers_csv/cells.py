"""What a cell may hold: each function reads one kind of cell, or says what was wanted."""

import datetime
import re
from typing import NamedTuple, get_args

from advisor.catalogue.availability import Covered, Incoterm, Per
from advisor.catalogue.offers_csv.problem import CellError, nearest
from advisor.figures import CURRENCIES

MAX_PRICE = 10.0**15
MAX_COUNT = 100_000
MAX_WEEKS = 260.0

_AMOUNT = re.compile(r"[0-9]{1,16}(\.[0-9]{1,4})?")
_LOOKS_LIKE_DECIMAL_COMMA = re.compile(r"([0-9]+),([0-9]{1,2})")
_WEEKS = re.compile(r"([0-9]{1,3}(?:\.[0-9])?)(?:\s*[-\u2013]\s*([0-9]{1,3}(?:\.[0-9])?))?")
_UNITS: tuple[Per, ...] = get_args(Per)
_INCLUDED: tuple[Covered, ...] = get_args(Covered)
_INCOTERMS: tuple[Incoterm, ...] = get_args(Incoterm)


class Weeks(NamedTuple):
    """A lead time; low and high are None where one number was given."""

    value: float
    low: float | None = None
    high: float | None = None


class Coverage(NamedTuple):
    """The unit that a price buys, and the cost lines that it includes."""

    per: Per
    included: tuple[Covered, ...]


def amount(text: str) -> float:
    """A price: digits with a point. Commas are refused, for they mean thousands here and decimals there."""
    if not _AMOUNT.fullmatch(text) or not 0 < float(text) <= MAX_PRICE:
        comma = _LOOKS_LIKE_DECIMAL_COMMA.fullmatch(text)
        meant = f"; if the comma is for decimals: {comma[1]}.{comma[2]}" if comma else ""
        raise CellError(f"an amount above 0, digits with a point for decimals and nothing else{meant}")
    return float(text)


def currency(text: str) -> str:
    """One of `CURRENCIES`, in any case of letters."""
    code = text.upper()
    if code not in CURRENCIES:
        raise CellError(f"three letters of a currency, such as USD, EUR, CNY, KZT{nearest(code, CURRENCIES)}")
    return code


def coverage(text: str) -> Coverage:
    """The words of `covers`, separated by +, commas, semicolons or slashes."""
    words = [word for word in re.split(r"[+,;/\s]+", text.lower()) if word]
    known = (*_UNITS, *_INCLUDED)
    for word in words:
        if word not in known:
            raise CellError(f"words of {', '.join(known)}, with + between{nearest(word, known)}")
    units = [unit for unit in _UNITS if unit in words]
    if len(units) != 1:
        raise CellError(f"exactly one of {', '.join(_UNITS)}, which says what one price buys")
    return Coverage(units[0], tuple(code for code in _INCLUDED if code in words))


def incoterm(text: str) -> Incoterm:
    """The term alone; a place may follow it in the cell."""
    word = text.split()[0].upper()
    for term in _INCOTERMS:
        if term == word:
            return term
    raise CellError(f"one of {', '.join(_INCOTERMS)}, or nothing{nearest(word, _INCOTERMS)}")


def count(text: str) -> int:
    """A whole number of at least one."""
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= MAX_COUNT:
        raise CellError(f"a whole number from 1 to {MAX_COUNT:,}, without separators")
    return int(text)


def day(text: str) -> str:
    """A date as year-month-day; other orders are refused, for 03.04. is read in two ways."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise CellError("a day as year-month-day, such as 2026-12-20")


def weeks(text: str) -> Weeks:
    """A number of weeks, or a range of them with its middle as the value."""
    match = _WEEKS.fullmatch(text)
    if match is not None:
        low = float(match[1])
        high = float(match[2]) if match[2] else low
        if low <= high <= MAX_WEEKS:
            return Weeks((low + high) / 2, low, high) if match[2] else Weeks(low)
    raise CellError(f"weeks as 8 or 6-10, at most {MAX_WEEKS:,.0f}")


def condition(text: str) -> str:
    """new or second_hand; used is another word for the latter."""
    word = text.lower().replace("-", "_").replace(" ", "_")
    if word in ("new", "second_hand"):
        return word
    if word in ("used", "refurbished"):
        return "second_hand"
    raise CellError("new or second_hand")
