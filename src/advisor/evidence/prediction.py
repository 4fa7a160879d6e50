"""What the model of speeds says about a measured row."""

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.constants import Constants, shipped_constants
from advisor.estimate.correction import NO_CORRECTION, Correction
from advisor.estimate.result import Speed
from advisor.estimate.speed import Path, Predictor
from advisor.estimate.speed_gap import SpeedUnknownError
from advisor.evidence.deployment import Deployment, Skipped, deployment_of
from advisor.evidence.row import MeasuredRow, MetricKind
from advisor.evidence.tables import table_of
from advisor.figures import Range


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """A row beside what is predicted for it, in the unit of its metric."""

    row: MeasuredRow
    deployment: Deployment
    metric_kind: MetricKind
    value: Range


def predict_row(
    row: MeasuredRow,
    catalogue: Catalogue,
    *,
    path: Path | None = None,
    constants: Constants | None = None,
    correction: Correction | None = None,
) -> Prediction | Skipped:
    """Predict `row` with the shipped constants, or those of a fit that never saw it.

    `path` overrides the maturity that the row's notes and the stack's profile say. Rows of an unknown bin
    get the range of all its bins.
    """
    deployment = deployment_of(row, catalogue)
    if isinstance(deployment, Skipped):
        return deployment
    if row.metric_kind == "ttft_ms" and deployment.queued:
        return Skipped("saturated", "no waiting time can be promised")
    if path is not None:
        deployment = msgspec.structs.replace(deployment, path=path)
    constants = constants or shipped_constants()
    correction = _under_load(row, deployment, constants, correction or NO_CORRECTION)
    try:
        found = [_value(row, deployment, part, constants, correction) for part in deployment.bins]
    except SpeedUnknownError as error:
        return Skipped("speed_unknown", error.gap)
    likely = found[0]
    if likely is None:
        return Skipped("saturated", "no waiting time can be promised")
    others = [value for value in found if value is not None]
    return Prediction(
        row=row,
        deployment=deployment,
        metric_kind=row.metric_kind,
        value=Range(
            min(value.low for value in others), likely.mid, max(value.high for value in others), likely.basis
        ),
    )


def _under_load(
    row: MeasuredRow, deployment: Deployment, constants: Constants, correction: Correction
) -> Correction:
    """Under an unlimited load the batch is not known; what that does to times was fitted."""
    if deployment.load_known:
        return correction
    term = constants.terms["saturated"]
    factor = term.base * term.factor("table", table_of(row))
    return msgspec.structs.replace(
        correction,
        step_factor=correction.step_factor * factor,
        prompt_factor=correction.prompt_factor * factor,
    )


def _value(
    row: MeasuredRow,
    deployment: Deployment,
    part: Accelerator,
    constants: Constants,
    correction: Correction,
) -> Range | None:
    layout = msgspec.structs.replace(deployment.layout, accelerator=part.id)
    load = deployment.load
    predictor = Predictor(deployment.model, part, layout.weights, layout.kv, load, correction, constants)
    state = predictor.predict(layout, deployment.path)
    speed = predictor.describe(state, layout, deployment.path, load_known=deployment.load_known)
    if row.metric_kind == "decode_tok_s_total":
        step_ms = (
            state.step.total
            * correction.step_factor
            / predictor.coefficients(layout, deployment.path).accepted
        )
        return _rate(speed, 1e3 * load.concurrency / step_ms)
    if row.metric_kind == "prefill_tok_s_total":
        pool = layout.prefill_pool
        workers = pool.workers if pool else layout.replicas
        read_ms = state.prompt.machine_ms * correction.prompt_factor
        return _rate(speed, 1e3 * load.input_tokens * workers / read_ms)
    if row.metric_kind == "requests_s":
        return _rate(speed, speed.output_tok_s.mid / load.output_tokens)
    return {
        "tpot_ms": speed.tpot_ms,
        "ttft_ms": speed.ttft_ms,
        "output_tok_s_total": speed.output_tok_s,
        "total_tok_s_total": speed.total_tok_s,
    }[row.metric_kind]


def _rate(speed: Speed, mid: float) -> Range:
    """A rate with the relative range of the throughput."""
    known = speed.output_tok_s
    return Range(mid * known.low / known.mid, mid, mid * known.high / known.mid, known.basis)
