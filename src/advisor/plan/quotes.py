"""What a reader must know of the offers of the market: those left out, odd or too small."""

from collections.abc import Iterator

from advisor.catalogue.availability import WORLD, Market, Offer
from advisor.cost.exchange import exchange_rate
from advisor.cost.odd_quotes import odd_quotes
from advisor.plan.question import Question
from advisor.plan.result import PlanWarning, Setup


def about_offers(question: Question) -> Iterator[PlanWarning]:
    """Offers here, or of the world reference, that the plan left out or that are far from what is known."""
    markets, regions = question.markets, question.catalogue.regions
    for market_id in (question.region.id, WORLD):
        for offer in markets.lapsed(market_id):
            yield PlanWarning(code="offer_lapsed", subject=_named(offer), date=offer.valid_until or "")
        for offer in _offers(markets.get(market_id)):
            currency = offer.price.unit
            if currency != "USD" and exchange_rate(currency, regions) is None:
                yield PlanWarning(code="offer_currency_unknown", subject=f"{_named(offer)} in {currency}")

    yield from _about_odd_quotes(question)


def _about_odd_quotes(question: Question) -> Iterator[PlanWarning]:
    """Quotes here so far from every reference that they may be for something else."""
    catalogue, region = question.catalogue, question.region.id
    offers = _offers(question.markets.get(region))
    for odd in odd_quotes(
        offers, region, catalogue.accelerators, catalogue.servers, question.markets, catalogue.regions
    ):
        prices = f"{odd.card_usd:,.0f} USD a card, reference {odd.reference_usd:,.0f}"
        subject = f"{odd.offer.item} from {odd.offer.channel} ({prices})"
        yield PlanWarning(code="quote_odd", subject=subject)


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
