"""Numbers as text: the same digits on every machine, and no rounding that hides a shortfall.

Locale plays no part: a comma groups thousands, a point parts decimals. What is None is "unknown".
"""

from decimal import ROUND_CEILING, Decimal

from advisor.figures import Money, Range

UNKNOWN = "unknown"
AT_LEAST = "at least"
_MOST_DECIMALS = 9

# Unit -> (divisor to what is shown, its name, decimals below 100, decimals from 100 on).
_SHOWN: dict[str, tuple[float, str, int, int]] = {
    "B": (1e9, " GB", 1, 1),
    "MB": (1e6, " MB", 1, 1),
    "USD": (1.0, " USD", 2, 0),
    "ms": (1.0, " ms", 1, 0),
    "kW": (1.0, " kW", 1, 1),
    "W": (1.0, " W", 0, 0),
    "count": (1.0, "", 0, 0),
    "tokens": (1.0, " tokens", 0, 0),
    "tokens/s": (1.0, " tokens/s", 1, 0),
    "ratio": (0.01, "%", 1, 1),
    "weeks": (1.0, " weeks", 0, 0),
}


def quantity_text(value: float | Decimal | None, unit: str, *, decimals: int = 0) -> str:
    """A number with its unit; `decimals` asks for more places than the unit usually gets."""
    if value is None:
        return UNKNOWN
    if unit == "B" and value and -5e7 < value < 5e7:
        unit = "MB"
    return f"{_number(value, unit, decimals)}{_name(unit)}"


def pair_text(needed: float, available: float, unit: str) -> tuple[str, str]:
    """Two numbers with as many decimals as it takes to tell them apart."""
    for decimals in (0, 1, 2, 3, 6, _MOST_DECIMALS):
        first, second = (_number(value, unit, decimals) for value in (needed, available))
        if first != second or needed == available:
            break
    return f"{first}{_name(unit)}", f"{second}{_name(unit)}"


def gb(size_bytes: int | None) -> str:
    """Bytes in GB (10^9): "746.2 GB"; a small remainder keeps enough decimals to stay visible."""
    return quantity_text(size_bytes, "B")


def gib(size_bytes: int | None) -> str:
    """Bytes in GiB (2^30): "64.0 GiB"."""
    return UNKNOWN if size_bytes is None else f"{_grouped(size_bytes / 2**30, 1)} GiB"


def usd_text(amount: Decimal | None) -> str:
    """USD: "2,915,000 USD", with cents below 100; under a cent it says so."""
    if amount is None:
        return UNKNOWN
    if 0 < amount < Decimal("0.01"):
        return "under 0.01 USD"
    return f"{_grouped(amount, 0 if abs(amount) >= 100 else 2)} USD"


def usd_exact(amount: Decimal | None) -> str:
    """USD to the cent: "488,718.44 USD"."""
    return UNKNOWN if amount is None else f"{_grouped(amount, 2)} USD"


def usd_short(amount: Decimal | None) -> str:
    """USD in three digits for a narrow column, a cost never rounded down: "489k", "3.42M", "11.3"."""
    if amount is None:
        return UNKNOWN
    for exponent, suffix in ((9, "G"), (6, "M"), (3, "k")):
        if abs(amount) > Decimal(10) ** exponent - Decimal(10) ** (exponent - 3):
            return f"{_three_digits(amount.scaleb(-exponent))}{suffix}"
    return _three_digits(amount)


def money_text(money: Money | None) -> str:
    """Mid and bounds: "488,718 USD (338,299 to 724,661)"; where a line is missing, of the known lines."""
    if money is None:
        return UNKNOWN
    text = usd_text(money.mid)
    if not money.low == money.mid == money.high:
        bounds = (usd_text(bound).removesuffix(" USD") for bound in (money.low, money.high))
        known = "known lines " if money.at_least else ""
        text = f"{text} ({known}{' to '.join(bounds)})"
    return f"{AT_LEAST} {text}" if money.at_least else text


def range_text(span: Range | None, unit: str) -> str:
    """A prediction with its bounds, never a lone number: "31.8 ms (24.6 to 41.2)"."""
    if span is None:
        return UNKNOWN
    low, mid, high = (_number(bound, unit) for bound in (span.low, span.mid, span.high))
    return f"{mid}{_name(unit)} ({low} to {high})"


def ms_text(ms: float | None) -> str:
    """Milliseconds: "31.8 ms", "2,600 ms"."""
    return quantity_text(ms, "ms")


def tok_s_text(rate: float | None) -> str:
    """Tokens a second: "1,572 tokens/s"."""
    return quantity_text(rate, "tokens/s")


def kw_text(kw: float | None) -> str:
    """Kilowatts: "6.1 kW"."""
    return quantity_text(kw, "kW")


def percent_text(share: float | None) -> str:
    """A share of one as per cent: 0.137 is "13.7%"."""
    return quantity_text(share, "ratio")


def count_text(count: int | None) -> str:
    """A whole number with its thousands grouped."""
    return UNKNOWN if count is None else f"{count:,}"


def weeks_text(weeks: tuple[float, float, float] | None) -> str:
    """A lead time: "20 weeks (12 to 36)"."""
    if weeks is None:
        return UNKNOWN
    low, mid, high = weeks
    return f"{_grouped(mid, 0)} weeks ({_grouped(low, 0)} to {_grouped(high, 0)})"


def _name(unit: str) -> str:
    return _SHOWN[unit][1] if unit in _SHOWN else f" {unit}".rstrip()


def _number(value: float | Decimal, unit: str, decimals: int = 0) -> str:
    """Digits of a value in the unit that is shown, with at least `decimals` places."""
    divisor, _, below, above = _SHOWN.get(unit, (1.0, "", 2, 2))
    number = value if divisor == 1.0 else float(value) / divisor
    places = below if -100 < number < 100 else above
    if unit == "count" or unit not in _SHOWN:
        places = 0 if number % 1 == 0 else max(places, 1)
    return _grouped(number, max(places, decimals))


def _grouped(value: float | Decimal, decimals: int) -> str:
    """Thousands grouped; what is not zero never reads as zero."""
    for places in range(decimals, _MOST_DECIMALS + 1):
        text = f"{value:,.{places}f}"
        if text.strip("-0.,"):
            return text
    return f"{0:.{decimals}f}"


def _three_digits(amount: Decimal) -> str:
    places = 2 if not amount else max(0, 2 - max(0, amount.copy_abs().adjusted()))
    return f"{amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_CEILING):f}"
