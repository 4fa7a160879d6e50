"""The catalogue in numbers, as a table."""

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec
from rich.table import Table
from rich.text import Text

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.freshness import known_age
from advisor.catalogue.summary import KindSummary
from advisor.cli.output import markdown_table, print_json, print_rich, print_rows, print_text
from advisor.report.profile_page.layout import age_words

LEVELS = ("high", "medium", "low", "none")


def print_summary(
    lines: Sequence[KindSummary], catalogue: Catalogue, day: datetime.date, output_format: str
) -> None:
    """Counts as numbers for machines; shares of all facts of a kind as per cent for readers."""
    if output_format == "json":
        kinds = [msgspec.to_builtins(line) for line in lines]
        print_json({"format": "advisor.catalogue-summary/1.0", "as_of": day.isoformat(), "kinds": kinds})
    elif output_format == "csv":
        print_rows([msgspec.to_builtins(line) for line in lines])
    elif output_format == "md":
        print_text(markdown_table([_row(line) for line in lines]))
    else:
        told = f"Shares are of figures and statements together. Stale as of {day.isoformat()}.\n"
        print_rich(_table(lines), Text(told), _oldest(lines, catalogue, day))


def _row(line: KindSummary) -> dict[str, Any]:
    """One line as texts; a kind without cited facts has no shares."""
    shares = {level: _share(getattr(line, level), line.facts) for level in LEVELS}
    return {
        "kind": line.kind,
        "items": f"{line.items:,}",
        "figures": f"{line.figures:,}",
        "statements": f"{line.statements:,}",
        **shares,
        "stale": f"{line.stale:,}",
        "oldest": line.oldest_date,
        "oldest source": line.oldest_source,
    }


def _share(count: int, whole: int) -> str:
    """Whole per cent; what is not none never reads as none."""
    if not whole:
        return ""
    share = 100 * count / whole
    return "<1%" if 0 < share < 0.5 else f"{share:.0f}%"


def _table(lines: Sequence[KindSummary]) -> Table:
    rows = [_row(line) for line in lines]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    heads = [head for head in rows[0] if not head.startswith("oldest")]
    for head in heads:
        table.add_column(head.capitalize(), no_wrap=True, justify="left" if head == "kind" else "right")
    for row in rows:
        table.add_row(*(Text(row[head]) for head in heads))
    return table


def _oldest(lines: Sequence[KindSummary], catalogue: Catalogue, day: datetime.date) -> Table:
    """The oldest source of each kind, by the date of what cites it."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for head, justify in (("Oldest in", "left"), ("Date", "left"), ("Age", "right"), ("Source", "left")):
        table.add_column(head, no_wrap=head != "Source", justify=justify)  # type: ignore[arg-type]
    for line in lines:
        if line.oldest_date:
            source = catalogue.sources.get(line.oldest_source)
            age = age_words(known_age(line.oldest_date, day), line.oldest_date)
            title = source.title if source else line.oldest_source
            table.add_row(*(Text(cell) for cell in (line.kind, line.oldest_date, age, title)))
    return table
