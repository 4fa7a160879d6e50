"""How `plan` shows its answer."""

from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.catalogue.catalogue import Catalogue
from advisor.cli.output import print_json, print_rich, print_text
from advisor.plan.result import NearMiss, Plan, Rejection, Setup
from advisor.report.csv_table import render_csv
from advisor.report.json_document import plan_document
from advisor.report.markdown import render_markdown
from advisor.wording.english import alternative_text, reason_text, setup_status, status_text, warning_text
from advisor.wording.findings import clearance_signs
from advisor.wording.headline import decision_text, workload_text
from advisor.wording.numbers import AT_LEAST, gb, usd_short

_HEADS = (
    ("Setup", "left"),
    ("Out tok/s", "right"),
    ("TPOT ms", "right"),
    ("Free/dev", "right"),
    ("Capex", "right"),
    ("TCO", "right"),
    ("USD/M", "right"),
    ("E U S", "left"),
    ("Verdict", "left"),
)


def show_plan(plan: Plan, catalogue: Catalogue, output_format: str) -> None:
    """The plan on stdout in the format asked for."""
    names = display_names(catalogue)
    if output_format == "json":
        print_json(plan_document(plan))
    elif output_format == "csv":
        print_text(render_csv(plan))
    elif output_format == "md":
        print_text(render_markdown(plan, names=names, sources=catalogue.sources))
    else:
        print_rich(*plan_text(plan, names))


def display_names(catalogue: Catalogue) -> dict[str, str]:
    """Id -> name of everything that a plan mentions by id."""
    folders = (catalogue.accelerators, catalogue.models, catalogue.regions, catalogue.stacks)
    return {record.id: record.name for folder in folders for record in folder.values()}


def plan_text(plan: Plan, names: dict[str, str]) -> list[RenderableType]:
    """Headline, setups, near-misses, rejections, warnings and what would work instead."""
    parts: list[RenderableType] = [
        Text(decision_text(plan, names), style="bold"),
        Text(f"Load: {workload_text(plan.brief, plan.load)}"),
        Text(""),
    ]
    if plan.setups:
        parts.append(_setup_table("Setups", list(plan.setups), plan.brief.years))
        parts.append(Text("E U S: export, use, supply. + clear, ! with conditions, x stopped, ? not known."))
        parts.append(Text(f"'{AT_LEAST}' (>): a line of the total is not known. * on the Pareto front."))
        parts += [Text(f"  {setup_name(setup)}: {_note(setup)}") for setup in plan.setups if _note(setup)]
    parts += _alternatives(plan, names)
    if plan.near_misses:
        parts += [Text(""), Text("Near-misses", style="bold")]
        parts += [_near_miss_line(miss) for miss in plan.near_misses]
    if plan.rejections:
        parts += [Text(""), Text("Turned down", style="bold")]
        parts += [line for rejection in plan.rejections for line in _rejection_lines(rejection)]
    if plan.warnings:
        parts += [Text(""), Text("Read before you rely on this", style="bold")]
        parts += [Text(f"- {warning_text(warning)}") for warning in plan.warnings]
    return parts


def setup_name(setup: Setup) -> str:
    """Count, part, format and stack by id: "8 x h200-sxm fp8, sglang"."""
    layout = setup.layout
    return f"{layout.cards} x {layout.accelerator} {layout.weights}, {layout.stack}"


def _setup_table(title: str, setups: list[Setup], years: int) -> Table:
    table = Table(title=title, title_justify="left", pad_edge=False)
    for head, justify in _HEADS:
        shown = f"{head} {years}y" if head == "TCO" else head
        table.add_column(shown, justify="left" if justify == "left" else "right")
    for setup in setups:
        table.add_row(*(Text(cell) for cell in _cells(setup)))
    return table


def _cells(setup: Setup) -> tuple[str, ...]:
    speed, cost = setup.speed, setup.cost
    output, tpot = speed.output_tok_s, speed.tpot_ms
    capex = "unknown" if cost.price_unknown else _money(cost.capex.mid, cost.capex.at_least)
    tco = "unknown" if cost.price_unknown else _money(cost.tco.mid, cost.tco.at_least)
    unit = "unknown" if cost.price_unknown else _money(cost.usd_per_mtok.mid, cost.usd_per_mtok.at_least)
    return (
        ("* " if setup.pareto else "  ") + setup_name(setup),
        f"{output.low:,.0f}-{output.high:,.0f}",
        f"{tpot.low:,.0f}-{tpot.high:,.0f}",
        gb(setup.memory.headroom_bytes),
        capex,
        tco,
        unit,
        " ".join(clearance_signs(setup.clearance)),
        status_text(setup_status(setup)),
    )


def _money(amount: Decimal, at_least: bool) -> str:
    return f">{usd_short(amount)}" if at_least else usd_short(amount)


def _note(setup: Setup) -> str:
    """What is tight, or the quote that an unpriced part must meet."""
    notes = [reason_text(reason) for reason in setup.tight]
    if setup.cost.price_unknown and setup.cost.highest_quote_usd is not None:
        notes.append(
            f"no price is known; fits the budget up to {setup.cost.highest_quote_usd:,.0f} USD a card"
        )
    return " ".join(notes)


def _near_miss_line(miss: NearMiss) -> Text:
    reasons = " ".join(reason_text(reason) for reason in miss.reasons)
    return Text(f"- {setup_name(miss.setup)}: {reasons}")


def _rejection_lines(rejection: Rejection) -> list[Text]:
    stack = f", {rejection.stack}" if rejection.stack else ""
    reasons = " ".join(reason_text(reason) for reason in rejection.reasons)
    lines = [Text(f"- {rejection.accelerator} {rejection.weights}{stack}: {reasons}")]
    if rejection.closest is not None:
        cells = _cells(rejection.closest)
        lines.append(
            Text(
                f"    closest: {cells[0].strip()}; output {cells[1]} tokens/s, TPOT {cells[2]} ms, "
                f"capex {cells[4]}, TCO {cells[5]}"
            )
        )
    return lines


def _alternatives(plan: Plan, names: dict[str, str]) -> list[RenderableType]:
    if not plan.alternatives:
        return []
    lines = [Text(f"- {alternative_text(alternative, names)}") for alternative in plan.alternatives]
    return [Text(""), Text("What would work", style="bold"), *lines]
