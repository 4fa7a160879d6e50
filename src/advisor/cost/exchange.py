"""Amounts in other currencies become USD with the rate that the region profiles carry."""

from collections.abc import Mapping
from decimal import Decimal

from advisor.catalogue.region import Region
from advisor.figures import Figure, usd


class UnknownCurrencyError(ValueError):
    """A currency that no region profile has a rate for."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        super().__init__(f"no exchange rate for {currency!r}: no region profile states one")


def exchange_rate(currency: str, regions: Mapping[str, Region]) -> Figure | None:
    """Units of a currency per USD; None where no region states it.

    An ISO 4217 code begins with the country's own code, so that country is asked first; a currency of
    several countries (EUR) comes from the first of them by id.
    """
    for region_id in (currency[:2], *sorted(regions)):
        if region_id in regions:
            region = regions[region_id]
            if region.currency == currency and region.fx is not None:
                return region.fx
    return None


def to_usd(amount: Decimal, currency: str, regions: Mapping[str, Region]) -> Decimal:
    """An amount in `currency` as USD, to the cent; raises UnknownCurrencyError."""
    if currency == "USD":
        return usd(amount)
    rate = exchange_rate(currency, regions)
    if rate is None:
        raise UnknownCurrencyError(currency)
    return usd(amount / Decimal(str(rate.to("per USD"))))
