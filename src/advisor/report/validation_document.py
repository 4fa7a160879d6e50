"""Predicted against measured, as the JSON document and the CSV rows that scripts rely on."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.evidence.comparison import Comparison, Omission
from advisor.evidence.score import Score, Seen, Summary
from advisor.evidence.targets import target_of
from advisor.wording.error_words import skip_text

Document = dict[str, Any]
Outcome = Comparison | Omission

FORMAT = "advisor.validation/1.0"
COLUMNS = (
    "id", "model_id", "accelerator_id", "accel_count", "metric_kind", "measured", "low", "mid", "high",
    "basis", "error", "inside", "load_known", "skipped", "code",
)  # fmt: skip
"""Of the CSV table, a row a measured figure; what does not apply is empty."""


def validation_document(outcomes: Sequence[Outcome], summary: Summary, as_of: str, seen: Seen) -> Document:
    """`rows` in the order of the file, and their `summary`; `seen` counts rows that don't test the model."""
    return {
        "format": FORMAT,
        "as_of": as_of,
        "rows": [outcome_document(outcome) for outcome in outcomes],
        "summary": {
            **summary_document(summary),
            "rows_of_fitted_pairs": seen.fitted_rows,
            "rows_calibrated": seen.calibrated_rows,
        },
    }


def outcome_document(outcome: Outcome) -> Document:
    """One row: prediction, error and whether the range held, or why there is none."""
    row = outcome.row
    named = {
        "id": row.id,
        "model_id": row.model_id,
        "accelerator_id": row.accelerator_id,
        "accel_count": _whole(row.accel_count),
        "metric_kind": row.metric_kind,
        "measured": row.value,
    }
    if isinstance(outcome, Omission):
        return {**named, "skipped": skip_text(outcome), "code": outcome.code}
    span = outcome.predicted
    return {
        **named,
        "low": span.low,
        "mid": span.mid,
        "high": span.high,
        "basis": span.basis,
        "error": span.mid / row.value - 1,
        "inside": outcome.inside,
        "load_known": outcome.load_known,
    }


def _whole(count: float) -> float:
    """4 for 4.0; half a card stays one."""
    return int(count) if count == int(count) else count


def csv_row(outcome: Outcome) -> Document:
    """The same under all of `COLUMNS`."""
    found = outcome_document(outcome)
    return {column: found.get(column, "") for column in COLUMNS}


def summary_document(summary: Summary) -> Document:
    """Counts, errors over all, errors by group, and the published table."""
    skipped = summary.rows - summary.answered
    return {
        "rows": summary.rows,
        "answered": summary.answered,
        "skipped": skipped,
        "skipped_by_code": dict(summary.skipped),
        "rows_with_profiles": summary.profiled,
        "share_answered": summary.answered / summary.profiled if summary.profiled else None,
        **(_errors(summary.overall) if summary.overall else dict.fromkeys(_ERRORS)),
        **{f"by_{name}": _groups(groups) for name, groups in summary.by.items()},
        "table": [
            {
                "measure": measure,
                "vendor_group": group,
                **_score_document(found),
                "target_ape_percent": _percent(target_of(measure, group)),
            }
            for (measure, group), found in summary.table.items()
        ],
    }


_ERRORS = ("median_ape_percent", "mean_ape_percent", "share_inside", "median_width", "bias_percent")


def _errors(found: Score) -> Document:
    """APE: absolute percentage error. bias_percent: median of mid / measured - 1, signed."""
    values = (
        100 * found.median_error,
        100 * found.mean_error,
        found.inside,
        found.median_width,
        100 * math.expm1(found.bias),
    )
    return dict(zip(_ERRORS, values, strict=True))


def _score_document(found: Score) -> Document:
    return {"rows": found.rows, "pairs": found.pairs, **_errors(found)}


def _groups(groups: Mapping[str, Score]) -> Document:
    return {group: _score_document(found) for group, found in groups.items()}


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)
