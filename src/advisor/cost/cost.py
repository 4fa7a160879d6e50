"""The cost of a setup: its lines, their totals, TCO and USD per million tokens."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import Market
from advisor.catalogue.cost_line import CostAssumption
from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.cost.card_price import CardPrice
from advisor.cost.energy import peak_kw, power_line, serving_draw, serving_kw, why_unknown
from advisor.cost.goods import Goods, goods
from advisor.cost.landing import landing, terms_of
from advisor.cost.lines import assumed_line, in_quote
from advisor.cost.price import card_prices
from advisor.cost.quote import highest_quote
from advisor.cost.result import Cost, CostLine, PriceOrigin
from advisor.cost.support import support_line
from advisor.cost.unit_cost import SpeedAtLoad, per_million, yearly_output
from advisor.figures import Confidence, Money, add_money, weakest

EXCLUDED = ("staff", "porting", "licences", "storage", "racks", "rooms", "finance", "residual")
"""Left out of every total on purpose: they depend on the buyer, or no public figure was found.

`rooms` stands for building, cooling, UPS and generator, or the rent of all that.
"""

BroughtIn = tuple[Goods, tuple[CostLine, ...]]
"""Goods, and what it takes until they run."""

MATTERS = Decimal("0.2")
"""Lines below a fifth of the mid TCO do not lower the confidence of the whole."""


def cost_setup(
    *,
    accelerator: Accelerator,
    server: Server | None,
    cards: int,
    nodes: int,
    region: Region,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
    assumptions: Mapping[str, CostAssumption],
    speed: SpeedAtLoad,
    load: object,
    years: int,
    budget_usd: Decimal,
) -> Cost:
    """Landed capex, cost a year, TCO over `years` and unit cost of `cards` cards in `nodes` servers.

    A total's low end is the sum of the low ends, and so on: as if all lines erred the same way. `speed`
    already is the speed at `load`, the busy hour; `yearly_output` says how the mean follows from it.
    """
    prices = card_prices(accelerator, server, region.id, markets, regions)

    def bring_in(at: CardPrice | None) -> BroughtIn:
        return _capex_lines(at, region, server, cards, nodes, assumptions)

    price, (bought, capex_lines) = _cheapest_landed(prices, bring_in, cards)
    draw = serving_draw(accelerator, server, cards, nodes, assumptions)
    power = power_line(draw, region, assumptions)
    yearly = (power, _support(price, bought, assumptions))
    capex = _total(capex_lines)
    opex = _total(yearly, {"power": why_unknown(draw)})
    tco = _over(capex, opex, years)
    output = yearly_output(speed.output_tok_s, assumptions)
    return Cost(
        lines=(*capex_lines, *yearly),
        capex=capex,
        opex_per_year=opex,
        tco=tco,
        usd_per_mtok=per_million(tco, output, years),
        years=years,
        utilisation=output.utilisation,
        output_mtok_per_year=float(output.mtok_per_year.mid),
        serving_kw=serving_kw(draw),
        peak_kw=peak_kw(server, nodes),
        excluded=EXCLUDED,
        price_unknown=price is None,
        quote_short_of_cards=_is_short(price, cards),
        second_hand=price is not None and price.condition == "second_hand",
        highest_quote_usd=(
            highest_quote(lambda quote: _total(bring_in(quote)[1]).mid, budget_usd) if price is None else None
        ),
        confidence=_confidence(price, capex_lines, yearly, tco, years),
    )


class LandedServer(NamedTuple):
    """Mid capex of one whole server, landed, and where the price of its cards was seen."""

    usd: Decimal
    origin: PriceOrigin
    market: str


def landed_server_usd(
    *,
    accelerator: Accelerator,
    server: Server,
    region: Region,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
    assumptions: Mapping[str, CostAssumption],
) -> LandedServer | None:
    """What one whole server costs until it runs; None where no price is known."""
    prices = card_prices(accelerator, server, region.id, markets, regions)
    price, (_, lines) = _cheapest_landed(
        prices,
        lambda at: _capex_lines(at, region, server, server.cards, 1, assumptions),
        server.cards,
    )
    if price is None:
        return None
    return LandedServer(_total(lines).mid, price.origin, price.market)


def _cheapest_landed(
    prices: Sequence[CardPrice], bring_in: Callable[[CardPrice | None], BroughtIn], cards: int
) -> tuple[CardPrice | None, BroughtIn]:
    """The price at which the known lines of capex come out lowest, with its goods and lines.

    Only quotes come in several. One for fewer cards than the setup needs comes after those for enough.
    """
    tried = [(price, bring_in(price)) for price in prices]
    if not tried:
        return None, bring_in(None)
    return min(tried, key=lambda one: (_is_short(one[0], cards), _total(one[1][1]).mid))


def _is_short(price: CardPrice | None, cards: int) -> bool:
    """True for a quote that is for fewer cards than these."""
    return price is not None and price.quantity_cards is not None and price.quantity_cards < cards


def _support(price: CardPrice | None, bought: Goods, assumptions: Mapping[str, CostAssumption]) -> CostLine:
    """Maintenance of what no quote includes it for; a quote that does is taken to do so over the horizon."""
    if price is None or "support" not in price.included:
        return support_line(bought.servers_usd, assumptions)
    if price.includes_host:
        return in_quote("support", "per_year", price.market)
    return support_line(bought.hosts_usd, assumptions)


def _capex_lines(
    price: CardPrice | None,
    region: Region,
    server: Server | None,
    cards: int,
    nodes: int,
    assumptions: Mapping[str, CostAssumption],
) -> BroughtIn:
    """Goods and what it takes until they run."""
    bought = goods(price, cards, nodes, assumptions)
    landed = landing(
        bought,
        terms_of(price),
        region=region,
        server=server,
        nodes=nodes,
        assumptions=assumptions,
    )
    if price is not None and "installation" in price.included:
        installation = in_quote("installation", "site", price.market)
    else:
        installation = assumed_line(
            "installation", "site", assumptions, "capex.installation", bought.total_usd
        )
    return bought, (*bought.lines, *landed, installation)


def _total(lines: Iterable[CostLine], names: Mapping[str, str] | None = None) -> Money:
    """The known lines added up, naming the unknown ones, by another name where `names` has one."""
    return add_money(
        line.money
        if line.money is not None
        else Money(Decimal(0), Decimal(0), Decimal(0), ((names or {}).get(line.code, line.code),))
        for line in lines
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
