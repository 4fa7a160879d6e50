"""The ground floor: a number with unit, source, date and confidence; a prediction's range; money."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

import msgspec

Confidence = Literal["high", "medium", "low", "none"]
Basis = Literal["measured", "calibrated", "family", "datasheet"]

_CONFIDENCE_ORDER: tuple[Confidence, ...] = ("high", "medium", "low", "none")
_BASIS_ORDER: tuple[Basis, ...] = ("measured", "calibrated", "family", "datasheet")
_CENT = Decimal("0.01")

_POSITIVE = ("bytes", "bytes_per_second", "operations_per_second", "power", "fx")
"""Dimensions that formulas divide by, or in which zero means that the figure is not known."""
_LARGEST = 1e18

# Unit -> (dimension, factor to the dimension's base unit). Decimal and binary prefixes are kept apart:
# vendors print "64 GB" for what is 64 GiB, so a profile states the unit that its source states.
UNITS: dict[str, tuple[str, float]] = {
    "B": ("bytes", 1.0),
    "MB": ("bytes", 1e6),
    "GB": ("bytes", 1e9),
    "TB": ("bytes", 1e12),
    "KiB": ("bytes", 2.0**10),
    "MiB": ("bytes", 2.0**20),
    "GiB": ("bytes", 2.0**30),
    "TiB": ("bytes", 2.0**40),
    "B/s": ("bytes_per_second", 1.0),
    "GB/s": ("bytes_per_second", 1e9),
    "TB/s": ("bytes_per_second", 1e12),
    "GiB/s": ("bytes_per_second", 2.0**30),
    "TiB/s": ("bytes_per_second", 2.0**40),
    "Gbit/s": ("bytes_per_second", 1e9 / 8),
    "TFLOPS": ("operations_per_second", 1e12),
    "PFLOPS": ("operations_per_second", 1e15),
    "TOPS": ("operations_per_second", 1e12),
    "TPP": ("tpp", 1.0),
    "TPP/mm2": ("performance_density", 1.0),
    "mm2": ("area", 1.0),
    "W": ("power", 1.0),
    "kW": ("power", 1e3),
    "kg": ("mass", 1.0),
    "USD": ("usd", 1.0),
    "CNY": ("cny", 1.0),
    "USD/kWh": ("usd_per_kwh", 1.0),
    "USD/Mtok": ("usd_per_mtok", 1.0),
    "USD/card-hour": ("usd_per_card_hour", 1.0),
    "USD/kg": ("usd_per_kg", 1.0),
    "USD/year": ("usd_per_year", 1.0),
    "USD/card-year": ("usd_per_card_year", 1.0),
    "USD/kW-month": ("usd_per_kw_month", 1.0),
    "per USD": ("fx", 1.0),
    "gCO2e/kWh": ("grid_intensity", 1.0),
    "%": ("share", 0.01),
    "ratio": ("share", 1.0),
    "percent/year": ("rate_per_year", 0.01),
    "ms": ("time", 1e-3),
    "us": ("time", 1e-6),
    "s": ("time", 1.0),
    "hours": ("duration", 1 / 24),
    "days": ("duration", 1.0),
    "weeks": ("duration", 7.0),
    "years": ("years", 1.0),
    "months": ("years", 1 / 12),
    "tokens": ("tokens", 1.0),
    "count": ("count", 1.0),
    "parameters": ("parameters", 1.0),
    "per month": ("per_month", 1.0),
    "per minute": ("per_minute", 1.0),
    "per day": ("per_day", 1.0),
    "USD/rack-month": ("usd_per_rack_month", 1.0),
    "USD/MW": ("usd_per_mw", 1.0),
    "USD/W": ("usd_per_mw", 1e6),
    "orders of magnitude/year": ("decades_per_year", 1.0),
}


CURRENCIES: tuple[str, ...] = (
    "AED", "AMD", "AOA", "AZN", "BDT", "BRL", "CDF", "CHF", "CLP", "CNY", "COP", "EGP", "ETB", "EUR", "GBP",
    "GEL", "GHS", "HKD", "IDR", "INR", "JPY", "KES", "KGS", "KHR", "KRW", "KZT", "LAK", "LKR", "MAD", "MMK",
    "MNT", "MXN", "MYR", "MZN", "NGN", "NPR", "PHP", "PKR", "QAR", "RUB", "RWF", "SAR", "SGD", "THB", "TJS",
    "TMT", "TRY", "TWD", "TZS", "UGX", "USD", "UZS", "VND", "XOF", "ZAR", "ZMW",
)  # fmt: skip
"""ISO 4217 codes that a price may be in: those of the regions, and three that resellers quote in.

