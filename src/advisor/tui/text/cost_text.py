"""The Cost pane: every line low, mid and high with its source; what is missing; what is left out."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import StyleType
from rich.table import Table
from rich.text import Text

from advisor.cost.result import Cost, CostLine
from advisor.figures import Money
from advisor.tui.text.facts import Fact, facts, heading
from advisor.tui.theme import CARE, QUIET, STRONG
from advisor.wording.english import line_name, missing_text
from advisor.wording.names import LINE_GROUPS, PRICE_ORIGINS
from advisor.wording.numbers import UNKNOWN, kw_text, percent_text, quantity_text, usd_text

_AMOUNT_CELLS = 12


def cost_pane(cost: Cost) -> Group:
    """Totals, then the tree line by line."""
    blocks: list[RenderableType] = []
    if cost.price_unknown:
        quote = usd_text(cost.highest_quote_usd)
        blocks.append(Text(f"? No price is known. Up to a quote of {quote} a card it fits the budget.", CARE))
    blocks += _totals(cost)
    if cost.tco.at_least:
        blocks.append(Text(f'! "+" means at least; {missing_text(cost.tco)}', CARE))
    for group, name in LINE_GROUPS.items():
        members = [line for line in cost.lines if line.group == group]
        if members:
            blocks += [Text(""), heading(name)]
        for line in members:
            blocks.append(_amounts(f"  {line_name(line.code)}", line.money))
            blocks.append(Padding(Text(_origin(line), QUIET), (0, 0, 0, 4)))
    return Group(*blocks, Text(""), heading("Rests on"), _figures(cost))


def _totals(cost: Cost) -> list[RenderableType]:
    totals = (
        ("Landed capex", cost.capex),
        ("Running cost a year", cost.opex_per_year),
        (f"TCO over {cost.years} years", cost.tco),
        ("Per million output tokens", cost.usd_per_mtok),
    )
    return [_row("USD", "low", "mid", "high"), *(_amounts(label, money, STRONG) for label, money in totals)]


def _amounts(label: str, money: Money | None, style: StyleType = "") -> Table:
    if money is None:
        return _row(label, "", UNKNOWN, "", style)
    low, mid, high = (usd_text(bound).removesuffix(" USD") for bound in (money.low, money.mid, money.high))
    return _row(label, low, f"{mid}+" if money.at_least else mid, high, style)


def _row(label: str, low: str, mid: str, high: str, style: StyleType = STRONG) -> Table:
    """One line of the columns; bounds stand back behind the middle."""
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for _ in range(3):
        grid.add_column(width=_AMOUNT_CELLS, justify="right", no_wrap=True)
    grid.add_row(Text(label, style), Text(low, QUIET), Text(mid, style), Text(high, QUIET))
    return grid


def _origin(line: CostLine) -> str:
    where = f" {line.market}" if line.market else ""
    parts = (line.how, f"{PRICE_ORIGINS[line.origin]}{where}", line.source, line.date)
    known = ", ".join(part for part in parts if part)
    return known if line.money is None else f"{known}, {line.confidence} confidence"


def _figures(cost: Cost) -> Table:
    rows: list[Fact] = [
        ("Power", f"{kw_text(cost.serving_kw)} while serving, {kw_text(cost.peak_kw)} nameplate"),
        (
            "Tokens",
            f"{quantity_text(cost.output_mtok_per_year, 'million output tokens')} a year at "
            f"{percent_text(cost.utilisation)} of the rate at the load",
        ),
        ("Confidence", f"{cost.confidence}, the weakest of its lines"),
    ]
    if cost.excluded:
        rows.append(("Left out", ", ".join(line_name(code).lower() for code in cost.excluded)))
    return facts(rows)
