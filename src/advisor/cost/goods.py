"""What is bought: accelerators, hosts, fabric and first spares, in USD before they travel."""

from typing import NamedTuple

from advisor.cost.card_price import CardPrice
from advisor.cost.interval import ZERO, Interval, digits, of_figure, of_money, usd_digits
from advisor.cost.lines import Assumptions, assumed_line, figure_of, known_line, percent, unknown_line
from advisor.cost.result import CostLine
from advisor.figures import weakest

ONE_TIER_NODES = 64
"""Servers that one tier of switches joins, in the sheet behind `capex.net_1tier_64nodes`."""


class Goods(NamedTuple):
    """The lines of the goods and their sums; None where the price is unknown."""

    lines: tuple[CostLine, ...]
    servers_usd: Interval | None
    """Accelerators and hosts: what a maintenance contract is a share of."""
    total_usd: Interval | None
    """Everything that is shipped, spares included."""
    hosts_usd: Interval | None
    """Hosts that have a price of their own; zero where they are in the price of the servers."""
    rest_usd: Interval | None
    """All but what the price is for. Whatever a quote includes, it includes for the quoted goods alone."""


def goods(price: CardPrice | None, cards: int, nodes: int, assumptions: Assumptions) -> Goods:
    """Lines for `cards` accelerators in `nodes` servers."""
    accelerators = _accelerators(price, cards)
    hosts = _hosts(price, accelerators, assumptions)
    servers = _sum(accelerators, hosts)
    network = _network(servers, nodes, assumptions)
    spares = assumed_line("spares", "goods", assumptions, "opex.spares", servers)
    lines = (accelerators, hosts, network, spares)
    return Goods(lines, servers, _sum(*lines), _sum(hosts), _sum(hosts, network, spares))


def _sum(*lines: CostLine) -> Interval | None:
    """The rounded lines together; None when one is unknown."""
    total = ZERO
    for line in lines:
        if line.money is None:
            return None
        total = total.plus(of_money(line.money))
    return total


def _accelerators(price: CardPrice | None, cards: int) -> CostLine:
    if price is None:
        return unknown_line("accelerators", "goods")
    amount = of_money(price.unit_usd).scaled(cards).divided(price.unit_cards)
    unit = f"{usd_digits(price.unit_usd.mid)} USD"
    notes = "; ".join(note for note in (price.quoted, price.terms) if note)
    unit = f"{unit} ({notes})" if notes else unit
    how = f"{cards} x {unit}" if price.unit_cards == 1 else f"{cards} x {unit} / {price.unit_cards}"
    return CostLine(
        code="accelerators",
        group="goods",
        money=amount.money(),
        origin=price.origin,
        market=price.market,
        how=how,
        source=price.source,
        date=price.date,
        confidence=price.confidence,
    )


def _hosts(price: CardPrice | None, accelerators: CostLine, assumptions: Assumptions) -> CostLine:
    """Hosts are the server multiple less one, unless the price is that of whole servers."""
    figure = figure_of(assumptions, "capex.server_multiple")
    if price is None or accelerators.money is None or (figure is None and not price.includes_host):
        return unknown_line("hosts", "goods")
    if figure is None or price.includes_host:
        return known_line(
            "hosts", "goods", ZERO, price.origin, how="in the price of the servers",
            confidence=price.confidence, market=price.market,
        )  # fmt: skip
    multiple = of_figure(figure, "ratio")
    over_cards = Interval(multiple.low - 1, multiple.mid - 1, multiple.high - 1)
    paid = of_money(accelerators.money)
    how = f"({digits(multiple.mid)} - 1) x {usd_digits(paid.mid)} USD"
    trust = weakest((price.confidence, figure.confidence))
    return known_line(
        "hosts", "goods", paid.times(over_cards), "derived", how=how, confidence=trust, figure=figure
    )


def _network(servers_usd: Interval | None, nodes: int, assumptions: Assumptions) -> CostLine:
    """Scale-out fabric: its share s of IT capex, so s / (1 - s) of the servers. One server needs none."""
    if nodes == 1:
        return known_line("network", "goods", ZERO, "derived", how="one server", confidence="high")
    tier = "net_1tier_64nodes" if nodes <= ONE_TIER_NODES else "net_2tier"
    figure = figure_of(assumptions, "capex.net_direct_2nodes" if nodes == 2 else f"capex.{tier}")
    if figure is None or servers_usd is None:
        return unknown_line("network", "goods")
    share = of_figure(figure, "ratio")
    over_rest = Interval(*(part / (1 - part) for part in share))
    amount = servers_usd.times(over_rest)
    how = f"{percent(share.mid)} of IT: {usd_digits(servers_usd.mid)} USD x s / (1 - s)"
    return known_line(
        "network", "goods", amount, "assumption", how=how, confidence=figure.confidence, figure=figure
    )
