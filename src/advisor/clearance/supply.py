"""Can it be had: what the availability profiles say of this market, then of the world, then of any other."""

from collections.abc import Iterable, Iterator, Mapping

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import WORLD, Market, Offer, Supply, SupplyStatus
from advisor.clearance.result import SupplyFinding
from advisor.figures import Confidence

Weeks = tuple[float, float, float]


def clear_supply(accelerator: Accelerator, region_id: str, markets: Mapping[str, Market]) -> SupplyFinding:
    """The supply line, from the strongest evidence down.

    A firm quote in the region's own market; what that market states; another offer there; what the world
    reference states, which for a part of one country only is `none` elsewhere; an offer in the world
    reference (`reference_only`); an offer in any other market (`ask`); else `unknown`.
    """
    own = markets.get(region_id)
    quote = best_offer(accelerator, [offer for offer in own.offers if offer.firm]) if own else None
    if quote is not None:
        return _offered(quote, "offered", region_id)
    reach: tuple[tuple[str, SupplyStatus], ...] = ((region_id, "offered"), (WORLD, "reference_only"))
    for market_id, status in reach:
        market = markets.get(market_id)
        if market is None:
            continue
        offer = best_offer(accelerator, market.offers)
        statement = _statement(accelerator, market.supply)
        if statement is not None:
            # Makers quote one lead time to everybody; where this market states none, the reference's holds.
            world = markets.get(WORLD)
            reference = best_offer(accelerator, world.offers) if world else None
            stated_lead = offer if offer and offer.lead_weeks else reference
            lead = stated_lead if statement.status in ("offered", "reference_only") else offer
            return _stated(statement, region_id, market_id, lead)
        if offer is not None:
            return _offered(offer, status, market_id)
    for market_id, offer in _elsewhere(accelerator, region_id, markets):
        return _offered(offer, "ask", market_id)
    return SupplyFinding(status="unknown", market=region_id, text="", source="", as_of="", confidence="none")


def best_offer(accelerator: Accelerator, offers: Iterable[Offer]) -> Offer | None:
    """The offer that says most about this accelerator: of itself, firm, new, latest; None for none."""
    fitting = [offer for offer in offers if _concerns(offer, accelerator)]
    if not fitting:
        return None
    return max(
        fitting,
        key=lambda offer: (
            offer.item == accelerator.id,
            offer.firm,
            offer.condition == "new",
            offer.price.date,
            offer.channel,
        ),
    )


def _concerns(offer: Offer, accelerator: Accelerator) -> bool:
    """Of the part, of an unstated bin that may be it, or of a server; one that names its bins binds them."""
    if offer.serves:
        return accelerator.id in (offer.item, *offer.serves)
    return offer.item == accelerator.id or offer.item in accelerator.servers


def _statement(accelerator: Accelerator, supply: Iterable[Supply]) -> Supply | None:
    """What a market states of this part, else of its servers in their order."""
    by_item: dict[str, Supply] = {}
    for row in supply:  # the first stands: a higher layer's rows come before the lower one's
        for item in (row.item, *row.also):
            by_item.setdefault(item, row)
    for item in (accelerator.id, *accelerator.servers):
        if item in by_item:
            return by_item[item]
    return None


def _elsewhere(
    accelerator: Accelerator, region_id: str, markets: Mapping[str, Market]
) -> Iterator[tuple[str, Offer]]:
    """Offers in the other markets, by market id; the latest of each."""
    for market_id in sorted(markets):
        if market_id not in (region_id, WORLD):
            offer = best_offer(accelerator, markets[market_id].offers)
            if offer is not None:
                yield market_id, offer


def _stated(row: Supply, region_id: str, market_id: str, offer: Offer | None) -> SupplyFinding:
    beyond_its_markets = bool(row.only_in) and region_id not in row.only_in
    return SupplyFinding(
        status="none" if beyond_its_markets else row.status,
        market=market_id,
        text=row.text,
        source=row.source,
        as_of=row.date,
        confidence=row.confidence,
        lead_weeks=None if beyond_its_markets else _lead_weeks(offer),
    )


def _offered(offer: Offer, status: SupplyStatus, market_id: str) -> SupplyFinding:
    """An offer that serves several bins, or a market elsewhere, is weak evidence for this one here."""
    weak = bool(offer.serves) or status == "ask"
    confidence: Confidence = "low" if weak else offer.price.confidence
    return SupplyFinding(
        status=status,
        market=market_id,
        text=offer.channel,
        source=offer.price.source,
        as_of=offer.price.date,
        confidence=confidence,
        lead_weeks=_lead_weeks(offer),
    )


def _lead_weeks(offer: Offer | None) -> Weeks | None:
    return offer.lead_weeks.bounds("weeks") if offer and offer.lead_weeks else None
