"""How wrong the model is on what it never saw: pairs, cells of family and class, whole families left out."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import msgspec

from advisor.calibration.observation import Observation
from advisor.calibration.solve import Fitted, fit, predict
from advisor.estimate.basis import FEW_REQUESTS, LEAST_CELL_ROWS
from advisor.estimate.constants import Width
from advisor.estimate.kin import vendor_of
from advisor.estimate.pair_folds import FOLDS, fold_of

LEAST_ROWS, LEAST_PAIRS = 30, 5
"""Rows and pairs below which a family takes its vendor's range, and a vendor that of all."""
TAIL = 0.11
"""Share of left-out rows outside on either side; the widening below makes an 80% range of it."""
FEW_PAIRS = 0.3
"""Widening on the log scale over the number of pairs that a range was taken from: few pairs say little."""


class LeftOut(msgspec.Struct, frozen=True):
    """A row and the logarithm of its measured over its predicted duration, by a fit that never saw it."""

    one: Observation
    log_ratio: float
    basis: str


def fold_fits(rows: Sequence[Observation]) -> list[Fitted]:
    """A fit without each fold of pairs, by number."""
    return [fit([one for one in rows if fold_of(*one.pair) != fold]) for fold in range(FOLDS)]


def left_out_pairs(rows: Sequence[Observation], fits: Sequence[Fitted]) -> list[LeftOut]:
    """Every row by the fit of its pair's fold. Basis family where nothing else of its cell was left."""
    found = []
    for fold, fitted in enumerate(fits):
        held = [one for one in rows if fold_of(*one.pair) == fold]
        found += _compare(fitted, held, _basis_by_cell(fitted))
    return found


def _basis_by_cell(fitted: Fitted) -> Callable[[Observation], str]:
    cells = Counter(one.cell for one in fitted.rows)
    return lambda one: "calibrated" if cells[one.cell] >= LEAST_CELL_ROWS else "family"


def left_out_groups(
    rows: Sequence[Observation], group: Callable[[Observation], str], basis: str, batches: int
) -> list[LeftOut]:
    """Every row by a fit without its group; groups are left out several at once, `batches` times in all."""
    names = sorted({group(one) for one in rows})
    batch_of = {name: index % batches for index, name in enumerate(names)}
    found = []
    for batch in range(batches):
        held = [one for one in rows if batch_of[group(one)] == batch]
        if held:
            fitted = fit([one for one in rows if batch_of[group(one)] != batch])
            found += _compare(fitted, held, lambda _: basis)
    return found


def widths_of(found: Sequence[LeftOut]) -> dict[str, dict[str, dict[str, Width]]]:
    """80% ranges by metric, basis and place: conformal, from the residuals of rows that were left out."""
    groups: dict[tuple[str, str, str], list[LeftOut]] = defaultdict(list)
    for one in found:
        family = one.one.case.family
        for metric in _metrics(one.one):
            for place in dict.fromkeys((family, vendor_of(family), "all")):
                groups[metric, one.basis, place].append(one)
    widths: dict[str, dict[str, dict[str, Width]]] = {}
    for (metric, basis, place), rows in sorted(groups.items()):
        pairs = len({row.one.pair for row in rows})
        if place != "all" and (len(rows) < LEAST_ROWS or pairs < LEAST_PAIRS):
            continue
        widths.setdefault(metric, {}).setdefault(basis, {})[place] = _width(rows, pairs)
    return _nested(widths)


def _nested(widths: dict[str, dict[str, dict[str, Width]]]) -> dict[str, dict[str, dict[str, Width]]]:
    """A weaker basis is never narrower than a stronger one of the same place."""
    for by_basis in widths.values():
        for weak, strong in (("family", "calibrated"), ("datasheet", "family")):
            for place, width in by_basis.get(weak, {}).items():
                other = by_basis.get(strong, {}).get(place) or by_basis.get(strong, {}).get("all")
                if other is not None:
                    by_basis[weak][place] = msgspec.structs.replace(
                        width, low=min(width.low, other.low), high=max(width.high, other.high)
                    )
    return widths


def _width(rows: Sequence[LeftOut], pairs: int) -> Width:
    """Quantiles of the log ratios; each pair weighs as the root of its rows."""
    size = Counter(row.one.pair for row in rows)
    ordered = sorted((row.log_ratio, size[row.one.pair] ** -0.5) for row in rows)
    low = _quantile(ordered, TAIL) - FEW_PAIRS / pairs
    high = _quantile(ordered, 1 - TAIL) + FEW_PAIRS / pairs
    return Width(round(math.exp(min(low, -0.02)), 3), round(math.exp(max(high, 0.02)), 3), len(rows), pairs)


def _quantile(ordered: Sequence[tuple[float, float]], share: float) -> float:
    total, seen = sum(weight for _, weight in ordered), 0.0
    for value, weight in ordered:
        seen += weight
        if seen >= share * total:
            return value
    return ordered[-1][0]


def _metrics(one: Observation) -> tuple[str, ...]:
    """The ranges that a row speaks for; Ascend's few rows of either kind speak for time and rate."""
    kind = one.row.metric_kind
    if kind == "ttft_ms":
        busy = one.deployment.load.concurrency > FEW_REQUESTS
        promised = one.deployment.load_known and not one.deployment.queued
        return ("ttft_busy" if busy else "ttft",) if promised else ()
    if not one.deployment.load_known:
        return ("saturated_tpot",) if kind == "tpot_ms" else ("saturated",)
    if vendor_of(one.case.family) == "huawei":
        return ("tpot", "rate")
    return ("tpot",) if kind == "tpot_ms" else ("rate",)


def _compare(
    fitted: Fitted, held: Sequence[Observation], basis: Callable[[Observation], str]
) -> list[LeftOut]:
    if not held:
        return []
    predicted, promised = predict(fitted, held)
    found = []
    for one, value, kept in zip(held, predicted, promised, strict=True):
        ratio = math.log(one.row.value / float(value))
        if kept:
            duration = ratio if one.row.metric_kind in ("tpot_ms", "ttft_ms") else -ratio
            found.append(LeftOut(one, duration, basis(one)))
    return found
