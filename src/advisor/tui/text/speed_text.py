"""The Speed pane: predictions with their bounds against the limits, and the parts they are made of,
and, worked out when the pane opens, other loads, changes and what was measured nearby."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from advisor.estimate.layout import Load
from advisor.estimate.result import Speed
from advisor.figures import Range
from advisor.plan.result import Setup
from advisor.report.speed_page.page import explanation_blocks, term_blocks
from advisor.tui.state import Explained
from advisor.tui.text.facts import facts, heading
from advisor.tui.text.page_lines import PageLines
from advisor.tui.theme import BAD, CARE, GOOD, QUIET, STRONG
from advisor.wording.english import reason_text, status_text, term_name
from advisor.wording.names import BASES, PATHS
from advisor.wording.numbers import UNKNOWN, quantity_text
from advisor.wording.readiness import readiness_text

WORKING = "Working out other loads, changes and measured rows ..."


def speed_pane(setup: Setup, load: Load, names: Mapping[str, str], explained: Explained | None) -> Group:
    """Ranges first, parts and basis below, then what stands around them as soon as it is known."""
    speed = setup.speed
    blocks: list[RenderableType] = [_ranges(speed, load), Text("")]
    for reason in setup.tight:
        blocks.append(Text(f"! Tight. At the bad end of the range: {reason_text(reason)}", CARE))
    if speed.saturated:
        blocks.append(
            Text("x Prompts arrive faster than they are read; no waiting time can be promised.", BAD)
        )
    blocks += [PageLines(lambda width: term_blocks(speed, width)), Text("")]
    blocks += [heading("What this rests on"), _basis(setup), Text("")]
    return Group(*blocks, _surroundings(names, explained))


def _surroundings(names: Mapping[str, str], explained: Explained | None) -> RenderableType:
    if explained is None:
        return Text(WORKING, QUIET)
    explanation = explained.explanation
    if explanation is None:
        return Text(f"Other loads and changes could not be worked out: {explained.problem}", CARE)
    return PageLines(lambda width: explanation_blocks(explanation, width, names))


def _ranges(speed: Speed, load: Load) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for number in range(6):
        grid.add_column(justify="right" if 0 < number < 5 else "left")
    grid.add_row(*(Text(label, STRONG) for label in ("", "low", "mid", "high", "limit", "")))
    rows: tuple[tuple[str, Range | None, str, float | None], ...] = (
        ("First token (TTFT)", speed.ttft_ms, "ms", load.ttft_limit_ms),
        ("Time per token (TPOT)", speed.tpot_ms, "ms", load.tpot_limit_ms),
        ("Output", speed.output_tok_s, "tokens/s", None),
        ("Input and output", speed.total_tok_s, "tokens/s", None),
    )
    for label, span, unit, limit in rows:
        bounds = (None, None, None) if span is None else (span.low, span.mid, span.high)
        cells = [
            UNKNOWN if bound is None else quantity_text(bound, unit).removesuffix(f" {unit}")
            for bound in bounds
        ]
        stated = "" if limit is None else quantity_text(limit, unit).removesuffix(f" {unit}")
        grid.add_row(
            Text(label), Text(cells[0], QUIET), Text(cells[1], STRONG), Text(cells[2], QUIET),
            Text(stated), Text.assemble(unit, "  ", _against(span, limit)),
        )  # fmt: skip
    return grid


def _against(span: Range | None, limit: float | None) -> Text:
    if limit is None:
        return Text("")
    if span is None or span.mid > limit:
        return Text("x over", BAD)
    return Text("! tight", CARE) if span.high > limit else Text("+ within", GOOD)


def _basis(setup: Setup) -> Table:
    speed = setup.speed
    return facts(
        (
            ("Basis", f"{BASES.get(speed.basis, speed.basis)}; {speed.confidence} confidence"),
            ("Software", f"{setup.layout.stack}, {status_text(setup.stack_status)}; {PATHS[speed.path]}"),
            *([("Readiness", readiness_text(setup.readiness, name=""))] if setup.readiness else []),
            ("Limited by", term_name(speed.limited_by)),
            ("Range", "claims to hold the truth about 8 times in 10"),
        )
    )
