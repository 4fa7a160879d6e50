"""The VAT of a purchase is that of the day of delivery; bounds span what is open."""

import datetime

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.cost.delivery import at_delivery

REGIONS = Catalogue.shipped().regions
QUOTE = datetime.date(2026, 11, 24)

Bounds = tuple[float, float, float]


def vat_percent(region_id: str, lead_weeks: Bounds | None, as_of: datetime.date = QUOTE) -> Bounds:
    """(low, value, high) of the rate that a purchase on `as_of` bears."""
    vat = at_delivery(REGIONS[region_id], as_of, lead_weeks).vat
    assert vat is not None
    return vat.rate.bounds("%")


@pytest.mark.parametrize(
    ("region_id", "lead_weeks", "percent"),
    [
        ("VN", (4, 5, 5), (8, 8, 8)),  # 2026-12-22 to 2026-12-29
        ("VN", (4, 5, 6), (8, 8, 10)),  # at the latest 2027-01-05
        ("VN", (4, 6, 8), (8, 10, 10)),
        ("VN", (36, 44, 52), (10, 10, 10)),
        ("VN", None, (8, 10, 10)),  # within half a year: the higher one
        ("TJ", (4, 6, 8), (13, 13, 14)),
        ("TJ", None, (13, 14, 14)),
        ("TH", (4, 6, 8), (7, 7, 10)),
        ("TH", None, (7, 7, 10)),
        ("KZ", None, (16, 16, 16)),
    ],
)
def test_rate_by_delivery(region_id: str, lead_weeks: Bounds | None, percent: Bounds) -> None:
    assert vat_percent(region_id, lead_weeks) == pytest.approx(percent)


def test_a_quote_long_before_the_end_bears_the_present_rate() -> None:
    assert vat_percent("VN", None, datetime.date(2026, 5, 1)) == pytest.approx((8, 8, 8))
    assert vat_percent("TH", (0, 1, 2), datetime.date(2026, 9, 1)) == pytest.approx((7, 7, 7))


def test_a_region_whose_rate_has_no_end_is_left_as_it_is() -> None:
    assert at_delivery(REGIONS["KE"], QUOTE, None) is REGIONS["KE"]
    assert at_delivery(REGIONS["MY"], QUOTE, None) is REGIONS["MY"]  # no rate on file


def test_an_open_rate_is_as_sure_as_its_weakest_part() -> None:
    vat = at_delivery(REGIONS["TH"], datetime.date(2026, 9, 1), (0, 2, 8)).vat
    assert vat is not None
    assert vat.rate.confidence == "low"
