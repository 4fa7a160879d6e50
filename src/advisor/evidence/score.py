"""How far predictions are from what was measured, and how often their ranges hold."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean, median
from types import MappingProxyType

import msgspec

from advisor.evidence.comparison import MEASURES, VENDOR_GROUPS, Comparison, Measure, Omission, VendorGroup

UNPROFILED = ("model_unknown", "accelerator_unknown")
"""Codes of omissions that no speed model can help: the catalogue has no profile."""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Errors of a group of comparisons, of at least one."""

    rows: int
    pairs: int
    """Different (model, accelerator) pairs among the rows."""
    median_error: float
    """Median of |mid / measured - 1|."""
    mean_error: float
    """Mean of the same: the usual MAPE, as a share."""
    inside: float
    """Share of rows whose measured figure lies in the predicted range."""
    median_width: float
    """Median of high / low."""
    bias: float
    """Median of ln(mid / measured): above 0 where predictions are too high."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is said of a table of measured rows."""

    rows: int
    answered: int
    profiled: int
    """Rows whose model and accelerator the catalogue has."""
    skipped: Mapping[str, int]
    """Code of the reason -> rows, the most frequent first."""
    overall: Score | None
    """None where no row was answered."""
    by: Mapping[str, Mapping[str, Score]]
    """Name of a grouping, a key of `GROUPINGS` -> group -> score, groups in the order of their names."""
    table: Mapping[tuple[Measure, VendorGroup], Score]
    """The published table, in the order of `MEASURES` and `VENDOR_GROUPS`."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """How many answered rows are no test of the model, for it has seen their like."""

    fitted_rows: int = 0
    """Of (model, accelerator) pairs that the shipped constants were fitted on."""
    calibrated_rows: int = 0
    """Predicted with a private calibration."""


GROUPINGS: Mapping[str, Callable[[Comparison], str]] = MappingProxyType(
    {
        "metric": lambda one: one.metric_kind,
        "measure": lambda one: one.measure,
        "vendor": lambda one: one.vendor,
        "vendor_group": lambda one: one.vendor_group,
        "accelerator_family": lambda one: one.accelerator_family,
        "model_family": lambda one: one.model_family,
        "model_class": lambda one: one.model_class,
        "basis": lambda one: one.predicted.basis,
    }
)
"""What errors are counted by."""


def score(comparisons: Sequence[Comparison]) -> Score:
    """The errors of at least one comparison; ValueError for none."""
    if not comparisons:
        raise ValueError("nothing to score")
    return Score(
        rows=len(comparisons),
        pairs=len({one.pair for one in comparisons}),
        median_error=median(one.error for one in comparisons),
        mean_error=fmean(one.error for one in comparisons),
        inside=fmean(one.inside for one in comparisons),
        median_width=median(one.width for one in comparisons),
        bias=median(one.log_error for one in comparisons),
    )


def summarise(outcomes: Iterable[Comparison | Omission]) -> Summary:
    """The scores of everything that was compared, and what was left out."""
    compared: list[Comparison] = []
    omitted: list[Omission] = []
    for outcome in outcomes:
        if isinstance(outcome, Comparison):
            compared.append(outcome)
        else:
            omitted.append(outcome)
    skipped = {code: sum(one.code == code for one in omitted) for code in {one.code for one in omitted}}
    return Summary(
        rows=len(compared) + len(omitted),
        answered=len(compared),
        profiled=len(compared) + sum(one.code not in UNPROFILED for one in omitted),
        skipped=dict(sorted(skipped.items(), key=lambda item: (-item[1], item[0]))),
        overall=score(compared) if compared else None,
        by={name: scores_by(key, compared) for name, key in GROUPINGS.items()},
        table=published_table(compared),
    )


def scores_by(key: Callable[[Comparison], str], comparisons: Iterable[Comparison]) -> dict[str, Score]:
    """Group -> score, in the order of the groups' names."""
    groups: dict[str, list[Comparison]] = {}
    for one in comparisons:
        groups.setdefault(key(one), []).append(one)
    return {group: score(groups[group]) for group in sorted(groups)}


def published_table(comparisons: Iterable[Comparison]) -> dict[tuple[Measure, VendorGroup], Score]:
    """(measure, vendor group) -> score; cells without a row are left out."""
    cells: dict[tuple[Measure, VendorGroup], list[Comparison]] = {}
    for one in comparisons:
        cells.setdefault((one.measure, one.vendor_group), []).append(one)
    order = [(measure, group) for measure in MEASURES for group in VENDOR_GROUPS]
    return {cell: score(cells[cell]) for cell in order if cell in cells}


def worst(comparisons: Iterable[Comparison], count: int) -> list[Comparison]:
    """The comparisons furthest off either way, the worst first: by |ln(mid / measured)|, then by id."""
    return sorted(comparisons, key=lambda one: (-abs(one.log_error), one.row.id))[:count]
