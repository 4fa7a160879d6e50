"""`advisor fit --from`: the rows of a table of documented setups."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.record import WeightsFormat
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.text import one_line
from advisor.plan.documented import DocumentedRow, UnreadRow, Verdict, judge_rows
from advisor.plan.errors import BriefError

MAX_FILE_BYTES = 16 * 1024 * 1024
MAX_ROWS = 5_000
MAX_CELL_CHARACTERS = 4_000
MAX_CARDS = 65_536
MAX_CONTEXT_TOKENS = 100_000_000
REQUIRED = ("model_id", "weights", "accelerator_id", "accel_count")
WEIGHTS: tuple[WeightsFormat, ...] = get_args(WeightsFormat)


def judge_file(path: Path, catalogue: Catalogue) -> tuple[Verdict, ...]:
    """A verdict for each row; OSError where the file can't be read, BriefError where it can't be used."""
    return judge_rows(tuple(_rows(path)), catalogue)


def _rows(path: Path) -> Iterator[DocumentedRow | UnreadRow]:
    name = one_line(str(path))
    data = read_regular_file(path, MAX_FILE_BYTES)
    if len(data) > MAX_FILE_BYTES:
        raise BriefError(name, f"larger than {MAX_FILE_BYTES:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BriefError(f"{name}, line {line}", "not UTF-8 text; save the sheet as CSV UTF-8") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [column for column in REQUIRED if column not in (reader.fieldnames or ())]
        if missing:
            raise BriefError(f"{name}, line 1", f"no column {', '.join(missing)}")
        for number, cells in enumerate(reader, start=1):
            where = f"{name}, line {reader.line_num}"
            if number > MAX_ROWS:
                raise BriefError(where, f"more than {MAX_ROWS:,} rows")
            yield _row(number, {key: _cell(cells[key], where, key) for key in cells if isinstance(key, str)})
    except csv.Error as error:
        raise BriefError(f"{name}, line {reader.line_num}", f"not CSV: {error}") from None


def _cell(value: str | None, where: str, column: str) -> str:
    text = one_line(value or "").strip()
    if len(text) > MAX_CELL_CHARACTERS:
        raise BriefError(f"{where}, {one_line(column)}", f"more than {MAX_CELL_CHARACTERS:,} characters")
    return text


def _row(number: int, cells: dict[str, str]) -> DocumentedRow | UnreadRow:
    """The row, or what is wrong with it: the others are answered all the same."""
    try:
        weights = next((known for known in WEIGHTS if known == cells["weights"]), None)
        if weights is None:
            wanted = ", ".join(WEIGHTS)
            raise BriefError("weights", f"found {cells['weights'][:40]!r}, wanted one of {wanted}")
        cards = _whole(cells, "accel_count", MAX_CARDS)
        if cards is None:
            raise BriefError("accel_count", "found nothing, wanted a whole number above 0")
        return DocumentedRow(
            number=number,
            model=cells["model_id"],
            accelerator=cells["accelerator_id"],
            weights=weights,
            cards=cards,
            nodes=_whole(cells, "nodes", MAX_CARDS),
            context_tokens=_whole(cells, "context_len", MAX_CONTEXT_TOKENS),
            engine=cells.get("engine", ""),
            status=cells.get("status", ""),
        )
    except BriefError as error:
        return UnreadRow(
            number=number,
            model=cells["model_id"],
            accelerator=cells["accelerator_id"],
            weights=cells["weights"],
            cards=cells["accel_count"],
            status=cells.get("status", ""),
            problem=str(error),
        )


def _whole(cells: dict[str, str], column: str, most: int) -> int | None:
    """A whole number of 1 to `most`; None for an empty cell."""
    text = cells.get(column, "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= most:
        raise BriefError(column, f"found {text[:40]!r}, wanted a whole number from 1 to {most:,}")
    return int(text)
