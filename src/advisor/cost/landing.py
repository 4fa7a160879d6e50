"""What it takes to bring the goods in: freight, insurance, broker, duty, levies and VAT.

A quote may include some of that. A line it includes is not charged again on what was quoted, and still is
on the rest (hosts that are not in the price, network, spares), which somebody must bring in as well.
"""

from decimal import Decimal
from typing import NamedTuple

import msgspec

from advisor.catalogue.availability import Covered
from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.cost.card_price import CardPrice
from advisor.cost.goods import Goods
from advisor.cost.interval import ZERO, Interval, digits, of_figure, of_money, usd_digits
from advisor.cost.lines import (
    IN_QUOTE,
    Assumptions,
    assumed_line,
    chain,
    figure_of,
    in_quote,
    known_line,
    percent,
    unknown_line,
)
from advisor.cost.result import CostLine
from advisor.figures import Figure

INSURED_OVER_CARGO = Decimal("1.10")
"""Insured value = (goods + freight) x 1.10, from the guide behind `log.cargo_insurance`."""

IN_MARKET = "bought in this market"


class Terms(NamedTuple):
    """What the price of the goods already settles."""

    imported: bool
    """False: bought in the region itself, so nothing is due on the goods at its border."""
    included: frozenset[Covered]
    whole_servers: bool
    """The quoted goods are what weighs: a price of cards leaves the servers to be carried."""
    market: str


def terms_of(price: CardPrice | None) -> Terms:
    """Without a price the goods are taken to come from abroad, with nothing included."""
    if price is None:
        return Terms(imported=True, included=frozenset(), whole_servers=False, market="")
    return Terms(price.imported, price.included, price.includes_host, price.market)


def landing(
    goods: Goods,
    terms: Terms,
    *,
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
    if "freight" in terms.included and terms.whole_servers:
        freight = in_quote("freight", "landing", terms.market)
    insured_goods = goods.rest_usd if "insurance" in terms.included else goods.total_usd
    shipped = _known_sum(insured_goods, freight)
    insured = of_money(shipped.scaled(INSURED_OVER_CARGO).money()) if shipped else None
    insurance = assumed_line("insurance", "landing", assumptions, "log.cargo_insurance", insured)

    broker = assumed_line(
        "broker", "landing", assumptions, "log.broker", _customs("broker", goods, terms, freight, insurance)
    )
    if "broker" in terms.included and terms.whole_servers:  # a fee a shipment, and it is the seller's
        broker = in_quote("broker", "landing", terms.market)
    due = _customs("duty", goods, terms, freight, insurance)
    duty = _duty(due, region) if terms.imported else _none_due("duty")
    due = _customs("levies", goods, terms, freight, insurance)
    levies = _levies(due, region, terms.imported)
    due = _customs("vat", goods, terms, freight, insurance)
    taxed = [line for line in (duty, *levies) if "vat" not in terms.included or line.code in terms.included]
    vat = _vat(_known_sum(due, *taxed), region)
    return (freight, *(_said_in_quote(line, terms) for line in (insurance, broker, duty, *levies, vat)))


def _customs(
    code: Covered, goods: Goods, terms: Terms, freight: CostLine, insurance: CostLine
) -> Interval | None:
    """Customs value of the goods that `code` is still to be paid on: all, or what is not in the quote."""
    if code not in terms.included:
        return _known_sum(goods.total_usd, freight, insurance)
    own_freight = () if terms.whole_servers else (freight,)
    own_insurance = (insurance,) if "insurance" in terms.included else ()
    return _known_sum(goods.rest_usd, *own_freight, *own_insurance)


def _said_in_quote(line: CostLine, terms: Terms) -> CostLine:
    """The line with a word on what the quote includes of it."""
    if line.code not in terms.included or line.how in (IN_MARKET, IN_QUOTE) or line.money is None:
        return line
    if not line.money.high and line.code != "vat":
        return in_quote(line.code, "landing", terms.market)
    return msgspec.structs.replace(line, how=f"{line.how}, the rest is {IN_QUOTE}")


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
