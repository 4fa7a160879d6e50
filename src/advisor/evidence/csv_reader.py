"""From a CSV file of benchmark figures to measured rows; a hostile file costs no more than its size."""

import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from advisor.catalogue.offers_csv.problem import CellError, nearest, shown
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.text import clean, one_line
from advisor.evidence import cells
from advisor.evidence.errors import MeasuredFileError
from advisor.evidence.row import MeasuredRow

__all__ = ["COLUMNS", "REQUIRED", "MeasuredFileError", "read_file", "read_rows"]

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_ROWS = 200_000
MAX_CELL_CHARACTERS = 4_000
MAX_LINES = 1_000_000
"""Of the file, those that say nothing included: a file of nothing else would keep the reader busy."""
MAX_LINE_CHARACTERS = 1_000_000

COLUMNS: dict[str, Callable[[str], Any]] = {
    "id": cells.name,
    "model_id": cells.name,
    "accelerator_id": cells.name,
    "accel_count": cells.cards,
    "nodes": cells.count,
    "precision_weights": cells.words,
    "precision_kv": cells.words,
    "engine": cells.words,
    "engine_version": cells.words,
    "tp": cells.count,
    "pp": cells.count,
    "ep": cells.count,
    "dp": cells.count,
    "disaggregated": cells.flag,
    "speculative": cells.flag,
    "input_tokens": cells.tokens,
    "output_tokens": cells.tokens,
    "concurrency_or_batch": cells.requests,
    "prefix_cache_hit": cells.share,
    "metric_kind": cells.metric_kind,
    "value": cells.value,
    "scenario": cells.scenario,
    "date": cells.words,
    "confidence": cells.words,
    "source_title": cells.words,
    "source_url": cells.words,
    "notes": cells.words,
}
"""Column, which is the field of `MeasuredRow`, -> how its cells are read."""
REQUIRED = ("id", "model_id", "accelerator_id", "accel_count", "metric_kind", "value")
_DELIMITERS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_file(path: str | os.PathLike[str]) -> tuple[MeasuredRow, ...]:
    """The rows of a UTF-8 file; OSError where it can't be read, MeasuredFileError where it can't be used."""
    name = one_line(os.fspath(path))
    data = read_regular_file(path, MAX_FILE_BYTES)
    if len(data) > MAX_FILE_BYTES:
        raise MeasuredFileError(name, 1, "", f"more than {MAX_FILE_BYTES:,} bytes", "a smaller file")
    if data.startswith(_UTF_16):
        raise MeasuredFileError(name, 1, "", "UTF-16 text", "UTF-8: save the sheet as CSV UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte {data[error.start]:#04x}"
        raise MeasuredFileError(name, line, "", found, "UTF-8 text: save the sheet as CSV UTF-8") from None
    return read_rows(text, name)


def read_rows(text: str, name: str) -> tuple[MeasuredRow, ...]:
    """The rows of CSV text, separated by commas, semicolons or tabs; `name` is for messages.

    Columns are found by their header, `COLUMNS`; others are not read. Empty cells say that the source is
    silent, empty lines are skipped, and ids may repeat. Raises MeasuredFileError at the first fault.
    """
    text = text.removeprefix("\ufeff")
    lines = _lines(text, name)
    header_line, header = next(lines, (1, []))
    places = _places(header_line, header, name)
    rows: list[MeasuredRow] = []
    for line, cells_of_line in lines:
        if len(rows) == MAX_ROWS:
            raise MeasuredFileError(name, line, "", f"more than {MAX_ROWS:,} rows", "a smaller file")
        rows.append(_row(line, cells_of_line, len(header), places, name))
    if not rows:
        raise MeasuredFileError(name, header_line, "", "no row below the header", "a row a measured figure")
    return tuple(rows)


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of every line that says something."""
    reader = csv.reader(_bounded(text, name), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for found in reader:
            if any(cell.strip() for cell in found):
                yield line, found
            line = reader.line_num + 1
    except csv.Error as error:
        found_text = f"a line that is no CSV ({error})"
        raise MeasuredFileError(name, line, "", found_text, "quotes in pairs around a cell") from None


def _bounded(text: str, name: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if number > MAX_LINES:
            raise MeasuredFileError(name, number, "", f"more than {MAX_LINES:,} lines", "a smaller file")
        if len(line) > MAX_LINE_CHARACTERS:
            wanted = f"at most {MAX_LINE_CHARACTERS:,}"
            raise MeasuredFileError(name, number, "", f"a line of {len(line):,} characters", wanted)
        yield line


def _delimiter(text: str) -> str:
    """The separator under which the first line that says something holds most of the known columns."""
    first = text.lstrip()[: 64 * 1024].split("\n", 1)[0]

    def known(delimiter: str) -> int:
        return sum(_column(cell.strip().strip('"')) in COLUMNS for cell in first.split(delimiter))

    return max(_DELIMITERS, key=known)


def _column(header: str) -> str:
    return clean(header).strip().lower()


def _places(line: int, header: Sequence[str], name: str) -> dict[str, int]:
    """Column -> place in a line."""
    names = [_column(cell) for cell in header]
    for column in REQUIRED:
        if column not in names:
            others = [other for other in names if other not in COLUMNS]
            wanted = f"it in the first line{nearest(column, others)}"
            raise MeasuredFileError(name, line, column, "no such column", wanted)
    for column in COLUMNS:
        if names.count(column) > 1:
            raise MeasuredFileError(name, line, column, "the column twice", "it once")
    return {column: names.index(column) for column in COLUMNS if column in names}


def _row(line: int, found: Sequence[str], width: int, places: dict[str, int], name: str) -> MeasuredRow:
    if any(cell.strip() for cell in found[width:]):
        wanted = f"{width}; a cell with a separator in it needs quotes around it"
        raise MeasuredFileError(name, line, "", f"{len(found)} cells", wanted)
    fields: dict[str, Any] = {}
    for column, place in places.items():
        cell = found[place].strip() if place < len(found) else ""
        if len(cell) > MAX_CELL_CHARACTERS:
            characters = f"{len(cell):,} characters"
            raise MeasuredFileError(name, line, column, characters, f"at most {MAX_CELL_CHARACTERS:,}")
        try:
            fields[column] = COLUMNS[column](cell)
        except CellError as error:
            raise MeasuredFileError(name, line, column, shown(one_line(cell)), str(error)) from None
    return MeasuredRow(**fields)
