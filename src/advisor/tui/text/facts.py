"""Labelled facts in two columns, each with where it comes from: the shape of every detail pane."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from advisor.figures import Confidence, Figure, Statement
from advisor.tui.theme import HEADING, QUIET, STRONG

UNKNOWN = "unknown"
LABEL_CELLS = 15

Fact = tuple[str, str | Text]


def facts(rows: Iterable[Fact], *, label_cells: int = LABEL_CELLS) -> Table:
    """Labels at the left, text wrapped beside them; an empty label continues the one above."""
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=label_cells, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for label, value in rows:
        grid.add_row(Text(label, STRONG), value if isinstance(value, Text) else Text(value))
    return grid


def heading(text: str) -> Text:
    """The title of a block."""
    return Text(text, HEADING)


def figure_text(figure: Figure | None, shown: str) -> Text:
    """A figure as `shown` (value and unit), then its date and confidence; or that it is unknown."""
    if figure is None:
        return Text(UNKNOWN)
    return _with_origin(shown, figure.source, figure.date, figure.confidence, figure.note)


def statement_text(statement: Statement | None) -> Text:
    """A statement, then its source, date and confidence; or that it is unknown."""
    if statement is None:
        return Text(UNKNOWN)
    return _with_origin(
        statement.text, statement.source, statement.date, statement.confidence, statement.note
    )


def origin_text(source: str, date: str, confidence: Confidence) -> Text:
    """Where something comes from, in brackets."""
    words = [part for part in (source, date, f"{confidence} confidence") if part]
    return Text(f"[{', '.join(words)}]", QUIET)


def _with_origin(shown: str, source: str, date: str, confidence: Confidence, note: str) -> Text:
    text = Text.assemble(shown, " ", origin_text(source, date, confidence))
    return text.append(f" {note}", QUIET) if note else text
