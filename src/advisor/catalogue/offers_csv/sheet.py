"""From the bytes of a CSV file to rows of clean cells; a hostile file costs no more than its size."""

import csv
import io
from typing import NamedTuple

from advisor.catalogue.offers_csv.columns import NAMES, REQUIRED
from advisor.catalogue.offers_csv.problem import Problem, nearest, shown
from advisor.catalogue.text import clean

MAX_SHEET_BYTES = 4 * 1024 * 1024
MAX_ROWS = 5_000
MAX_CELL_CHARACTERS = 500
_DELIMITERS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """One quote as written: column -> text without surrounding blanks and control characters."""

    line: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    """Rows that can be looked at, and what is wrong with the file as a table."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_sheet(data: bytes) -> Sheet:
    """The rows of a UTF-8 file, separated by commas, semicolons or tabs, whichever its first line has.

    Empty lines and lines that start with # are skipped.
    """
    text = _decoded(data)
    if isinstance(text, Problem):
        return Sheet((), (text,))
    lines, problems = _split(text)
    if not lines:
        problems = problems or [Problem(1, "", "no line", f"a first line with {', '.join(REQUIRED)}")]
        return Sheet((), tuple(problems))
    (header_line, header), *body = lines
    names = [clean(cell).strip().lower() for cell in header]
    while names and not names[-1]:
        names.pop()  # spreadsheets pad lines to the widest
    problems = [*_header_problems(header_line, names), *problems]
    if any(problem.line == header_line for problem in problems):
        return Sheet((), tuple(problems))
    if len(body) > MAX_ROWS:
        problems.append(Problem(body[MAX_ROWS][0], "", f"{len(body):,} quotes", f"at most {MAX_ROWS:,}"))
    rows = []
    for line, cells in body[:MAX_ROWS]:
        found = _row_problems(line, names, cells)
        problems += found
        if not found:
            padded = [clean(cell).strip() for cell in cells] + [""] * (len(names) - len(cells))
            rows.append(Row(line, dict(zip(names, padded, strict=False))))
    return Sheet(tuple(rows), tuple(problems))


def _decoded(data: bytes) -> str | Problem:
    if len(data) > MAX_SHEET_BYTES:
        return Problem(1, "", f"more than {MAX_SHEET_BYTES:,} bytes", "a smaller file")
    if data.startswith(_UTF_16):
        return Problem(1, "", "UTF-16 text", "UTF-8: save the sheet as CSV UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(line, "", f"byte {data[error.start]:#04x}", "UTF-8 text: save the sheet as CSV UTF-8")


def _split(text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """(line number, cells) of every line that says something; a fault of the format ends the reading."""
    lines: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                lines.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        return lines, [Problem(line, "", f"a line that is no CSV ({error})", "quotes in pairs around a cell")]
    return lines, []


def _delimiter(text: str) -> str:
    """The separator under which the first line that is no comment holds most of the known columns."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    known = {delimiter: _known_columns(first, delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: known[delimiter])


def _known_columns(line: str, delimiter: str) -> int:
    return sum(cell.strip().strip('"').lower() in NAMES for cell in line.split(delimiter))


def _header_problems(line: int, names: list[str]) -> list[Problem]:
    problems = [
        Problem(line, name, "no such column", "it in the first line")
        for name in REQUIRED
        if name not in names
    ]
    for index, name in enumerate(names):
        if name not in NAMES:
            wanted = f"one of {', '.join(NAMES)}{nearest(name, NAMES)}"
            problems.append(Problem(line, f"column {index + 1}", shown(name), wanted))
        elif name in names[:index]:
            problems.append(Problem(line, name, "the column twice", "it once"))
    return problems


def _row_problems(line: int, names: list[str], cells: list[str]) -> list[Problem]:
    if any(cell.strip() for cell in cells[len(names) :]):
        wanted = f"{len(names)}; a cell with a separator in it needs quotes around it"
        return [Problem(line, "", f"{len(cells)} cells", wanted)]
    return [
        Problem(line, name, f"{len(cell):,} characters", f"at most {MAX_CELL_CHARACTERS:,}")
        for name, cell in zip(names, cells, strict=False)
        if len(cell) > MAX_CELL_CHARACTERS
    ]
