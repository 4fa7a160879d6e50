"""Rows of a benchmark for tests: Llama 3.3 70B in FP8 on H200 with vLLM, unless stated."""

from typing import Any

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.correction import Correction
from advisor.estimate.speed import Path
from advisor.evidence.deployment import Skipped, deployment_of
from advisor.evidence.prediction import Prediction
from advisor.evidence.row import MeasuredRow
from advisor.figures import Range

SHIPPED = Catalogue.shipped()
STEP_MS, READ_MS = 20.0, 200.0


def row(row_id: str = "r1", **fields: Any) -> MeasuredRow:
    """A time per token of 20 ms at 8 requests, or what is given."""
    known: dict[str, Any] = {
        "id": row_id,
        "model_id": "llama-3.3-70b",
        "accelerator_id": "h200-sxm",
        "accel_count": 8,
        "precision_weights": "fp8",
        "engine": "vLLM",
        "tp": 8,
        "input_tokens": 1024,
        "output_tokens": 1024,
        "concurrency_or_batch": 8,
        "metric_kind": "tpot_ms",
        "value": STEP_MS,
        "scenario": "fixed-concurrency",
    }
    return MeasuredRow(**(known | fields))


def predict_simply(
    row: MeasuredRow,
    catalogue: Catalogue,
    *,
    path: Path | None = None,
    correction: Correction | None = None,
) -> Prediction | Skipped:
    """In place of the model: 20 ms a token, 200 ms a prompt, rates their inverse; ranges of 1.376 either way.

    ln 1.376 / 1.2816 = 0.249, so that the spreads are those of published rows.
    """
    deployment = deployment_of(row, catalogue)
    if isinstance(deployment, Skipped):
        return deployment
    by = correction or Correction()
    mid = {
        "tpot_ms": STEP_MS * by.step_factor,
        "ttft_ms": READ_MS * by.prompt_factor,
        "output_tok_s_total": 1e3 * deployment.load.concurrency / (STEP_MS * by.step_factor),
    }[row.metric_kind]
    width = 1.376**by.width_factor
    return Prediction(
        row=row,
        deployment=deployment,
        metric_kind=row.metric_kind,
        value=Range(mid / width, mid, mid * width, "calibrated"),
    )
