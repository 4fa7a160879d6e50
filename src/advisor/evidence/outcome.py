"""From a measured row to its comparison, or to why there is none; a row never stops the table."""

import math
from collections.abc import Callable, Iterable, Iterator

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.nearest import nearest
from advisor.evidence.comparison import Comparison, Omission, comparison
from advisor.evidence.deployment import Skipped
from advisor.evidence.prediction import Prediction
from advisor.evidence.row import MeasuredRow

Predict = Callable[[MeasuredRow], Prediction | Skipped]
"""What is asked of each row."""


def outcomes(
    rows: Iterable[MeasuredRow], catalogue: Catalogue, predict: Predict
) -> Iterator[Comparison | Omission]:
    """One outcome a row, in their order, each as it is worked out."""
    return (outcome_of(row, catalogue, predict) for row in rows)


def outcome_of(row: MeasuredRow, catalogue: Catalogue, predict: Predict) -> Comparison | Omission:
    """The row beside its prediction; an omission where there is none, or nothing to compare it with.

    ValueErrors of the estimator, such as a layout that the model can't take, become omissions.
    """
    if not row.value > 0:
        return Omission(row=row, code="nothing_measured")
    try:
        predicted = predict(row)
    except ValueError as error:
        return Omission(row=row, code="not_answerable", detail=str(error))
    if isinstance(predicted, Skipped):
        near = _near(predicted.code, row, catalogue)
        return Omission(row=row, code=predicted.code, detail=predicted.detail, near=near)
    span = predicted.value
    if not 0 < span.low <= span.mid <= span.high or not math.isfinite(span.high):
        return Omission(row=row, code="no_finite_prediction")
    deployment = predicted.deployment
    return comparison(
        row,
        span,
        deployment.model,
        deployment.accelerator,
        load_known=deployment.load_known,
        concurrency=deployment.load.concurrency,
    )


def _near(code: str, row: MeasuredRow, catalogue: Catalogue) -> str:
    """The id that was probably meant, for a row whose model or part has no profile."""
    if code == "model_unknown":
        return nearest(row.model_id, list(catalogue.models))
    if code == "accelerator_unknown":
        return nearest(row.accelerator_id, list(catalogue.accelerators))
    return ""
