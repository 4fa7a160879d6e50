"""Results on stdout, in the format asked for."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console, RenderableType

PIPE_WIDTH = 100
"""Columns of a table where stdout is not a terminal: the same text on every machine."""


def print_json(document: Mapping[str, Any]) -> None:
    """One JSON document, indented, keys in the order they were made."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def print_text(text: str) -> None:
    """Text that is already laid out."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def print_rows(rows: Iterable[Mapping[str, Any]], heads: Sequence[str] = ()) -> None:
    """Rows as CSV under the keys of the first, else `heads`; cells a spreadsheet would run are defused."""
    rows = list(rows)
    if not rows and not heads:
        return
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]) if rows else list(heads), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _defused(value) for key, value in row.items()} for row in rows)
    sys.stdout.write(stream.getvalue())


def print_rich(*parts: RenderableType) -> None:
    """Tables and text as rich draws them; plain and 100 columns wide where stdout is not a terminal."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)


def markdown_table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as a Markdown table under the keys of the first."""
    rows = list(rows)
    if not rows:
        return ""
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *([str(row[head]) for head in heads] for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _defused(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