Each is a unit of its own dimension, so that no amount becomes another currency without a rate.
"""
UNITS.update({code: (code.lower(), 1.0) for code in CURRENCIES})


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One sourced number of a profile. `source` is an id in `profiles/sources/`."""

    value: float
    unit: str
    """A key of `UNITS`, as the source states it."""
    low: float | None = None
    high: float | None = None
    source: str
    date: str
    """ISO date of the source, or its year or year-month where no day is known."""
    confidence: Confidence
    note: str = ""

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"unknown unit {self.unit!r}; known are {', '.join(UNITS)}")
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        least = "more than 0" if UNITS[self.unit][0] in _POSITIVE else "0 or more"
        if not low >= 0 or high > _LARGEST or (self.value == 0 and least != "0 or more"):
            raise ValueError(f"wants numbers of {least} and at most {_LARGEST:g}, found {self.value:g}")
        if not low <= self.value <= high:
            raise ValueError(f"wants low <= value <= high, found {low} <= {self.value} <= {high}")

    def to(self, unit: str) -> float:
        """The value in `unit`; raises ValueError when the dimensions differ."""
        return self.value * _factor(self.unit, unit)

    def bounds(self, unit: str) -> tuple[float, float, float]:
        """(low, value, high) in `unit`; a bound that is not stated equals the value."""
        factor = _factor(self.unit, unit)
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        return low * factor, self.value * factor, high * factor


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One sourced sentence of a profile, where the fact is not a number."""

    text: str
    source: str
    date: str
    confidence: Confidence
    note: str = ""


class Range(msgspec.Struct, frozen=True):
    """A prediction: an interval that claims to hold the truth about 80% of the time, and what it rests on."""

    low: float
    mid: float
    high: float
    basis: Basis


class Money(msgspec.Struct, frozen=True):
    """USD to the cent. Where `missing` names a line, the sum is known only "at least"."""

    low: Decimal
    mid: Decimal
    high: Decimal
    missing: tuple[str, ...] = ()

    @property
    def at_least(self) -> bool:
        """True when a line of this total is unknown."""
        return bool(self.missing)


ZERO_MONEY = Money(Decimal(0), Decimal(0), Decimal(0))


def usd(amount: float | int | str | Decimal) -> Decimal:
    """An amount as exact USD, rounded half-even to the cent."""
    exact = amount if isinstance(amount, Decimal) else Decimal(str(amount))
    return exact.quantize(_CENT, rounding=ROUND_HALF_EVEN)


def add_money(parts: Iterable[Money]) -> Money:
    """Sum of low, mid and high bounds; what is missing in a part is missing in the sum."""
    low = mid = high = Decimal(0)
    missing: list[str] = []
    for part in parts:
        low, mid, high = low + part.low, mid + part.mid, high + part.high
        missing.extend(name for name in part.missing if name not in missing)
    return Money(low, mid, high, tuple(missing))


def weakest(confidences: Iterable[Confidence]) -> Confidence:
    """The weakest confidence of a chain; "high" for an empty one."""
    return max(confidences, key=_CONFIDENCE_ORDER.index, default="high")


def weakest_basis(bases: Iterable[Basis]) -> Basis:
    """The weakest basis of a chain; "measured" for an empty one."""
    return max(bases, key=_BASIS_ORDER.index, default="measured")


def _factor(unit: str, wanted: str) -> float:
    dimension, factor = UNITS[unit]
    wanted_dimension, wanted_factor = UNITS[wanted]
    if dimension != wanted_dimension:
        raise ValueError(f"{unit} is {dimension}, {wanted} is {wanted_dimension}")
    return factor / wanted_factor
