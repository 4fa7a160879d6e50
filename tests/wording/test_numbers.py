"""Numbers as text: rounding that hides nothing, the same digits everywhere."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.figures import Money, Range
from advisor.wording import numbers


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (746_200_000_000, "746.2 GB"),
        (1_128_000_000_000, "1,128.0 GB"),
        (-20_800_190_016, "-20.8 GB"),
        (-4_000_000, "-4.0 MB"),
        (1, "0.000001 MB"),
        (0, "0.0 GB"),
        (None, "unknown"),
    ],
)
def test_bytes_read_as_decimal_gigabytes(size_bytes: int | None, text: str) -> None:
    assert numbers.gb(size_bytes) == text


def test_gib_is_binary() -> None:
    assert numbers.gib(64 * 2**30) == "64.0 GiB"
    assert numbers.gb(64 * 2**30) == "68.7 GB"


@given(st.integers(min_value=-(10**15), max_value=10**15).filter(bool))
def test_a_shortfall_never_reads_as_zero(size_bytes: int) -> None:
    text = numbers.gb(size_bytes)
    assert any(digit in text for digit in "123456789")
    assert text.startswith("-") == (size_bytes < 0)


@given(st.floats(1e-3, 1e12), st.floats(1e-3, 1e12))
def test_a_pair_that_differs_visibly_is_told_apart(needed: float, available: float) -> None:
    texts = numbers.pair_text(needed, available, "ms")
    if abs(needed - available) > 1e-3 * max(needed, available):
        assert texts[0] != texts[1]


def test_a_pair_gets_the_decimals_it_takes() -> None:
    assert numbers.pair_text(85_540_000_000, 85_520_000_000, "B") == ("85.54 GB", "85.52 GB")
    assert numbers.pair_text(106.3e9, 85.5e9, "B") == ("106.3 GB", "85.5 GB")
    assert numbers.pair_text(61.5, 50, "count") == ("61.5", "50")
    assert numbers.pair_text(2, 2, "count") == ("2", "2")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("2915000", "2,915,000 USD"),
        ("488718.44", "488,718 USD"),
        ("11.3", "11.30 USD"),
        ("0.004", "under 0.01 USD"),
        ("0", "0.00 USD"),
        ("-1500", "-1,500 USD"),
    ],
)
def test_usd(amount: str, text: str) -> None:
    assert numbers.usd_text(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("488718.44", "489k"),
        ("3004000", "3.01M"),
        ("999999", "1.00M"),
        ("999000", "999k"),
        ("11.3", "11.3"),
        ("0.27", "0.27"),
        ("0", "0.00"),
        ("2500000000", "2.50G"),
    ],
)
def test_short_usd_fits_a_column(amount: str, text: str) -> None:
    assert numbers.usd_short(Decimal(amount)) == text


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_short_usd_never_rounds_a_cost_down(amount: Decimal) -> None:
    text = numbers.usd_short(amount)
    scale = {"k": 10**3, "M": 10**6, "G": 10**9}.get(text[-1], 1)
    assert Decimal(text.rstrip("kMG")) * scale >= amount
    assert len(text) <= 7


def test_exact_usd_keeps_the_cents() -> None:
    assert numbers.usd_exact(Decimal("488718.44")) == "488,718.44 USD"


def test_money_says_at_least_and_shows_its_bounds() -> None:
    known = Money(Decimal(338299), Decimal(488718), Decimal(724661))
    lacking = Money(known.low, known.mid, known.high, ("freight",))
    assert numbers.money_text(known) == "488,718 USD (338,299 to 724,661)"
    assert numbers.money_text(lacking) == "at least 488,718 USD (known lines 338,299 to 724,661)"
    assert numbers.money_text(Money(Decimal(5), Decimal(5), Decimal(5))) == "5.00 USD"
    assert numbers.money_text(None) == "unknown"


def test_a_prediction_shows_its_range() -> None:
    assert numbers.range_text(Range(24.6, 31.8, 41.2, "calibrated"), "ms") == "31.8 ms (24.6 to 41.2)"
    assert numbers.range_text(None, "ms") == "unknown"


def test_other_quantities() -> None:
    assert numbers.ms_text(2600.0) == "2,600 ms"
    assert numbers.tok_s_text(1572.3) == "1,572 tokens/s"
    assert numbers.kw_text(None) == "unknown"
    assert numbers.kw_text(6.1) == "6.1 kW"
    assert numbers.percent_text(0.137) == "13.7%"
    assert numbers.count_text(1200) == "1,200"
    assert numbers.weeks_text((12, 20, 36)) == "20 weeks (12 to 36)"
    assert numbers.quantity_text(3.5, "cards") == "3.50 cards"
    assert numbers.quantity_text(-0.0, "ms") == "0.0 ms"
