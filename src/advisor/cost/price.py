"""What a card costs: the best price point for a region, and where it was seen."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import Market, Offer
from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.cost.exchange import exchange_rate
from advisor.cost.interval import Interval, digits, of_figure
from advisor.figures import Confidence, Money, weakest

WORLD = "world"
MODULE_CARDS = 8
"""Cards of a module: the baseboard of eight that `Offer.per` means."""

_CONDITIONS: tuple[Literal["new", "second_hand"], ...] = ("new", "second_hand")
_TRUST: tuple[Confidence, ...] = ("high", "medium", "low", "none")
_COMPLETE = ("server", "module", "card")
"""A price of the whole server needs no assumption about the host, so it comes first."""


class CardPrice(msgspec.Struct, frozen=True, kw_only=True):
    """One price point in USD: for a card, a module of eight or a whole server."""

    unit_usd: Money
    unit_cards: int
    """Cards that the price covers."""
    includes_host: bool
    origin: Literal["offer", "reference"]
    """`offer`: seen in the region's own market; `reference`: seen elsewhere."""
    market: str
    per: Literal["card", "server", "module"]
    channel: str
    condition: Literal["new", "second_hand"]
    firm: bool
    quoted: str = ""
    """The price as quoted and the rate, where it was not in USD."""
    source: str
    date: str
    confidence: Confidence

    @property
    def card_usd(self) -> Money:
        """USD a card, to the cent."""
        unit = self.unit_usd
        return Interval(unit.low, unit.mid, unit.high).divided(self.unit_cards).money()


def card_price(
    accelerator: Accelerator,
    server: Server | None,
    region_id: str,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
) -> CardPrice | None:
    """The price to reckon with; None where no market has one.

    Order: new before second-hand; then the region's own market, the world reference, any other market;
    then the better evidence, the more complete unit (server, module, card), the newer, the cheaper.
    A price from another country's market is a reference of low confidence: nobody quotes it here.
    """
    others = tuple(market for market in markets if market not in (region_id, WORLD))
    for condition in _CONDITIONS:
        for tier in ((region_id,), (WORLD,), others):
            prices = [
                price
                for market in tier
                if market in markets
                for price in _prices(accelerator, server, region_id, markets[market], regions)
                if price.condition == condition
            ]
            if prices:
                return _best(prices)
    return None


def _best(prices: list[CardPrice]) -> CardPrice:
    cheapest = sorted(prices, key=lambda price: (price.card_usd.mid, price.market, price.channel))
    newest = sorted(cheapest, key=lambda price: price.date, reverse=True)
    return min(newest, key=lambda price: (_TRUST.index(price.confidence), _COMPLETE.index(price.per)))


def _prices(
    accelerator: Accelerator,
    server: Server | None,
    region_id: str,
    market: Market,
    regions: Mapping[str, Region],
) -> Iterator[CardPrice]:
    for offer in market.offers:
        cards = _unit_cards(offer, accelerator, server)
        usd_price = _in_usd(offer, regions) if cards else None
        if cards and usd_price is not None:
            unit_usd, confidence, quoted = usd_price
            unnamed_bin = accelerator.id in offer.serves
            abroad = market.id not in (region_id, WORLD)
            yield CardPrice(
                unit_usd=unit_usd,
                unit_cards=cards,
                includes_host=offer.per == "server",
                origin="offer" if market.id == region_id else "reference",
                market=market.id,
                per=offer.per,
                channel=offer.channel,
                condition=offer.condition,
                firm=offer.firm,
                quoted=quoted,
                source=offer.price.source,
                date=offer.price.date,
                confidence=weakest((confidence, "low" if unnamed_bin or abroad else "high")),
            )


def _unit_cards(offer: Offer, accelerator: Accelerator, server: Server | None) -> int:
    """How many of these cards the offer's price covers; 0 when it is about something else."""
    if server is not None and offer.item == server.id:
        return server.cards if offer.per == "server" else 0
    if offer.item != accelerator.id and accelerator.id not in offer.serves:
        return 0
    if offer.per == "server":
        return server.cards if server is not None else 0
    return MODULE_CARDS if offer.per == "module" else 1


def _in_usd(offer: Offer, regions: Mapping[str, Region]) -> tuple[Money, Confidence, str] | None:
    """USD of the offer's unit, how far it is to be trusted, and what was quoted in another currency."""
    figure = offer.price
    bounds = of_figure(figure, figure.unit)
    if figure.unit == "USD":
        return bounds.money(), figure.confidence, ""
    rate = exchange_rate(figure.unit, regions)
    if rate is None:
        return None
    per_usd = Decimal(str(rate.to("per USD")))
    quoted = f"{digits(bounds.mid)} {figure.unit} at {digits(per_usd)}"
    return bounds.divided(per_usd).money(), weakest((figure.confidence, rate.confidence)), quoted
