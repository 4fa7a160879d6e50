"""How verdicts on documented setups are shown: what is not as documented first, then every row."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from advisor.plan.documented import Verdict
from advisor.report.documented_document import documented_document
from advisor.wording.english import reason_text
from advisor.wording.numbers import gb
from advisor.wording.probe_notes import context_parallel_text
from advisor.wording.remarks import remarks_text

_INDENT = (0, 0, 0, 2)


def documented_text(verdicts: Sequence[Verdict]) -> list[RenderableType]:
    """Counts, rows that are not as documented, minima that memory calls too high, and a table of all."""
    parts: list[RenderableType] = [Text(line) for line in _summary_lines(verdicts)]
    for verdict in verdicts:
        if verdict.agrees is False and verdict.answer is not None:
            parts.append(Text(f"Row {_name(verdict)}: documented {verdict.row.status}"))
            said = " ".join(reason_text(reason) for reason in verdict.answer.reasons) or "It fits."
            parts.append(Padding(Text(f"{said} {remarks_text(verdict.disagreement)}".strip()), _INDENT))
    for verdict in verdicts:
        if verdict.answer is not None and verdict.answer.context_parallel > 1:
            parts.append(Text(f"Row {_name(verdict)}: fits, on a condition"))
            parts.append(Padding(Text(context_parallel_text(verdict.answer.context_parallel)), _INDENT))
    for verdict in verdicts:
        smaller = verdict.smaller
        if smaller is not None and smaller.answer.fits:
            parts.append(Text(f"Row {_name(verdict)}: {smaller.cards} would fit"))
            parts.append(Padding(Text(remarks_text(smaller.remarks)), _INDENT))
    return [*parts, _table(verdicts)]


def _summary_lines(verdicts: Sequence[Verdict]) -> list[str]:
    summary = documented_document(verdicts)["summary"]
    lines = [
        f"{summary['rows']} rows, {summary['answered']} answered; {summary['agree']} of "
        f"{summary['documented']} as documented, {summary['disagree_as_stated']} of the others with a stated "
        "disagreement",
    ]
    if summary["minimum"]:
        lines.append(
            f"{summary['minimum']} documented minima: the next smaller number fails for "
            f"{summary['next_smaller_fails']}, and fits for {summary['next_smaller_noted']} with a note"
        )
    return lines


def _name(verdict: Verdict) -> str:
    row = verdict.row
    return f"{row.number}, {row.model} {row.weights} on {row.cards} x {row.accelerator}"


def _table(verdicts: Sequence[Verdict]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("Row", justify="right")
    for head in ("Model", "Format", "Part"):
        table.add_column(head, overflow="fold")
    table.add_column("Cards", justify="right")
    table.add_column("Documented", overflow="fold")
    table.add_column("Fits")
    table.add_column("Spare", justify="right")
    for verdict in verdicts:
        row, answer = verdict.row, verdict.answer
        memory = answer.memory if answer else None
        cells = (
            str(row.number),
            row.model,
            row.weights,
            row.accelerator,
            str(row.cards),
            row.status,
            "?" if answer is None else "yes" if answer.fits else "no",
            gb(memory.headroom_bytes) if memory else "-",
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table
