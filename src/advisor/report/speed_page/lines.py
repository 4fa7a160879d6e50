"""Lines of plain text, each a few pieces with a role that a face gives a style: wrapped and aligned here."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Role = Literal["text", "strong", "heading", "quiet", "bar", "good", "care", "bad"]
"""What a piece is; never the only carrier of a meaning, which its words hold as well."""


class Piece(NamedTuple):
    """Text of one role."""

    text: str
    role: Role = "text"


Line = tuple[Piece, ...]
NOTHING: Line = ()
"""A blank line."""
NARROWEST = 32
"""Columns below which nothing is wrapped further."""


def heading(text: str) -> Line:
    """The title of a block."""
    return (Piece(text, "heading"),)


def plain(line: Line) -> str:
    """The line without roles."""
    return "".join(piece.text for piece in line).rstrip()


def wrapped(text: str, width: int, *, indent: int = 0, role: Role = "text") -> Iterator[Line]:
    """A paragraph within `width` columns, all of it `indent` columns in; longer words are broken."""
    room = max(NARROWEST, width) - indent
    for part in textwrap.wrap(text, room, break_on_hyphens=False) or [""]:
        for fitting in _within(part, room):
            yield (Piece(" " * indent), Piece(fitting, role))


def cell_width(text: str) -> int:
    """Columns that a terminal gives the text: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _within(text: str, room: int) -> Iterator[str]:
    """The text in pieces of at most `room` columns: only wide characters make more than one."""
    while cell_width(text) > room:
        columns = end = 0
        while columns + _columns(text[end]) <= room:
            columns += _columns(text[end])
            end += 1
        yield text[:end]
        text = text[end:]
    yield text


NARROWEST_CELL = 12
"""Columns that the first column of a table keeps when it is wrapped."""


class Column(NamedTuple):
    """A column of a table: its head and how its cells stand."""

    head: str
    right: bool = True
    role: Role = "text"


def fits(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int, *, indent: int = 1) -> bool:
    """True where the table needs no wrapping within `width` columns."""
    return sum(_widths(columns, rows)) + len(columns) - 1 + indent <= width


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    heads = [column.head for column in columns]
    return [max(cell_width(row[place]) for row in (heads, *rows)) for place in range(len(columns))]


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int, *, indent: int = 1
) -> Iterator[Line]:
    """Heads and rows, each column as wide as it needs; the first is wrapped where the line would be too long.

    Where even that is too wide, each row is a sentence of heads and cells.
    """
    heads = [column.head for column in columns]
    widths = _widths(columns, rows)
    gap = 2 if sum(widths) + 2 * (len(widths) - 1) + indent <= width else 1
    spare = width - indent - sum(widths[1:]) - gap * (len(widths) - 1)
    if spare < min(widths[0], NARROWEST_CELL):
        for row in rows:
            yield from wrapped(_sentence(heads, row), width, indent=indent)
        return
    widths[0] = min(widths[0], spare)
    yield from _row(heads, columns, widths, gap, indent, "strong")
    for row in rows:
        yield from _row(row, columns, widths, gap, indent, None)


def _sentence(heads: Sequence[str], row: Sequence[str]) -> str:
    pairs = (f"{head} {cell.strip()}".strip() for head, cell in zip(heads, row, strict=True) if cell.strip())
    return "; ".join(pairs)


def _row(
    cells: Sequence[str],
    columns: Sequence[Column],
    widths: Sequence[int],
    gap: int,
    indent: int,
    role: Role | None,
) -> Iterator[Line]:
    first, *more = textwrap.wrap(cells[0], widths[0], break_on_hyphens=False) or [""]
    line = [Piece(" " * indent)]
    for place, cell in enumerate((first, *cells[1:])):
        padding = " " * (widths[place] - cell_width(cell))
        last = place == len(widths) - 1
        shown = padding + cell if columns[place].right else cell + padding * (not last)
        if shown or not last:
            line.append(Piece(" " * gap * bool(place) + shown, role or columns[place].role))
    yield tuple(line)
    for part in more:
        yield (Piece(" " * indent), Piece(part, role or columns[0].role))
