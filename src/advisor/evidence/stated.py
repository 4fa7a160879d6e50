"""The errors that this version states of itself, and where a self-test finds it worse than that."""

from collections.abc import Iterator
from importlib import resources
from typing import Literal

import msgspec
import tomli

from advisor.evidence.comparison import Measure, VendorGroup
from advisor.evidence.score import Summary

FILE = "stated_errors.toml"
ERROR_SLACK = 0.1
"""Percentage points by which a median may exceed what is stated: it is stated with one decimal, and the last
digits of a float differ between machines."""
INSIDE_SLACK = 0.01
WIDTH_SLACK = 0.05


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

    what: Literal["answered", "rows", "median_ape_percent", "share_inside", "median_width"]
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
        found = summary.table.get((cell.measure, cell.vendor_group))
        where = {"measure": cell.measure, "vendor_group": cell.vendor_group}
        if found is None or found.rows < cell.rows:
            yield Shortfall(what="rows", stated=cell.rows, found=found.rows if found else 0, **where)
        if found is None:
            continue
        percent = 100 * found.median_error
        if percent > cell.median_ape_percent + ERROR_SLACK:
            yield Shortfall(what="median_ape_percent", stated=cell.median_ape_percent, found=percent, **where)
        if found.inside < cell.share_inside - INSIDE_SLACK:
            yield Shortfall(what="share_inside", stated=cell.share_inside, found=found.inside, **where)
        if found.median_width > cell.median_width + WIDTH_SLACK:
            yield Shortfall(what="median_width", stated=cell.median_width, found=found.median_width, **where)
