"""The highest price a card at which a setup without any known price would still meet the budget."""

from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from advisor.cost.card_price import CardPrice
from advisor.figures import Money, usd

_CENT = Decimal("0.01")
_TRIAL_USD = Decimal(1_000_000)


def quoted(card_usd: Decimal) -> CardPrice:
    """A price of one card that somebody might quote, for goods that must be brought in."""
    return CardPrice(
        unit_usd=Money(card_usd, card_usd, card_usd),
        unit_cards=1,
        includes_host=False,
        origin="reference",
        market="",
        per="card",
        channel="",
        condition="new",
        firm=False,
        source="",
        date="",
        confidence="none",
    )


def highest_quote(capex_mid_usd: Callable[[CardPrice], Decimal], budget_usd: Decimal) -> Decimal | None:
    """USD to the cent; None where even free cards would exceed the budget.

    Capex is a straight line in the card price but for the rounding of each line to the cent, so the
    line's own solution is at most a few cents off and is walked to the last cent that fits.
    """

    def fits(card_usd: Decimal) -> bool:
        return capex_mid_usd(quoted(card_usd)) <= budget_usd

    fixed = capex_mid_usd(quoted(usd(0)))
    slope = (capex_mid_usd(quoted(_TRIAL_USD)) - fixed) / _TRIAL_USD
    if fixed > budget_usd or slope <= 0:
        return None
    card_usd = ((budget_usd - fixed) / slope).quantize(_CENT, rounding=ROUND_FLOOR)
    while card_usd > 0 and not fits(card_usd):
        card_usd -= _CENT
    while fits(card_usd + _CENT):
        card_usd += _CENT
    return card_usd
