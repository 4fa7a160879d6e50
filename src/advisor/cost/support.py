"""Hardware maintenance: a share of the servers' price a year, once the maker's warranty is over."""

from decimal import Decimal

from advisor.cost.interval import Interval, digits, of_figure, usd_digits
from advisor.cost.lines import Assumptions, chain, figure_of, known_line, percent, unknown_line
from advisor.cost.result import CostLine

_NONE = Interval(Decimal(0), Decimal(0), Decimal(0))


def support_line(servers_usd: Interval | None, assumptions: Assumptions) -> CostLine:
    """USD a year, averaged over the horizon: rate x (1 - share under warranty) x price of the servers.

    A longer warranty means less to pay, so the low end takes the high end of the warranty.
    """
    rate = figure_of(assumptions, "opex.hw_support")
    warranty = figure_of(assumptions, "opex.warranty_share")
    if rate is None or servers_usd is None:
        return unknown_line("support", "per_year")
    share = of_figure(rate, "ratio")
    covered = of_figure(warranty, "ratio") if warranty else _NONE
    unpaid = Interval(1 - covered.high, 1 - covered.mid, 1 - covered.low)
    how = f"{percent(share.mid)} x (1 - {digits(covered.mid)}) x {usd_digits(servers_usd.mid)} USD"
    amount = servers_usd.times(share).times(unpaid)
    return known_line(
        "support", "per_year", amount, "assumption",
        how=how, confidence=chain(rate, warranty), figure=rate,
    )  # fmt: skip
