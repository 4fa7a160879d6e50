"""The measured rows that come with Advisor, read when first asked for."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from advisor.evidence.csv_reader import COLUMNS
from advisor.evidence.row import MeasuredRow

POINTS, SETUPS = "measured.csv", "measured_setups.csv"
SOURCES, NOTES = "measured_sources.csv", "measured_notes.csv"

POINT = (
    "id",
    "input_tokens",
    "output_tokens",
    "concurrency_or_batch",
    "prefix_cache_hit",
    "metric_kind",
    "value",
)
"""Fields of a row that stand in `POINTS`, with the numbers of its setup and its note."""
SETUP = (
    "model_id",
    "accelerator_id",
    "accel_count",
    "nodes",
    "precision_weights",
    "precision_kv",
    "engine",
    "engine_version",
    "tp",
    "pp",
    "ep",
    "dp",
    "disaggregated",
    "speculative",
    "scenario",
    "date",
)
"""Fields that stand in `SETUPS`, with the number of the source."""
SOURCE = ("source_title", "source_url", "confidence")
NOTE = ("notes",)


@cache
def shipped_rows() -> tuple[MeasuredRow, ...]:
    """All rows of the package's own table, each with its source; notes are in short form."""
    folder = resources.files("advisor.evidence").joinpath("data")
    names = (POINTS, SETUPS, SOURCES, NOTES)
    return rows_of({name: folder.joinpath(name).read_text(encoding="utf-8") for name in names})


def rows_of(tables: Mapping[str, str]) -> tuple[MeasuredRow, ...]:
    """The rows that `advisor.evidence.compact` made `tables` of. Raises KeyError or ValueError for others."""
    sources = {number: _fields(SOURCE, cells) for number, *cells in _lines(tables[SOURCES])}
    notes = {number: cells[0] for number, *cells in _lines(tables[NOTES])}
    notes[""] = ""
    setups: dict[str, dict[str, Any]] = {}
    for number, *cells, source in _lines(tables[SETUPS]):
        setups[number] = {**_fields(SETUP, cells), **sources[source]}
    return tuple(
        MeasuredRow(**setups[setup], **_fields(POINT, cells), notes=notes[note])
        for *cells, setup, note in _lines(tables[POINTS])
    )


def _lines(text: str) -> Iterator[list[str]]:
    lines = csv.reader(text.splitlines(), strict=True)
    next(lines)  # the header, which is for readers of the file
    return lines


def _fields(names: tuple[str, ...], cells: list[str]) -> dict[str, Any]:
    return {name: COLUMNS[name](cell) for name, cell in zip(names, cells, strict=True)}
