"""Which price is reckoned with: firm quotes here, then reports here, the world reference, other markets."""

from collections.abc import Mapping
from typing import Literal

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import WORLD, Market, Per
from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.cost.card_price import CardPrice, price_points
from advisor.figures import Confidence

_CONDITIONS: tuple[Literal["new", "second_hand"], ...] = ("new", "second_hand")
_TRUST: tuple[Confidence, ...] = ("high", "medium", "low", "none")
_COMPLETE: tuple[Per, ...] = ("server", "rack", "module", "card")
"""A price of the whole server needs no assumption about the host, so it comes first."""


def card_prices(
    accelerator: Accelerator,
    server: Server | None,
    region_id: str,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
) -> tuple[CardPrice, ...]:
    """The prices to reckon with: the firm quotes of the region's own market, else the one best price point.

    A firm quote outranks every report and every reference. Of several, none is best before it has landed,
    since one may include what another leaves to the buyer; they come cheapest first. Quotes for new goods
    go before quotes for used ones. Empty where no market has a price.
    """
    own = _of_markets((region_id,), accelerator, server, region_id, markets, regions)
    for condition in _CONDITIONS:
        firm = [price for price in own if price.firm and price.condition == condition]
        if firm:
            return tuple(sorted(firm, key=lambda price: (price.card_usd.mid, price.channel, price.source)))
    best = card_price(accelerator, server, region_id, markets, regions)
    return () if best is None else (best,)


def card_price(
    accelerator: Accelerator,
    server: Server | None,
    region_id: str,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
) -> CardPrice | None:
    """The best price point, firm or not; None where no market has one.

    Order: new before second-hand; then the region's own market, the world reference, any other market;
    then the better evidence, the more complete unit (server, module, card), the newer, the cheaper.
    A price from another country's market is a reference of low confidence: nobody quotes it here.
    """
    others = tuple(market for market in markets if market not in (region_id, WORLD))
    for condition in _CONDITIONS:
        for tier in ((region_id,), (WORLD,), others):
            prices = [
                price
                for price in _of_markets(tier, accelerator, server, region_id, markets, regions)
                if price.condition == condition
            ]
            if prices:
                return best_price(prices)
    return None


def _of_markets(
    tier: tuple[str, ...],
    accelerator: Accelerator,
    server: Server | None,
    region_id: str,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
) -> list[CardPrice]:
    """Every price point of these markets, as far as they exist."""
    return [
        price
        for market in tier
        if market in markets
        for price in price_points(accelerator, server, region_id, markets[market], regions)
    ]


def best_price(prices: list[CardPrice]) -> CardPrice:
    """Of at least one: the better evidence, the more complete unit, the newer, the cheaper."""
    cheapest = sorted(prices, key=lambda price: (price.card_usd.mid, price.market, price.channel))
    newest = sorted(cheapest, key=lambda price: price.date, reverse=True)
    return min(newest, key=lambda price: (_TRUST.index(price.confidence), _COMPLETE.index(price.per)))
