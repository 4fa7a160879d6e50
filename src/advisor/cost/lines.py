"""How a cost line is made: from an interval with its arithmetic, or as an unknown."""

from collections.abc import Mapping
from decimal import Decimal

from advisor.catalogue.cost_line import CostAssumption
from advisor.cost.interval import ZERO, Interval, digits, of_figure, usd_digits
from advisor.cost.result import CostLine, LineGroup, PriceOrigin
from advisor.figures import UNITS, Confidence, Figure, weakest

Assumptions = Mapping[str, CostAssumption]

IN_QUOTE = "in the quote"

_USD_DIMENSION = UNITS["USD"][0]


def figure_of(assumptions: Assumptions, assumption_id: str) -> Figure | None:
    """The figure of an assumption; None where the profile has none or does not exist."""
    return assumptions[assumption_id].figure if assumption_id in assumptions else None


def known_line(
    code: str,
    group: LineGroup,
    amount_usd: Interval,
    origin: PriceOrigin,
    *,
    how: str,
    confidence: Confidence,
    figure: Figure | None = None,
    market: str = "",
) -> CostLine:
    """A line in USD, rounded to the cent; source and date are those of `figure`."""
    return CostLine(
        code=code,
        group=group,
        money=amount_usd.money(),
        origin=origin,
        market=market,
        how=how,
        source=figure.source if figure else "",
        date=figure.date if figure else "",
        confidence=confidence,
    )


def in_quote(code: str, group: LineGroup, market: str) -> CostLine:
    """A line that the price of the goods already includes, so that nothing counts twice."""
    return known_line(code, group, ZERO, "offer", how=IN_QUOTE, confidence="medium", market=market)


def unknown_line(code: str, group: LineGroup, assumption: CostAssumption | None = None) -> CostLine:
    """A line that nobody could put a figure on; it says who looked and when, where a profile states it."""
    looked = assumption.not_found if assumption else None
    return CostLine(
        code=code,
        group=group,
        money=None,
        origin="assumption",
        source=looked.source if looked else "",
        date=looked.date if looked else "",
        confidence="none",
    )


def assumed_line(
    code: str, group: LineGroup, assumptions: Assumptions, assumption_id: str, base_usd: Interval | None
) -> CostLine:
    """A line that is a flat sum in USD or a share of `base_usd`, whichever its assumption states."""
    figure = figure_of(assumptions, assumption_id)
    if figure is None:
        return unknown_line(code, group, assumptions.get(assumption_id))
    if UNITS[figure.unit][0] == _USD_DIMENSION:
        amount = of_figure(figure, "USD")
        how = f"{usd_digits(amount.mid)} USD"
    elif base_usd is None:
        return unknown_line(code, group)
    else:
        share = of_figure(figure, "ratio")
        amount = base_usd.times(share)
        how = f"{percent(share.mid)} x {usd_digits(base_usd.mid)} USD"
    return known_line(code, group, amount, "assumption", how=how, confidence=figure.confidence, figure=figure)


def percent(share: Decimal) -> str:
    """A share as "4.6%"."""
    return f"{digits(share * 100)}%"


def chain(*figures: Figure | None) -> Confidence:
    """The weakest confidence of the figures that a line rests on."""
    return weakest(figure.confidence for figure in figures if figure is not None)
