"""Firm quotes far from what else is known of a part's price: most often they cover something else."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import WORLD, Market, Offer
from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.cost.card_price import CardPrice, price_points
from advisor.cost.price import best_price

TOO_LOW = Decimal("0.5")
TOO_HIGH = Decimal(3)
"""Shares of the reference outside which a quote is odd: wider than any spread between honest sellers on file,
narrower than the eight cards of a server taken for one, or one for eight."""


class OddQuote(NamedTuple):
    """A quote, and the two prices of one card that don't go together, in USD."""

    offer: Offer
    card_usd: Decimal
    reference_usd: Decimal


def odd_quotes(
    offers: Iterable[Offer],
    region_id: str,
    accelerators: Mapping[str, Accelerator],
    servers: Mapping[str, Server],
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
) -> Iterator[OddQuote]:
    """Firm offers of the region below half or above three times the best reference, a card.

    A reference is what is reported of the part, and no firm quote of the region. Of a server that several
    parts go into, each is looked at. Offers whose currency has no rate are passed over.
    """
    for offer in offers:
        server = _server_of(offer, servers)
        parts = server.accelerators if server is not None else (offer.item,)
        for part in parts:
            if not offer.firm or part not in accelerators:
                continue
            odd = _odd(offer, accelerators[part], server, region_id, markets, regions)
            if odd is not None:
                yield odd
                break


def _server_of(offer: Offer, servers: Mapping[str, Server]) -> Server | None:
    if offer.item not in servers:
        return None
    return servers[offer.item]


def _odd(
    offer: Offer,
    part: Accelerator,
    server: Server | None,
    region_id: str,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
) -> OddQuote | None:
    alone = Market(id=region_id, name="", offers=(offer,))
    quote = next(price_points(part, server, region_id, alone, regions), None)
    if quote is None:
        return None
    reference = _reference(quote, part, server, region_id, markets, regions)
    if reference is None:
        return None
    card, known = quote.card_usd.mid, reference.card_usd.mid
    # A host makes a price a card higher without making the quote odd, so it is held against it one way only.
    low = card < TOO_LOW * known and (quote.includes_host or not reference.includes_host)
    high = card > TOO_HIGH * known and (reference.includes_host or not quote.includes_host)
    return OddQuote(offer, card, known) if low or high else None


def _reference(
    quote: CardPrice,
    part: Accelerator,
    server: Server | None,
    region_id: str,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
) -> CardPrice | None:
    """The best reported price: of goods in the same condition and unit where there is one, nearest first."""
    others = tuple(market for market in markets if market not in (region_id, WORLD))
    for tier in ((region_id,), (WORLD,), others):
        prices = [
            price
            for market in tier
            if market in markets
            for price in price_points(part, server, region_id, _reported(markets[market]), regions)
        ]
        for alike in (
            [price for price in prices if price.condition == quote.condition and _same_unit(price, quote)],
            [price for price in prices if price.condition == quote.condition],
            prices,
        ):
            if alike:
                return best_price(alike)
    return None


def _reported(market: Market) -> Market:
    return msgspec.structs.replace(market, offers=tuple(offer for offer in market.offers if not offer.firm))


def _same_unit(price: CardPrice, quote: CardPrice) -> bool:
    return price.includes_host == quote.includes_host
