"""What is bought, until it runs and while it draws power: the part of a cost that no speed changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

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
from advisor.cost.result import CostLine, PriceOrigin
from advisor.cost.support import support_line
from advisor.figures import Money, add_money

BroughtIn = tuple[Goods, tuple[CostLine, ...]]
"""Goods, and what it takes until they run."""


class Purchase(msgspec.Struct, frozen=True, kw_only=True):
    """So many cards in so many servers, brought in and powered. All USD."""

    price: CardPrice | None
    """None: no price is known anywhere."""
    capex_lines: tuple[CostLine, ...]
    yearly_lines: tuple[CostLine, ...]
    capex: Money
    opex_per_year: Money
    serving_kw: float | None
    peak_kw: float | None
    quote_short_of_cards: bool
    """True when the price is a quote for fewer cards than these."""
    highest_quote_usd: Decimal | None
    """Without a price: the highest one a card at which the mid landed capex still meets the budget."""


def purchase(
    *,
    accelerator: Accelerator,
    server: Server | None,
    cards: int,
    nodes: int,
    region: Region,
    markets: Mapping[str, Market],
    regions: Mapping[str, Region],
    assumptions: Mapping[str, CostAssumption],
    budget_usd: Decimal,
) -> Purchase:
    """Landed capex and cost a year of `cards` cards in `nodes` servers."""

    def bring_in(at: CardPrice | None) -> BroughtIn:
        return _capex_lines(at, region, server, cards, nodes, assumptions)

    prices = card_prices(accelerator, server, region.id, markets, regions)
    price, (bought, capex_lines) = _cheapest_landed(prices, bring_in, cards)
    draw = serving_draw(accelerator, server, cards, nodes, assumptions)
    yearly = (power_line(draw, region, assumptions), _support(price, bought, assumptions))
    return Purchase(
        price=price,
        capex_lines=capex_lines,
        yearly_lines=yearly,
        capex=_total(capex_lines),
        opex_per_year=_total(yearly, {"power": why_unknown(draw)}),
        serving_kw=serving_kw(draw),
        peak_kw=peak_kw(server, nodes),
        quote_short_of_cards=_is_short(price, cards),
        highest_quote_usd=(
            highest_quote(lambda quote: _total(bring_in(quote)[1]).mid, budget_usd) if price is None else None
        ),
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
