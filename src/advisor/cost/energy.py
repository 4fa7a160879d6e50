"""Electricity: what the servers draw while serving, at most, and what a year of it costs."""

from decimal import Decimal
from typing import NamedTuple

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.cost.interval import Interval, digits, of_figure
from advisor.cost.lines import Assumptions, chain, figure_of, known_line, unknown_line
from advisor.cost.result import CostLine
from advisor.figures import Confidence, weakest

HOURS_A_YEAR = Decimal(8766)
"""365.25 days of 24 hours."""

_WATTS_A_KW = 1000


class Draw(NamedTuple):
    """Power of all servers at the wall, before PUE."""

    serving_w: Interval
    how: str
    confidence: Confidence


def serving_draw(
    accelerator: Accelerator, server: Server | None, cards: int, nodes: int, assumptions: Assumptions
) -> Draw | None:
    """Cards at their measured share of TDP, hosts at a share of the rest of the nameplate.

    The share of TDP is that of the card's family (`power.draw_<family>`) or, where none was measured,
    `power.draw_other`. The rest of the nameplate is the server's own maximum less its cards' TDP, or
    what `power.server_multiple` leaves. None where the TDP is unknown.
    """
    measured = figure_of(assumptions, f"power.draw_{accelerator.family}")
    share = measured or figure_of(assumptions, "power.draw_other")
    host_share = figure_of(assumptions, "power.host_draw")
    multiple = figure_of(assumptions, "power.server_multiple")
    if accelerator.tdp is None or share is None or host_share is None:
        return None
    tdp = of_figure(accelerator.tdp, "W")
    cards_w = tdp.scaled(cards).times(of_figure(share, "ratio"))
    nameplate = server.max_power if server else None
    if nameplate is not None and server is not None:
        rest = max(of_figure(nameplate, "W").mid - tdp.mid * server.cards, Decimal(0)) * nodes
    elif multiple is not None:
        rest = tdp.mid * cards * (of_figure(multiple, "ratio").mid - 1)
    else:
        return None
    hosts_w = of_figure(host_share, "ratio").scaled(rest)
    how = (
        f"{cards} x {digits(tdp.mid)} W x {digits(of_figure(share, 'ratio').mid)}"
        f" + {digits(rest)} W x {digits(of_figure(host_share, 'ratio').mid)}"
    )
    trust = chain(accelerator.tdp, share, host_share, nameplate or multiple)
    return Draw(cards_w.plus(hosts_w), how, trust)


def peak_kw(server: Server | None, nodes: int) -> float | None:
    """Nameplate of the servers in kW; None where it is not known."""
    if server is None or server.max_power is None:
        return None
    return float(of_figure(server.max_power, "kW").mid * nodes)


def serving_kw(draw: Draw | None) -> float | None:
    """Mid draw at the wall in kW."""
    return None if draw is None else float(draw.serving_w.mid / _WATTS_A_KW)


def power_line(draw: Draw | None, region: Region, assumptions: Assumptions) -> CostLine:
    """USD a year: draw x PUE x 8,766 h x price. Without a price in the region the line is unknown."""
    pue = region.pue or figure_of(assumptions, "opex.pue_global")
    tariff = region.power_price
    if draw is None or pue is None or tariff is None:
        return unknown_line("power", "per_year")
    kwh = draw.serving_w.times(of_figure(pue, "ratio")).scaled(HOURS_A_YEAR).divided(_WATTS_A_KW)
    price = of_figure(tariff, "USD/kWh")
    how = (
        f"({draw.how}) x PUE {digits(of_figure(pue, 'ratio').mid)} x {digits(HOURS_A_YEAR)} h"
        f" x {digits(price.mid)} USD/kWh"
    )
    trust = weakest((draw.confidence, chain(pue, tariff)))
    return known_line(
        "power", "per_year", kwh.times(price), "derived", how=how, confidence=trust, figure=tariff
    )


def why_unknown(draw: Draw | None) -> str:
    """What `missing` calls an unknown power line."""
    return "power_draw" if draw is None else "power_price"
