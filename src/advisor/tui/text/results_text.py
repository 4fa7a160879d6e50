"""The results: headline, the row of a setup, and its figures in full below the table."""

from collections.abc import Mapping
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from advisor.figures import Money
from advisor.plan.result import Plan, Rejection, Setup
from advisor.tui.text.clearance_text import SIGN_STYLE
from advisor.tui.text.compact import left, right, short_range
from advisor.tui.text.facts import Fact, facts, heading
from advisor.tui.theme import BAD, CARE, GOOD, QUIET, STRONG
from advisor.tui.widgets.search_table import Column, Row
from advisor.wording.english import (
    alternative_text,
    reason_text,
    reason_word,
    setup_status,
    status_sign,
    status_text,
)
from advisor.wording.findings import clearance_signs, finding_lines
from advisor.wording.headline import budget_text
from advisor.wording.names import BASES
from advisor.wording.numbers import (
    UNKNOWN,
    count_text,
    gb,
    kw_text,
    money_text,
    range_text,
    usd_short,
    usd_text,
)

MOST_REASONED = 8
SETUP_COLUMNS = (
    Column("", 3),
    Column("Accelerator", 15),
    Column("Cards", 5, justify_right=True),
    Column(" Format", 7),
    Column(" Stack", 7),
    Column("Tokens/s", 12, justify_right=True),
    Column("TPOT", 5, justify_right=True),
    Column("Capex", 7, justify_right=True),
    Column("TCO", 7, justify_right=True),
    Column("$/Mtok", 7, justify_right=True),
    Column(" EUS", 5),
    Column("Headroom", 9, justify_right=True),
    Column(" Supply", 16),
    Column("Confidence", 10),
)
"""Without padding between cells; 80 columns end after the clearance signs, the rest scrolls into view."""


def setup_row(place: int, setup: Setup, names: Mapping[str, str], chosen: bool = False) -> Row:
    """One setup. A plus behind an amount: at least that much; a star in front: chosen."""
    layout, cost, speed = setup.layout, setup.cost, setup.speed
    status = setup_status(setup)
    sign = status_sign(status)
    cells = (
        left(f"{'*' if chosen else ' '}{sign}", SIGN_STYLE[sign]),
        left(names.get(layout.accelerator, layout.accelerator), cells=14),
        right(count_text(layout.cards)),
        left(f" {layout.weights}"),
        left(f" {layout.stack}", cells=7),
        right(short_range(speed.output_tok_s)),
        right(f"{speed.tpot_ms.mid:,.0f}"),
        right(short_money(cost.capex, cost.price_unknown)),
        right(short_money(cost.tco, cost.price_unknown)),
        right(short_money(cost.usd_per_mtok, cost.price_unknown)),
        Text.assemble(" ", *((one, SIGN_STYLE[one]) for one in clearance_signs(setup.clearance))),
        right(gb(setup.memory.headroom_bytes)),
        left(f" {status_text(setup.clearance.supply.status)}"),
        left(setup.confidence),
    )
    words = f"{layout.accelerator} {cells[1].plain} {layout.weights} {layout.stack} {status}"
    return Row(str(place), cells, words.casefold())


def short_money(money: Money, price_unknown: bool) -> str:
    """Mid in three digits; a plus where it is "at least"."""
    if price_unknown:
        return "?"
    return f"{usd_short(money.mid)}+" if money.at_least else usd_short(money.mid)


def verdict_text(plan: Plan, names: Mapping[str, str], workload: str) -> Text:
    """Yes, open or no in one line, and the workload it answers for in the next."""
    model, region = (names.get(item, item) for item in (plan.brief.model, plan.brief.region))
    asked = f"{model} in {region} for {budget_text(plan)}"
    priced = [setup for setup in plan.setups if not setup.cost.price_unknown]
    open_price = len(plan.setups) - len(priced)
    obtainable = sum(setup.obtainable for setup in priced)
    if obtainable:
        more = f", {open_price} more unpriced" if open_price else ""
        verdict, style = f"+ Yes: {_serve(obtainable)} {asked}{more}.", GOOD
    elif priced:
        verdict, style = f"? On paper only, no supply known: {_serve(len(priced))} {asked}.", CARE
    elif plan.setups:
        verdict, style = f"? Open: {_serve(open_price)} {asked}, at a price nobody states.", CARE
    else:
        verdict, style = f"x No: nothing serves {asked}.", BAD
    load = plan.load
    assumed = any(warning.code == "workload_default" for warning in plan.warnings)
    answers_for = (
        f"\n{workload}, {count_text(load.concurrency)} concurrent requests, "
        f"{count_text(load.input_tokens)} in / {count_text(load.output_tokens)} out"
        f"{' (assumed)' if assumed else ''}."
    )
    return Text.assemble((verdict, STRONG + style), answers_for)


