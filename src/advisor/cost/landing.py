"""What it takes to bring the goods in: freight, insurance, broker, duty, levies and VAT."""

from decimal import Decimal

from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.cost.interval import ZERO, Interval, digits, of_figure, of_money, usd_digits
from advisor.cost.lines import (
    Assumptions,
    assumed_line,
    chain,
    figure_of,
    known_line,
    percent,
    unknown_line,
)
from advisor.cost.result import CostLine
from advisor.figures import Figure

INSURED_OVER_CARGO = Decimal("1.10")
"""Insured value = (goods + freight) x 1.10, from the guide behind `log.cargo_insurance`."""

IN_MARKET = "bought in this market"


def landing(
    goods_usd: Interval | None,
    *,
    imported: bool,
    region: Region,
    server: Server | None,
    nodes: int,
    assumptions: Assumptions,
) -> tuple[CostLine, ...]:
    """The landing lines. Customs value is goods, freight and insurance, as far as they are known.

    A region that lists no levy gets no line about levies: none was found, which is not the same as none.

    Goods that carry a price of the region's own market pay no duty or levy again; VAT still counts,
    since reports of prices do not say that it is in them.
    """
    freight = _freight(server, nodes, assumptions)
    shipped = _known_sum(goods_usd, freight)
    insured = of_money(shipped.scaled(INSURED_OVER_CARGO).money()) if shipped else None
    insurance = assumed_line("insurance", "landing", assumptions, "log.cargo_insurance", insured)
    customs = _known_sum(shipped, insurance)
    broker = assumed_line("broker", "landing", assumptions, "log.broker", customs)
    duty = _duty(customs, region) if imported else _none_due("duty")
    levies = _levies(customs, region, imported)
    vat = _vat(_known_sum(customs, duty, *levies), region)
    return (freight, insurance, broker, duty, *levies, vat)


def _known_sum(base: Interval | None, *lines: CostLine) -> Interval | None:
    """The base and whichever lines are known; None without a base."""
    if base is None:
        return None
    for line in lines:
        if line.money is not None:
            base = base.plus(of_money(line.money))
    return base


def _freight(server: Server | None, nodes: int, assumptions: Assumptions) -> CostLine:
    """Air freight by weight; unknown while there is no rate a kg or no weight of the server."""
    figure = figure_of(assumptions, "log.freight")
    if figure is None or server is None or server.mass is None:
        return unknown_line("freight", "landing", assumptions.get("log.freight"))
    mass_kg = of_figure(server.mass, "kg").scaled(nodes)
    rate = of_figure(figure, "USD/kg")
    how = f"{digits(mass_kg.mid)} kg x {digits(rate.mid)} USD/kg"
    return known_line(
        "freight", "landing", mass_kg.times(rate), "assumption", how=how,
        confidence=chain(figure, server.mass), figure=figure,
    )  # fmt: skip


def _none_due(code: str) -> CostLine:
    return known_line(code, "landing", ZERO, "rule", how=IN_MARKET, confidence="medium")


def _share(code: str, base_usd: Interval | None, figures: tuple[Figure, ...]) -> CostLine:
    """A charge that is a sum of shares of a base. Nothing of an unknown base is still nothing."""
    rate = ZERO
    for figure in figures:
        rate = rate.plus(of_figure(figure, "ratio"))
    if base_usd is None and not rate.is_zero:
        return unknown_line(code, "landing")
    shares = " + ".join(percent(of_figure(figure, "ratio").mid) for figure in figures)
    shares = f"({shares})" if len(figures) > 1 else shares
    how = shares if base_usd is None else f"{shares} x {usd_digits(base_usd.mid)} USD"
    amount = (base_usd or ZERO).times(rate)
    return known_line(code, "landing", amount, "rule", how=how, confidence=chain(*figures), figure=figures[0])


def _duty(customs_usd: Interval | None, region: Region) -> CostLine:
    if region.import_duty is None:
        return unknown_line("duty", "landing")
    return _share("duty", customs_usd, (region.import_duty,))


def _levies(customs_usd: Interval | None, region: Region, imported: bool) -> tuple[CostLine, ...]:
    if not region.levies:
        return ()
    rates = tuple(levy.rate for levy in region.levies)
    return (_share("levies", customs_usd, rates) if imported else _none_due("levies"),)


def _vat(base_usd: Interval | None, region: Region) -> CostLine:
    """VAT on customs value, duty and levies; a cost unless the profile says that it comes back."""
    vat = region.vat
    if vat is None:
        return unknown_line("vat", "landing")
    if vat.recoverable:
        how = f"{percent(of_figure(vat.rate, 'ratio').mid)}, recovered"
        return known_line(
            "vat", "landing", ZERO, "rule", how=how, confidence=vat.rate.confidence, figure=vat.rate
        )
    return _share("vat", base_usd, (vat.rate,))
