"""The cost of a setup: its lines, their totals, TCO and USD per million tokens."""

from collections.abc import Mapping
from decimal import Decimal

from advisor.catalogue.cost_line import CostAssumption
from advisor.cost.card_price import CardPrice
from advisor.cost.purchase import Purchase
from advisor.cost.result import Cost, CostLine
from advisor.cost.unit_cost import SpeedAtLoad, per_million, yearly_output
from advisor.figures import Confidence, Money, add_money, weakest

EXCLUDED = ("staff", "porting", "licences", "storage", "racks", "rooms", "finance", "residual")
"""Left out of every total on purpose: they depend on the buyer, or no public figure was found.

`rooms` stands for building, cooling, UPS and generator, or the rent of all that.
"""

MATTERS = Decimal("0.2")
"""Lines below a fifth of the mid TCO do not lower the confidence of the whole."""


def cost_of(
    bought: Purchase, *, speed: SpeedAtLoad, years: int, assumptions: Mapping[str, CostAssumption]
) -> Cost:
    """The cost of what is bought: its lines, capex, cost a year, TCO over `years` and USD a million tokens.

    A total's low end is the sum of the low ends, and so on: as if all lines erred the same way. `speed` is
    that of the busy hour; `yearly_output` says how the mean follows from it.
    """
    price, capex, opex = bought.price, bought.capex, bought.opex_per_year
    tco = _over(capex, opex, years)
    output = yearly_output(speed.output_tok_s, assumptions)
    return Cost(
        lines=(*bought.capex_lines, *bought.yearly_lines),
        capex=capex,
        opex_per_year=opex,
        tco=tco,
        usd_per_mtok=per_million(tco, output, years),
        years=years,
        utilisation=output.utilisation,
        output_mtok_per_year=float(output.mtok_per_year.mid),
        serving_kw=bought.serving_kw,
        peak_kw=bought.peak_kw,
        excluded=EXCLUDED,
        price_unknown=price is None,
        quote_short_of_cards=bought.quote_short_of_cards,
        second_hand=price is not None and price.condition == "second_hand",
        highest_quote_usd=bought.highest_quote_usd,
        confidence=_confidence(price, bought.capex_lines, bought.yearly_lines, tco, years),
    )


def _over(capex: Money, opex: Money, years: int) -> Money:
    """Capex and `years` of running, undiscounted."""
    running = Money(opex.low * years, opex.mid * years, opex.high * years, opex.missing)
    return add_money((capex, running))


def _confidence(
    price: CardPrice | None,
    capex_lines: tuple[CostLine, ...],
    yearly: tuple[CostLine, ...],
    tco: Money,
    years: int,
) -> Confidence:
    """The weakest of the lines that make up a share of the TCO that matters; "none" without a price."""
    if price is None:
        return "none"
    weights = [(line, 1) for line in capex_lines] + [(line, years) for line in yearly]
    return weakest(
        line.confidence
        for line, times in weights
        if line.money is not None and line.money.mid * times >= tco.mid * MATTERS
    )