def _serve(count: int) -> str:
    return "1 setup serves" if count == 1 else f"{count} setups serve"


def setup_detail(setup: Setup, names: Mapping[str, str], status: str = "") -> Table:
    """The figures of one setup in full; `status` where it misses a limit."""
    cost, speed, layout = setup.cost, setup.speed, setup.layout
    status = status or setup_status(setup)
    tight_on = ", ".join(dict.fromkeys(reason_word(reason) for reason in setup.tight))
    what = f"{status_sign(status)} {status_text(status)}{f' on {tight_on}' if status == 'tight' else ''}"
    what = f"{what}, {setup.confidence} confidence"
    price = f"no price known; fits up to {usd_text(cost.highest_quote_usd)} a card"
    first = UNKNOWN if speed.ttft_ms is None else range_text(speed.ttft_ms, "ms")
    latency = f"{range_text(speed.tpot_ms, 'ms')} a token; first {first}"
    rows: list[Fact] = [
        ("Verdict", Text(f"{what}{', on the Pareto front' if setup.pareto else ''}", STRONG)),
        ("Landed", price if cost.price_unknown else money_text(cost.capex)),
        (f"TCO {cost.years} years", money_text(cost.tco)),
        ("Per Mtok", money_text(cost.usd_per_mtok)),
        ("Output", range_text(speed.output_tok_s, "tokens/s")),
        ("Latency", latency),
        ("Memory", f"{gb(setup.memory.headroom_bytes)} free on the fullest device"),
    ]
    rows += [("Bad end", Text(reason_text(reason), CARE)) for reason in setup.tight]
    lines = finding_lines(setup.clearance, names)
    rows += [(name, line.text) for name, line in zip(("Export", "Use", "Supply"), lines, strict=True)]
    rows.append(("Power", f"{kw_text(cost.serving_kw)} while serving, {kw_text(cost.peak_kw)} nameplate"))
    rows.append(("Basis", BASES.get(speed.basis, speed.basis)))
    rows.append(("Layout", f"{layout.nodes} x {names.get(setup.server, setup.server)}, {layout.stack}, "
                           f"KV {layout.kv}"))  # fmt: skip
    return facts(rows, label_cells=12)


def helpful_no(plan: Plan, names: Mapping[str, str], short_names: Mapping[str, str]) -> Group:
    """Where nothing works: what would, and what stood in the way of what could be tried."""
    blocks: list[RenderableType] = []
    if plan.alternatives:
        blocks.append(heading("What would work"))
        blocks.append(
            facts([("-", alternative_text(one, names)) for one in plan.alternatives], label_cells=1)
        )
    else:
        blocks.append(Text("No larger budget and no other model of the catalogue was found that would work."))
    tried = sorted(plan.rejections, key=_distance)
    if any(one.closest is not None for one in tried):
        tried = [one for one in tried if one.closest is not None]
    if tried:
        blocks += [Text(""), heading("What stood in the way")]
        rows: list[Fact] = []
        for one in tried[:MOST_REASONED]:
            text = Text("\n").join(Text(reason_text(reason)) for reason in one.reasons)
            rows.append((f"{short_names.get(one.accelerator, one.accelerator)} {one.weights}", text))
        blocks.append(facts(rows, label_cells=20))
    hidden = len(plan.rejections) - min(len(tried), MOST_REASONED)
    more = f"r shows {hidden} more. " if hidden else ""
    return Group(*blocks, Text(""), Text(f"{more}Esc or 1 to 4 changes the question.", QUIET))


def _distance(rejection: Rejection) -> tuple[bool, int, Decimal]:
    """Parts that some software runs first, then the fewest reasons, then the cheapest."""
    closest = rejection.closest
    unserved = any(reason.code == "no_stack" for reason in rejection.reasons)
    return (
        unserved,
        len(rejection.reasons),
        Decimal("Infinity") if closest is None else closest.cost.capex.mid,
    )
