"""The table of setups that `plan` shows."""

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.cli.condense import leading_setups
from advisor.figures import Money
from advisor.plan.result import Plan, Setup
from advisor.wording.english import reason_text, setup_status, status_sign
from advisor.wording.findings import clearance_signs
from advisor.wording.numbers import gb, usd_short
from advisor.wording.reasons import REASONS

_LEGEND = (
    "E U S: export, use, supply. + clear, ! with conditions, x stopped, ? not known.",
    "First column: + feasible, ! tight, ? price unknown; * on the Pareto front. >: at least, for a line",
    "of the total is not known.",
)


def setup_lines(plan: Plan, *, whole: bool) -> list[RenderableType]:
    """The table, its legend, and a line for each setup that there is something to say about.

    Unless `whole`, each part stands there once, and what is tight is told in words without numbers.
    """
    shown = list(plan.setups) if whole else leading_setups(plan)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    table.add_column("Setup", overflow="fold")
    for head in ("Out tok/s", "TPOT ms", "Free/dev", "Capex", f"TCO {plan.brief.years}y", "USD/M"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("E U S", no_wrap=True)
    for setup in shown:
        table.add_row(*(Text(cell) for cell in _cells(setup)))
    note_of = _note if whole else _short_note
    notes = [Text(f"  {setup_name(setup)}: {note}") for setup in shown if (note := note_of(setup))]
    return [table, *_left_out(len(plan.setups) - len(shown)), *(Text(line) for line in _LEGEND), *notes]


def setup_name(setup: Setup) -> str:
    """Count, part, format and stack by id: "8 x h200-sxm fp8, sglang"."""
    layout = setup.layout
    return f"{layout.cards} x {layout.accelerator} {layout.weights}, {layout.stack}"


def speed_text(setup: Setup) -> tuple[str, str]:
    """Output tokens a second and milliseconds a token, low to high."""
    output, tpot = setup.speed.output_tok_s, setup.speed.tpot_ms
    return f"{output.low:,.0f}-{output.high:,.0f}", f"{tpot.low:,.0f}-{tpot.high:,.0f}"


def money_short(setup: Setup, money: Money) -> str:
    """A total in three digits; ">" where it is a lower bound, "unknown" without a price."""
    if setup.cost.price_unknown:
        return "unknown"
    return f">{usd_short(money.mid)}" if money.at_least else usd_short(money.mid)


def _cells(setup: Setup) -> tuple[str, ...]:
    cost = setup.cost
    return (
        f"{status_sign(setup_status(setup))}{'*' if setup.pareto else ' '}",
        setup_name(setup),
        *speed_text(setup),
        gb(setup.memory.headroom_bytes),
        *(money_short(setup, money) for money in (cost.capex, cost.tco, cost.usd_per_mtok)),
        " ".join(clearance_signs(setup.clearance)),
    )


def _left_out(count: int) -> list[Text]:
    if not count:
        return []
    rows = "row" if count == 1 else "rows"
    return [Text(f"{count} more {rows} with other formats and stacks of these parts: --all shows them.\n")]


def _short_note(setup: Setup) -> str:
    """As in "TTFT and TPOT over the limit at the bad end; experimental"."""
    words = list(
        dict.fromkeys(REASONS[reason.code].short for reason in setup.tight if reason.code in REASONS)
    )
    notes = [f"tight: {', '.join(words)}"] if words else []
    if setup.stack_status == "experimental":
        notes.append("experimental software")
    if setup.cost.price_unknown and setup.cost.highest_quote_usd is not None:
        notes.append(f"no price known, fits up to {setup.cost.highest_quote_usd:,.0f} USD a card")
    return "; ".join(notes)


def _note(setup: Setup) -> str:
    """What is tight or experimental, or the quote that an unpriced part must meet."""
    notes = [f"at the bad end: {reason_text(reason)}" for reason in setup.tight]
    if setup.stack_status == "experimental":
        notes.append("the stack calls this path experimental.")
    if setup.cost.price_unknown and setup.cost.highest_quote_usd is not None:
        quote = f"{setup.cost.highest_quote_usd:,.0f} USD a card"
        notes.append(f"no price is known; it fits the budget up to {quote}.")
    return " ".join(notes)
