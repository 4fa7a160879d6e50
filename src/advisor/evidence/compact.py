"""Makes the compact table of measured rows that the package holds.

`python -m advisor.evidence.compact FILE.csv`. What rows have in common stands once: a setup in
`measured_setups.csv`, a source in `measured_sources.csv`, a note in `measured_notes.csv`. Each is numbered in
the order of its first row, so that rows added at the end of FILE are added at the end of each table.
`advisor.evidence.shipped` puts them together again.
"""

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from advisor.evidence.csv_reader import read_file
from advisor.evidence.errors import MeasuredFileError
from advisor.evidence.row import MeasuredRow
from advisor.evidence.shipped import NOTE, NOTES, POINT, POINTS, SETUP, SETUPS, SOURCE, SOURCES
from advisor.evidence.short_notes import short_notes

DATA = Path(__file__).parent / "data"


class _Numbered:
    """Distinct lines, each with the number of its first appearance, from 1."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, ...], int] = {}

    def number(self, *cells: str) -> str:
        return str(self.numbers.setdefault(cells, len(self.numbers) + 1))

    def lines(self) -> list[tuple[str, ...]]:
        return [(str(number), *cells) for cells, number in self.numbers.items()]


def compact(rows: Iterable[MeasuredRow]) -> dict[str, str]:
    """File name -> CSV text, of the four tables that hold `rows` with short notes."""
    sources, setups, notes = _Numbered(), _Numbered(), _Numbered()
    points = []
    for row in rows:
        source = sources.number(*(_cell(getattr(row, field)) for field in SOURCE))
        setup = setups.number(*(_cell(getattr(row, field)) for field in SETUP), source)
        text = short_notes(row.notes)
        note = notes.number(text) if text else ""
        points.append((*(_cell(getattr(row, field)) for field in POINT), setup, note))
    return {
        POINTS: _table((*POINT, "setup", "note"), points),
        SETUPS: _table(("setup", *SETUP, "source"), setups.lines()),
        SOURCES: _table(("source", *SOURCE), sources.lines()),
        NOTES: _table(("note", *NOTE), notes.lines()),
    }


def _cell(value: str | float | None) -> str:
    """The shortest text that reads back as `value`; a flag is 0 or 1."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return repr(float(value)).removesuffix(".0")


def _table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Writes the tables of FILE beside this module, or into a directory; the exit code is 0, 2 or 3."""
    if len(arguments) not in (1, 2):
        sys.stderr.write("usage: python -m advisor.evidence.compact FILE.csv [DIRECTORY]\n")
        return 2
    folder = Path(arguments[1]) if len(arguments) == 2 else DATA
    try:
        rows = read_file(arguments[0])
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in compact(rows).items():
            (folder / name).write_bytes(text.encode())
            sys.stdout.write(
                f"{folder / name}: {text.count(chr(10)) - 1:,} lines, {len(text.encode()):,} bytes\n"
            )
    except MeasuredFileError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
