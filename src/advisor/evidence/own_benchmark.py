"""A team's own benchmark against the model: which rows count, and what they say of each group of rows.

Factors are fitted for one model family and class on one part with one stack in one weights format. On
published rows a factor carried over from another engine made predictions worse (13.6% to 14.8% for the time
per token), one of the same engine and format made them better (13.6% to 10.9%), so nothing is ever mixed.
"""

import math
from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import ModelClass
from advisor.catalogue.record import WeightsFormat
from advisor.catalogue.support import find_support
from advisor.estimate.correction import NO_CORRECTION, Correction
from advisor.estimate.speed import Path
from advisor.evidence.deployment import Deployment, Skipped
from advisor.evidence.errors import UnitsLookWrongError
from advisor.evidence.group_fit import GroupFit, fit_group
from advisor.evidence.prediction import Prediction, predict_row
from advisor.evidence.row import MeasuredRow
from advisor.evidence.shrunk_fit import Point
from advisor.figures import Range

MOST_OFF = 5.0
"""Times off beyond which a metric is taken to be in another unit, or of another count of cards."""
MOST_CROWDED = 16
"""Requests in flight up to which a time to first token tells of reading prompts, and not of waiting."""
PROMPT_METRICS = ("ttft_ms", "prefill_tok_s_total")


