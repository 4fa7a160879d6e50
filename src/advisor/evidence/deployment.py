"""A measured row as a layout and a load, so that the estimator can be asked about it."""

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.catalogue.support import find_support
from advisor.estimate.layout import Layout, Load
from advisor.estimate.memory import fit_memory
from advisor.estimate.speed import Path
from advisor.evidence.assumed_layout import Asked, assumed_layout, stated_layout
from advisor.evidence.formats import bins_of, kv_of, weights_of
from advisor.evidence.layout_notes import (
    is_all_at_once,
    is_before_graphs,
    is_single_request,
    is_untuned,
    mean_length_share,
    pools_of,
    sequences_at_once,
)
from advisor.evidence.row import MeasuredRow

ASSUMED_INPUT, ASSUMED_OUTPUT = 1024, 256
"""Tokens where a source states none: short, as in the tables that leave them out."""
MOST_REQUESTS = 1024
"""Requests in flight on a replica under an unlimited load: the usual largest batch of a server."""


class Skipped(msgspec.Struct, frozen=True):
    """A row that can't be predicted, and why."""

    code: str
    """model_unknown, accelerator_unknown, layout_unknown, speed_unknown."""
    detail: str = ""


class Deployment(msgspec.Struct, frozen=True, kw_only=True):
    """What ran. `load_known` is False where the load is the largest that the memory holds."""

    model: Model
    bins: tuple[Accelerator, ...]
    """The part; all its bins, the likeliest first, where the source names none."""
    layout: Layout
    load: Load
    path: Path
    load_known: bool
    queued: bool = False
    """More requests were sent than memory or the server's limit let in: a wait is then a queue's length."""

    @property
    def accelerator(self) -> Accelerator:
        """The part, or its likeliest bin."""
        return self.bins[0]


def deployment_of(row: MeasuredRow, catalogue: Catalogue) -> Deployment | Skipped:
    """The layout and load behind `row`, with what the source leaves out filled in as engines default."""
    if row.model_id not in catalogue.models:
        return Skipped("model_unknown", row.model_id)
    bins = bins_of(row.accelerator_id, catalogue)
    if not bins:
        return Skipped("accelerator_unknown", row.accelerator_id)
    model, part = catalogue.models[row.model_id], bins[0]
    weights = weights_of(row, model, part)
    devices = max(1, round(row.accel_count * part.devices_per_card))
    asked = Asked(row=row, model=model, part=part, weights=weights, kv=kv_of(row, weights), devices=devices)
    pools = pools_of(row.notes, devices) if row.disaggregated else None
    layout = stated_layout(asked, pools) or assumed_layout(asked)
    if layout is None:
        return Skipped("layout_unknown", f"{row.accel_count:g} cards")
    try:
        load, known, queued = _load(row, model, part, layout)
    except ValueError as error:
        return Skipped("layout_unknown", str(error))
    return Deployment(
        model=model,
        bins=bins,
        layout=layout,
        load=load,
        path=_path(row, model, part, layout, catalogue),
        load_known=known,
        queued=queued,
    )


def _path(row: MeasuredRow, model: Model, part: Accelerator, layout: Layout, catalogue: Catalogue) -> Path:
    """How mature the software was: on Ascend as the stack's profile says, elsewhere tuned unless told."""
    if is_untuned(row.notes) or is_before_graphs(row):
        return "default"
    stack = catalogue.stacks.get(layout.stack) if layout.stack else None
    if stack is None or not part.family.startswith("ascend"):
        return "tuned"
    line = find_support(stack, part, model, layout.weights)
    return line.path if line else "default"


def _load(row: MeasuredRow, model: Model, part: Accelerator, layout: Layout) -> tuple[Load, bool, bool]:
    """The load, whether the row states how many requests were in flight, and whether some had to queue.

    Requests that the memory or the server's own limit keeps waiting are not in flight.
    """
    share = mean_length_share(row.notes)
    tokens_in = max(1, round((row.input_tokens or ASSUMED_INPUT) * share))
    tokens_out = max(1, round((row.output_tokens or ASSUMED_OUTPUT) * share))
    stated = row.concurrency_or_batch
    if is_single_request(row.notes) or (stated is None and row.scenario == "latency"):
        stated = 1.0
    asked = max(1, round(stated)) if stated is not None else MOST_REQUESTS * layout.replicas
    load = Load(
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        context_tokens=tokens_in + tokens_out,
        concurrency=asked,
        prefix_cache_hit=row.prefix_cache_hit or 0.0,
    )
    room = fit_memory(model, part, layout, load).max_sequences
    limits = [asked, max(1, room)]
    admitted = sequences_at_once(row.notes, layout.dp)
    if admitted is not None:
        limits.append(admitted * layout.replicas)
    known = stated is not None and not is_all_at_once(row.notes)
    return msgspec.structs.replace(load, concurrency=min(limits)), known, min(limits) < asked
