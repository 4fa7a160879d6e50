"""What one offer says of a card's price: in USD, and what it includes."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import WORLD, Covered, Market, Offer, Per
from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.cost.exchange import exchange_rate
from advisor.cost.interval import Interval, digits, of_figure
from advisor.figures import Confidence, Figure, Money, weakest

MODULE_CARDS = 8
"""Cards of a module: the baseboard of eight that `Offer.per` means."""


class CardPrice(msgspec.Struct, frozen=True, kw_only=True):
    """One price point in USD: for a card, a module of eight, a whole server or a rack of them."""

    unit_usd: Money
    unit_cards: int
    """Cards that the price covers."""
    includes_host: bool
    origin: Literal["offer", "reference"]
    """`offer`: seen in the region's own market; `reference`: seen elsewhere."""
    market: str
    per: Per
    channel: str
    condition: Literal["new", "second_hand"]
    firm: bool
    imported: bool = True
    """False for goods bought in the region itself: nothing is due on them at its border."""
    included: frozenset[Covered] = frozenset()
    """Cost lines that the price includes: of the region's own offers only, for terms hold for one place."""
    quantity_cards: int | None = None
    """Cards on offer at this price, where the offer says so."""
    terms: str = ""
    """That the goods are used; of a firm quote: who quotes, on which terms, for how many, until when."""
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


def price_points(
    accelerator: Accelerator,
    server: Server | None,
    region_id: str,
    market: Market,
    regions: Mapping[str, Region],
) -> Iterator[CardPrice]:
    """Every offer of a market for this card, or for servers of it, that can be put in USD."""
    here = market.id == region_id
    for offer in market.offers:
        cards = _unit_cards(offer, accelerator, server)
        if not cards:
            continue
        included = offer.included if here else frozenset[Covered]()
        usd_price = _in_usd(offer, regions, _returned_vat(included, regions.get(region_id)))
        if usd_price is None:
            continue
        unit_usd, confidence, quoted = usd_price
        unnamed_bin = accelerator.id in offer.serves
        abroad = market.id not in (region_id, WORLD)
        yield CardPrice(
            unit_usd=unit_usd,
            unit_cards=cards,
            includes_host=offer.per in ("server", "rack"),
            origin="offer" if here else "reference",
            market=market.id,
            per=offer.per,
            channel=offer.channel,
            condition=offer.condition,
            firm=offer.firm,
            imported=not here or offer.incoterm is not None,
            included=included,
            quantity_cards=int(offer.quantity.value) * cards if here and offer.quantity else None,
            terms=_terms(offer, quoted_here=here and offer.firm),
            quoted=quoted,
            source=offer.price.source,
            date=offer.price.date,
            confidence=weakest((confidence, "low" if unnamed_bin or abroad else "high")),
        )


def _terms(offer: Offer, *, quoted_here: bool) -> str:
    """What a buyer must know beside the price: used goods; of a quote, whose it is and its limits."""
    used = "second hand" if offer.condition == "second_hand" else ""
    if not quoted_here:
        return used
    parts = (
        used,
        offer.channel,
        offer.incoterm or "",
        f"{digits(Decimal(str(offer.quantity.value)))} offered" if offer.quantity else "",
        f"valid until {offer.valid_until}" if offer.valid_until else "",
    )
    return ", ".join(part for part in parts if part)


def _unit_cards(offer: Offer, accelerator: Accelerator, server: Server | None) -> int:
    """How many of these cards the offer's price covers; 0 when it is about something else."""
    whole = offer.per in ("server", "rack")
    if server is not None and offer.item == server.id:
        return (offer.cards or server.cards) if whole else 0
    if offer.item in accelerator.servers and offer.cards:
        return offer.cards if whole else 0  # another server of the same part, which says how many it holds
    if offer.item != accelerator.id and accelerator.id not in offer.serves:
        return 0
    if whole:
        return offer.cards or (server.cards if server is not None else 0)
    return offer.cards or (MODULE_CARDS if offer.per == "module" else 1)


def _returned_vat(included: frozenset[Covered], region: Region | None) -> Figure | None:
    """The rate of a VAT that is in the price and comes back to the buyer, so is no cost; else None."""
    if "vat" not in included or region is None or region.vat is None or not region.vat.recoverable:
        return None
    return region.vat.rate


def _in_usd(
    offer: Offer, regions: Mapping[str, Region], returned_vat: Figure | None
) -> tuple[Money, Confidence, str] | None:
    """USD of the offer's unit, how far it is to be trusted, and what was quoted where that differs."""
    figure = offer.price
    bounds = of_figure(figure, figure.unit)
    confidence, quoted = figure.confidence, ""
    if figure.unit != "USD":
        rate = exchange_rate(figure.unit, regions)
        if rate is None:
            return None
        per_usd = Decimal(str(rate.to("per USD")))
        quoted = f"{digits(bounds.mid)} {figure.unit} at {digits(per_usd)}"
        bounds, confidence = bounds.divided(per_usd), weakest((confidence, rate.confidence))
    if returned_vat is not None:
        share = of_figure(returned_vat, "ratio").mid
        bounds = bounds.divided(1 + share)
        less = f"less {digits(share * 100)}% VAT that comes back"
        quoted = f"{quoted}, {less}" if quoted else f"{digits(of_figure(figure, figure.unit).mid)} USD {less}"
    return bounds.money(), confidence, quoted