class Scope(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What a group of rows is about, and the factors from it are for."""

    model_family: str
    model_class: ModelClass
    accelerator: str
    stack: str
    weights: WeightsFormat
    path: Path


class LeftOut(msgspec.Struct, frozen=True):
    """A row that no factor rests on, and why."""

    row: MeasuredRow
    code: str
    detail: str = ""


class ScopedFit(msgspec.Struct, frozen=True, kw_only=True):
    """The factors of one group, and how good they are."""

    scope: Scope
    row_ids: tuple[str, ...]
    fit: GroupFit


class OwnBenchmark(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a file of own rows says."""

    fits: tuple[ScopedFit, ...]
    left_out: tuple[LeftOut, ...]


class _Row(msgspec.Struct, frozen=True):
    row: MeasuredRow
    prediction: Prediction
    path: Path


def calibrate_rows(rows: Iterable[MeasuredRow], catalogue: Catalogue) -> OwnBenchmark:
    """Factors for each group of rows in the file, in the order of their scopes.

    Raises UnitsLookWrongError where a metric of a group is more than `MOST_OFF` times off in the middle.
    """
    groups: dict[Scope, list[_Row]] = {}
    left_out: list[LeftOut] = []
    for row in rows:
        found = _usable(row, catalogue)
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            groups.setdefault(_scope(found), []).append(found)
    for scope, members in groups.items():
        _check_units(scope, members)
    fits = [_fit(scope, groups[scope], catalogue) for scope in sorted(groups)]
    return OwnBenchmark(fits=tuple(fits), left_out=tuple(left_out))


def _usable(row: MeasuredRow, catalogue: Catalogue) -> _Row | LeftOut:
    """The row with its prediction as it stands without any factor; else why it can't be used."""
    try:
        predicted = predict_row(row, catalogue, correction=NO_CORRECTION)
        if isinstance(predicted, Skipped):
            return LeftOut(row, predicted.code, predicted.detail)
        problem = _problem(row, predicted.deployment, catalogue)
        if problem is not None:
            return problem
        path = _path(predicted.deployment, catalogue)
        if path != predicted.deployment.path:
            predicted = predict_row(row, catalogue, path=path, correction=NO_CORRECTION)
    except ValueError as error:
        return LeftOut(row, "not_answerable", str(error))
    if isinstance(predicted, Skipped):
        return LeftOut(row, predicted.code, predicted.detail)
    if not 0 < predicted.value.mid < math.inf:
        return LeftOut(row, "no_finite_prediction")
    return _Row(row, predicted, path)


def _path(deployment: Deployment, catalogue: Catalogue) -> Path:
    """The path that a plan takes there, which the factors multiply; the untuned one where the rows say so."""
    if deployment.path == "default":
        return "default"
    layout = deployment.layout
    stack = catalogue.stacks[layout.stack]
    support = find_support(stack, deployment.accelerator, deployment.model, layout.weights)
    return support.path if support else "default"


def _problem(row: MeasuredRow, deployment: Deployment, catalogue: Catalogue) -> LeftOut | None:
    """What keeps a row that can be predicted from being fitted on."""
    if not 0 < row.value < math.inf:
        return LeftOut(row, "nothing_measured")
    if len(deployment.bins) > 1:
        return LeftOut(row, "bin_unstated", ", ".join(part.id for part in deployment.bins))
    if deployment.layout.stack not in catalogue.stacks:
        return LeftOut(row, "stack_unknown", row.engine)
    if not deployment.load_known:
        return LeftOut(row, "load_unknown")
    if row.metric_kind == "ttft_ms" and deployment.load.concurrency > MOST_CROWDED:
        return LeftOut(row, "first_token_crowded", f"{deployment.load.concurrency:,}")
    return None


def _scope(found: _Row) -> Scope:
    deployment = found.prediction.deployment
    return Scope(
        model_family=deployment.model.family,
        model_class=deployment.model.model_class,
        accelerator=deployment.accelerator.id,
        stack=deployment.layout.stack,
        weights=deployment.layout.weights,
        path=found.path,
    )


def _check_units(scope: Scope, members: Sequence[_Row]) -> None:
    by_metric: dict[str, list[_Row]] = {}
    for member in members:
        by_metric.setdefault(member.row.metric_kind, []).append(member)
    for alike in by_metric.values():
        ratio = median(member.row.value / member.prediction.value.mid for member in alike)
        if not 1 / MOST_OFF <= ratio <= MOST_OFF:
            raise UnitsLookWrongError(_told(scope, [member.row for member in alike], ratio))


def _told(scope: Scope, rows: Sequence[MeasuredRow], ratio: float) -> str:
    place = f"row {rows[0].id}" if len(rows) == 1 else f"{len(rows)} rows, {rows[0].id} to {rows[-1].id}"
    off = f"{ratio:,.3g} times" if ratio > 1 else f"1/{1 / ratio:,.3g} of"
    return (
        f"{place}: {rows[0].metric_kind} of {scope.model_family} on {scope.accelerator} with {scope.stack}: "
        f"measured values are {off} the predicted ones, wanted 1/{MOST_OFF:g} to {MOST_OFF:g} times; units "
        "look wrong (ms, tokens/s of the whole setup, accel_count in cards); if they are right, leave such "
        "rows out"
    )


def _fit(scope: Scope, members: Sequence[_Row], catalogue: Catalogue) -> ScopedFit:
    layouts: dict[object, int] = {}
    loads: dict[object, int] = {}
    points: list[Point] = []
    for member in members:
        deployment = member.prediction.deployment
        layout = layouts.setdefault((deployment.layout, member.row.engine_version), len(layouts))
        load = loads.setdefault((layout, deployment.load), len(loads))
        points.append(
            Point(
                measured=member.row.value,
                metric=member.row.metric_kind,
                layout=layout,
                load=load,
                is_prompt=member.row.metric_kind in PROMPT_METRICS,
            )
        )

    def again(index: int, correction: Correction) -> Range | None:
        row = members[index].row
        predicted = predict_row(row, catalogue, path=scope.path, correction=correction)
        return None if isinstance(predicted, Skipped) else predicted.value

    fit = fit_group(points, [member.prediction.value for member in members], again)
    for factor in (fit.correction.step_factor, fit.correction.prompt_factor):
        if not 1 / MOST_OFF <= factor <= MOST_OFF:
            raise UnitsLookWrongError(_told(scope, [member.row for member in members], factor))
    return ScopedFit(scope=scope, row_ids=tuple(member.row.id for member in members), fit=fit)
