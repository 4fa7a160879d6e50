"""What people type into number fields -> numbers; None where it is not one."""

import re
from decimal import Decimal

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)([kKmMgG]?)")
_FACTOR = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_GROUPING = str.maketrans("", "", " ,_'\u00a0\u202f")

AMOUNT_KEYS = r"[0-9kKmMgG., _']*"
"""What a field for an amount lets through."""
WHOLE_KEYS = r"[0-9, _]*"
"""What a field for a whole number lets through."""


def parse_amount(text: str) -> Decimal | None:
    """3,000,000 or 3m or 2.5M or 50k, above zero."""
    match = _AMOUNT.fullmatch(text.translate(_GROUPING))
    if match is None:
        return None
    amount = Decimal(match[1]) * _FACTOR[match[2].lower()]
    return amount if amount > 0 else None


def parse_whole(text: str) -> int | None:
    """A whole number above zero."""
    digits = text.translate(_GROUPING)
    return int(digits) if digits.isdecimal() and int(digits) > 0 else None


def show_amount(amount: Decimal | None) -> str:
    """An amount as it stands in a field: 3,000,000."""
    if amount is None:
        return ""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,}"


def show_number(number: float | None) -> str:
    """A number as it stands in a field; empty for None."""
    return "" if number is None else f"{number:,.15g}"
