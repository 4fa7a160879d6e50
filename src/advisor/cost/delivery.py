"""Which VAT rate a purchase bears: that of the day of delivery, not of the quote."""

import datetime

import msgspec

from advisor.catalogue.region import Region
from advisor.figures import Figure, weakest

UNKNOWN_LEAD_WEEKS = 26
"""Where no lead time is known, delivery may take half a year: as long as the US licence for Kazakhstan's
first cluster took (rule US-KZ-DELAY)."""

Weeks = tuple[float, float, float]


def at_delivery(region: Region, as_of: datetime.date, lead_weeks: Weeks | None) -> Region:
    """The region with the VAT rate of a delivery ordered on `as_of`; itself where no end is stated.

    `lead_weeks` is (low, mid, high). The rate's bounds span every rate between the earliest and the latest
    delivery; its value is that of the mid one, or the highest where no lead time is known.
    """
    vat = region.vat
    if vat is None or vat.until is None:
        return region
    weeks = lead_weeks or (0, UNKNOWN_LEAD_WEEKS, UNKNOWN_LEAD_WEEKS)
    rates = [vat.rate_on((as_of + datetime.timedelta(weeks=after)).isoformat()) for after in weeks]
    likely = rates[1] if lead_weeks else max(rates, key=lambda rate: rate.to("ratio"))
    settled = msgspec.structs.replace(vat, rate=_spanning(likely, rates), until=None, next_rate=None)
    return msgspec.structs.replace(region, vat=settled)


def _spanning(likely: Figure, rates: list[Figure]) -> Figure:
    """The likely rate with bounds that hold all of them, in its own unit."""
    bounds = [rate.bounds(likely.unit) for rate in rates]
    low, high = min(bound[0] for bound in bounds), max(bound[2] for bound in bounds)
    if low == high:
        return likely
    return msgspec.structs.replace(
        likely, low=low, high=high, confidence=weakest(rate.confidence for rate in rates)
    )
