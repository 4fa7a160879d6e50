"""What a reader must know of the offers of the market: those left out, and those that are too small."""

from collections.abc import Iterator

from advisor.catalogue.availability import WORLD, Market, Offer
from advisor.cost.exchange import exchange_rate
from advisor.plan.question import Question
from advisor.plan.result import PlanWarning, Setup


def about_offers(question: Question) -> Iterator[PlanWarning]:
    """Offers here, or of the world reference, that the plan left out: past their day, or without a rate."""
    markets, regions = question.markets, question.catalogue.regions
    for market_id in (question.region.id, WORLD):
        for offer in markets.lapsed(market_id):
            yield PlanWarning(code="offer_lapsed", subject=_named(offer), date=offer.valid_until or "")
        for offer in _offers(markets.get(market_id)):
            currency = offer.price.unit
            if currency != "USD" and exchange_rate(currency, regions) is None:
                yield PlanWarning(code="offer_currency_unknown", subject=f"{_named(offer)} in {currency}")


def about_price(setup: Setup) -> Iterator[PlanWarning]:
    """A setup whose price is a quote for fewer cards than it has, or that of used goods."""
    if setup.cost.second_hand:
        yield PlanWarning(code="price_second_hand", subject=setup.layout.accelerator)
    if setup.cost.quote_short_of_cards:
        cards = f"{setup.layout.cards} x {setup.layout.accelerator}"
        yield PlanWarning(code="quote_too_small", subject=cards)


def _offers(market: Market | None) -> tuple[Offer, ...]:
    return market.offers if market is not None else ()


def _named(offer: Offer) -> str:
    until = f" (to {offer.valid_until})" if offer.valid_until else ""
    return f"{offer.item} from {offer.channel}{until}"
