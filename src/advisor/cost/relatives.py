"""What a part that nobody prices would cost at the price of its cheapest relative: a bound, never a price."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from advisor.catalogue.accelerator import Accelerator
from advisor.cost.card_price import CardPrice
from advisor.figures import usd

PriceOf = Callable[[Accelerator], CardPrice | None]


def cheapest_relative_usd(
    accelerator: Accelerator, others: Iterable[Accelerator], price_of: PriceOf
) -> Decimal | None:
    """USD of one card at the least that a byte of memory costs on a part of its family, else of its vendor.

    Memory is what most of a card's price follows, and the one figure every profile has. Prices of whole
    servers are left out: their hosts would count as memory. None where no relative has a price.
    """
    others = [other for other in others if other.id != accelerator.id]
    family = [other for other in others if other.family == accelerator.family]
    vendor = [other for other in others if other.vendor == accelerator.vendor]
    for relatives in (family, vendor):
        rates = [rate for other in relatives if (rate := _usd_per_byte(other, price_of)) is not None]
        if rates:
            return usd(min(rates) * Decimal(str(accelerator.memory.nominal.to("B"))))
    return None


def _usd_per_byte(accelerator: Accelerator, price_of: PriceOf) -> Decimal | None:
    price = price_of(accelerator)
    if price is None or price.includes_host:
        return None
    return price.card_usd.low / Decimal(str(accelerator.memory.nominal.to("B")))
