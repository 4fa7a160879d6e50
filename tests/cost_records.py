"""Made-up records for the tests of the cost model: round figures, one source."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from advisor.catalogue.accelerator import Accelerator, ExportFigures, Memory, Rates
from advisor.catalogue.availability import Market, Offer
from advisor.catalogue.cost_line import CostAssumption
from advisor.catalogue.record import AcceleratorFamily
from advisor.catalogue.region import ExportGroups, Levy, Region, Vat
from advisor.catalogue.server import Server
from advisor.cost.cost import cost_of
from advisor.cost.purchase import purchase
from advisor.cost.result import Cost, CostLine
from advisor.estimate.result import Speed, Term
from advisor.figures import Figure, Range, Statement

BUDGET = Decimal(3_000_000)


def figure(
    value: float, unit: str, low: float | None = None, high: float | None = None, *, date: str = "2026-01-01"
) -> Figure:
    """A figure of medium confidence."""
    return Figure(
        value=value, unit=unit, low=low, high=high, source="made-up", date=date, confidence="medium"
    )


def accelerator(
    accelerator_id: str = "h200", tdp_w: float | None = 700, family: AcceleratorFamily = "hopper"
) -> Accelerator:
    """A card of which only power and family matter here."""
    statement = Statement(text="", source="made-up", date="2026", confidence="medium")
    return Accelerator(
        id=accelerator_id,
        name=accelerator_id,
        vendor="",
        family=family,
        designer_country="US",
        status="on_sale",
        memory=Memory(nominal=figure(141, "GB"), bandwidth=figure(4.8, "TB/s")),
        rates=Rates(),
        tdp=None if tdp_w is None else figure(tdp_w, "W"),
        weights_formats=("fp8",),
        kv_formats=("bf16",),
        formats_source=statement,
        export=ExportFigures(datacentre=True),
        servers=("hgx",),
    )


def server(max_power_kw: float | None = 10.2) -> Server:
    """A server of eight cards."""
    power = None if max_power_kw is None else figure(max_power_kw, "kW")
    return Server(
        id="hgx", name="", vendor="", accelerators=("h200",), cards=8, max_power=power, source="made-up"
    )


def region(region_id: str = "KZ", **fields: Any) -> Region:
    """Kazakhstan's taxes and prices unless `fields` say otherwise."""
    standard: dict[str, Any] = {
        "name": region_id,
        "area": "Central Asia",
        "currency": "KZT",
        "fx": figure(450, "per USD"),
        "export": ExportGroups(
            groups=("D:1",),
            destination_class="D1_D4",
            source="made-up",
            date="2026",
            confidence="medium",
        ),
        "import_duty": figure(0, "%"),
        "vat": Vat(rate=figure(16, "%")),
        "power_price": figure(0.075, "USD/kWh"),
        "pue": figure(1.3, "ratio"),
    }
    return Region(id=region_id, **(standard | fields))


def levy(percent: float, low: float | None = None, high: float | None = None) -> Levy:
    """A levy on the customs value."""
    return Levy(name="levy", rate=figure(percent, "%", low, high))


CHINA = region("CN", currency="CNY", fx=figure(7, "per USD"), vat=Vat(rate=figure(13, "%")))


def offer(price: Figure, **fields: Any) -> Offer:
    """An offer of one h200 card unless `fields` say otherwise."""
    standard: dict[str, Any] = {"item": "h200", "per": "card", "channel": "list"}
    return Offer(price=price, **(standard | fields))


def market(market_id: str, *offers: Offer) -> Market:
    """A market with these offers."""
    return Market(id=market_id, name=market_id, offers=offers)


WORLD = {"world": market("world", offer(figure(32_000, "USD", 30_000, 35_000)))}

_FIGURES = {
    "capex.server_multiple": figure(1.64, "ratio", 1.3, 2.1),
    "capex.net_direct_2nodes": figure(1.8, "%"),
    "capex.net_1tier_64nodes": figure(4.6, "%"),
    "capex.net_2tier": figure(10, "%", 9.9, 10.2),
    "opex.spares": figure(5, "%"),
    "log.cargo_insurance": figure(0.35, "%", 0.15, 0.5),
    "opex.hw_support": figure(15, "%", 10, 20),
    "opex.warranty_share": figure(0.5, "ratio", 0, 1),
    "opex.pue_global": figure(1.54, "ratio"),
    "power.draw_hopper": figure(0.59, "ratio", 0.37, 0.84),
    "power.draw_other": figure(0.64, "ratio", 0.37, 1.0),
    "power.host_draw": figure(0.75, "ratio", 0.75, 1.0),
    "power.server_multiple": figure(1.82, "ratio"),
    "load.peak_to_mean": figure(1.9, "ratio"),
}
_NOT_FOUND = ("log.freight", "log.broker", "capex.installation")


def assumptions(**changed: Figure) -> dict[str, CostAssumption]:
    """The shipped assumptions in round figures; `changed` names one with "__" for its dot."""
    figures = _FIGURES | {name.replace("__", "."): one for name, one in changed.items()}
    return {
        name: CostAssumption(id=name, name=name, figure=figures.get(name), applies_to="")
        for name in (*figures, *_NOT_FOUND)
    }


def speed(low: float = 800, mid: float = 1000, high: float = 1250) -> Speed:
    """Output tokens a second of the whole setup; nothing else matters here."""
    rate = Range(low, mid, high, "family")
    return Speed(
        ttft_ms=None,
        tpot_ms=rate,
        output_tok_s=rate,
        total_tok_s=rate,
        decode_terms=(Term("weights", 1.0),),
        prefill_terms=(),
        limited_by="weights",
        path="tuned",
        basis="family",
        confidence="medium",
    )


def cost(
    *,
    where: Region | None = None,
    markets: Mapping[str, Market] | None = None,
    cards: int = 8,
    nodes: int = 1,
    card: Accelerator | None = None,
    node: Server | None = None,
    years: int = 3,
    budget: Decimal = BUDGET,
    assumed: Mapping[str, CostAssumption] | None = None,
) -> Cost:
    """The cost of eight H200 in Kazakhstan over three years unless said otherwise."""
    place = where or region()
    known = assumed or assumptions()
    bought = purchase(
        accelerator=card or accelerator(),
        server=node or server(),
        cards=cards,
        nodes=nodes,
        region=place,
        markets=WORLD if markets is None else markets,
        regions={place.id: place, "CN": CHINA},
        assumptions=known,
        budget_usd=budget,
    )
    return cost_of(bought, speed=speed(), years=years, assumptions=known)


def line(of: Cost, code: str) -> CostLine:
    """The line of that code."""
    return next(one for one in of.lines if one.code == code)


def amounts(of: Cost, code: str) -> tuple[str, str, str]:
    """Low, mid and high of a line, as printed to the cent."""
    money = line(of, code).money
    assert money is not None
    return str(money.low), str(money.mid), str(money.high)
