"""The errors that this version states of itself, and where a self-test finds it worse than that."""

from collections.abc import Iterator
from importlib import resources
from typing import Literal

import msgspec
import tomli

from advisor.evidence.comparison import Measure, VendorGroup
from advisor.evidence.score import Score, Summary

FILE = "stated_errors.toml"
ERROR_SLACK = 0.1
"""Percentage points by which a median may exceed what is stated: it is stated with one decimal, and the last
digits of a float differ between machines."""
INSIDE_SLACK = 0.01
WIDTH_SLACK = 0.05


What = Literal["answered", "rows", "median_ape_percent", "share_inside", "median_width"]


class StatedCell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Errors of one measure on one group of parts, on pairs left out of the fit."""

    measure: Measure
    vendor_group: VendorGroup
    rows: int
    pairs: int
    median_ape_percent: float
    """Median absolute percentage error."""
    share_inside: float
    """Of the measured figures, in the predicted range."""
    median_width: float
    """Median of high / low."""


class StatedErrors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a self-test of this version is expected to find."""

    rows: int
    answered: int
    cells: tuple[StatedCell, ...] = ()


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a self-test that is worse than the stated one."""

    what: What
    measure: Measure | None = None
    """None with "answered", which counts over all."""
    vendor_group: VendorGroup | None = None
    stated: float
    found: float


def stated_errors() -> StatedErrors:
    """The errors that are shipped with the constants."""
    text = resources.files("advisor.evidence").joinpath(FILE).read_text(encoding="utf-8")
    return msgspec.convert(tomli.loads(text), StatedErrors)


def stated_from(summary: Summary) -> StatedErrors:
    """What `summary` would have the package state: rounded as it is shown."""
    cells = tuple(
        StatedCell(
            measure=measure,
            vendor_group=group,
            rows=found.rows,
            pairs=found.pairs,
            median_ape_percent=round(100 * found.median_error, 1),
            share_inside=round(found.inside, 3),
            median_width=round(found.median_width, 2),
        )
        for (measure, group), found in summary.table.items()
    )
    return StatedErrors(rows=summary.rows, answered=summary.answered, cells=cells)


def shortfalls(summary: Summary, stated: StatedErrors) -> tuple[Shortfall, ...]:
    """Everything in which `summary` is worse; what is better is not told."""
    return tuple(_shortfalls(summary, stated))


def _shortfalls(summary: Summary, stated: StatedErrors) -> Iterator[Shortfall]:
    if summary.answered < stated.answered:
        yield Shortfall(what="answered", stated=stated.answered, found=summary.answered)
    for cell in stated.cells:
        for what, promised, got in _worse(cell, summary.table.get((cell.measure, cell.vendor_group))):
            yield Shortfall(
                what=what,
                measure=cell.measure,
                vendor_group=cell.vendor_group,
                stated=promised,
                found=got,
            )


def _worse(cell: StatedCell, found: Score | None) -> Iterator[tuple[What, float, float]]:
    """What is worse in one cell, what is stated of it, and what was found."""
    if found is None:
        yield "rows", cell.rows, 0
        return
    if found.rows < cell.rows:
        yield "rows", cell.rows, found.rows
    if 100 * found.median_error > cell.median_ape_percent + ERROR_SLACK:
        yield "median_ape_percent", cell.median_ape_percent, 100 * found.median_error
    if found.inside < cell.share_inside - INSIDE_SLACK:
        yield "share_inside", cell.share_inside, found.inside
    if found.median_width > cell.median_width + WIDTH_SLACK:
        yield "median_width", cell.median_width, found.median_width
