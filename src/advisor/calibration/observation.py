"""A measured row as the fit sees it: ideal times of each part, and what the constants depend on."""

from collections.abc import Iterable

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.coefficients import Case, Coefficients
from advisor.estimate.decode import decode_step
from advisor.estimate.device_speed import device_speed
from advisor.estimate.kin import FITTED
from advisor.estimate.model_speed import model_speed
from advisor.estimate.speed import case_of
from advisor.estimate.speed_gap import speed_gap
from advisor.estimate.steady_state import prompt_of
from advisor.evidence.deployment import Deployment, Skipped, deployment_of
from advisor.evidence.row import MeasuredRow
from advisor.evidence.tables import table_of

UNIT = Coefficients()
"""All factors 1: the parts come out as the data sheet's times, and the layer constant as one microsecond."""


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """One row. `ideal` holds milliseconds of each part at factor 1."""

    row: MeasuredRow
    deployment: Deployment
    case: Case
    ideal: dict[str, float]
    lone: dict[str, float]
    """The same of a lone prompt's latency, where it differs from the machine's time."""
    requests: float
    """In flight on a replica."""
    readers: float
    """Replicas or workers that read prompts, times the stages that work side by side."""
    rows: float
    table: str

    @property
    def pair(self) -> tuple[str, str]:
        """Model and accelerator: what is left out together."""
        return self.row.model_id, self.row.accelerator_id

    @property
    def cell(self) -> tuple[str, str]:
        """Family and class."""
        return self.case.family, self.case.model_class


def observations(rows: Iterable[MeasuredRow], catalogue: Catalogue) -> list[Observation]:
    """The rows that can be fitted: those whose part has a family with constants of its own."""
    found = []
    for row in rows:
        deployment = deployment_of(row, catalogue)
        if isinstance(deployment, Skipped):
            continue
        part = deployment.accelerator
        if part.family not in FITTED or speed_gap(part) is not None:
            continue
        found.append(_observation(row, deployment))
    return found


def _observation(row: MeasuredRow, deployment: Deployment) -> Observation:
    model, part, layout, load = (
        deployment.model, deployment.accelerator, deployment.layout, deployment.load,
    )  # fmt: skip
    device, shape = device_speed(part, layout.weights), model_speed(model, layout.weights, layout.kv)
    requests = max(1.0, load.concurrency / layout.replicas)
    batch = max(1.0, requests / layout.pp)
    context = load.input_tokens + load.output_tokens / 2
    step = decode_step(shape, device, layout, batch=batch, context_tokens=context, k=UNIT)
    prompt = prompt_of(shape, device, layout, load, UNIT)
    pool = layout.prefill_pool
    workers, stages = (pool.workers, pool.pp) if pool else (layout.replicas, layout.pp)
    return Observation(
        row=row,
        deployment=deployment,
        case=case_of(model, device, shape, layout, deployment.path),
        ideal={
            "weights": step.weights,
            "compute": step.matrix,
            "attention": step.attention,
            "kv": step.kv,
            "layers": 1e-3 * shape.layers,
            "rows": step.rows,
            "sequences": step.sequences,
            "collectives": step.collectives,
            "prompt": (prompt.experts + prompt.others) / stages,
            "prompt attention": prompt.attention / stages,
            "prompt layers": prompt.layers / stages,
            "prompt weights": prompt.weights / stages,
            "prompt collectives": prompt.collectives / stages,
        },
        lone={
            "prompt": prompt.experts + prompt.others * prompt.ranks,
            "prompt attention": prompt.attention * prompt.ranks,
            "prompt layers": prompt.layers,
            "prompt weights": prompt.weights,
            "prompt collectives": prompt.collectives,
        },
        requests=requests,
        readers=float(workers),
        rows=max(1.0, batch / layout.dp),
        table=table_of(row),
    )
