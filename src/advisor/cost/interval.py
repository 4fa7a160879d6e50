"""Exact intervals: low, mid and high as decimals, so that sums come out the same on every machine.

All quantities here are at least zero, so the low end of a product is the product of the low ends.
"""

from decimal import Decimal
from typing import NamedTuple

from advisor.figures import UNITS, Figure, Money, usd

_ZERO = Decimal(0)


class Interval(NamedTuple):
    """Low, mid and high of one quantity; the unit is the caller's."""

    low: Decimal
    mid: Decimal
    high: Decimal

    def plus(self, other: "Interval") -> "Interval":
        """Sum, end by end."""
        return Interval(self.low + other.low, self.mid + other.mid, self.high + other.high)

    def times(self, other: "Interval") -> "Interval":
        """Product, end by end."""
        return Interval(self.low * other.low, self.mid * other.mid, self.high * other.high)

    def scaled(self, factor: Decimal | int) -> "Interval":
        """Product with one exact number."""
        return Interval(self.low * factor, self.mid * factor, self.high * factor)

    def divided(self, divisor: Decimal | int) -> "Interval":
        """Quotient by one exact number."""
        return Interval(self.low / divisor, self.mid / divisor, self.high / divisor)

    def money(self) -> Money:
        """USD rounded to the cent."""
        return Money(usd(self.low), usd(self.mid), usd(self.high))

    @property
    def is_zero(self) -> bool:
        """True when nothing but zero is meant."""
        return self.low == self.mid == self.high == _ZERO


ZERO = Interval(_ZERO, _ZERO, _ZERO)


def of_money(money: Money) -> Interval:
    """The bounds of an amount that is already rounded."""
    return Interval(money.low, money.mid, money.high)


def of_figure(figure: Figure, unit: str) -> Interval:
    """The bounds of a figure in `unit`, as decimals of the digits that its profile prints."""
    figure.to(unit)  # refuses another dimension
    factor = Decimal(str(UNITS[figure.unit][1])) / Decimal(str(UNITS[unit][1]))
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return Interval(*(Decimal(str(bound)) * factor for bound in (low, figure.value, high)))


def usd_digits(amount: Decimal) -> str:
    """An amount for a line's arithmetic: thousands grouped, cents only where there are any."""
    return f"{amount:,.2f}".removesuffix(".00")


def digits(number: Decimal) -> str:
    """A number for a line's arithmetic: thousands grouped, no trailing zeros."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
