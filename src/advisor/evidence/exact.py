"""A speed whose very configuration was measured: the measured value takes the predicted one's place."""

from collections.abc import Iterable
from math import log
from statistics import median

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.record import WEIGHTS_FORMATS
from advisor.estimate.layout import Layout, Load
from advisor.estimate.result import Speed
from advisor.evidence.assumed_layout import Asked, stated_layout
from advisor.evidence.engine_names import stack_of
from advisor.evidence.formats import kv_of, weights_of
from advisor.evidence.layout_notes import is_single_request, is_untuned, mean_length_share
from advisor.evidence.row import MeasuredRow, MetricKind
from advisor.evidence.shipped_index import rows_by_pair
from advisor.figures import Confidence, Range, weakest, weakest_basis

LENGTH_TOLERANCE = 0.12
"""Within it a mean length counts as the same: benchmarks state 1,024 tokens and send 922 in the mean."""
HIT_TOLERANCE = 0.05
BUILD_WIDTH = 1.28
"""Factor to both ends. On the same hardware and load another engine or build lies within 1.10 in half of all
cases, 1.23 in three quarters and 1.40 in nine tenths; 1.28 is where four fifths lie. The shipped rows say the
same: 1.28, of 105 pairs of times per token, each pair from one source."""
TTFT_WIDTH = 2.16
"""Four fifths of 89 pairs of times to first token of the shipped rows, the same hardware and load with other
engines. No two rows differ in the build alone, so it is the wider of what could be said."""
_CLOSED_LOOP = ("fixed-concurrency", "latency")
_DOUBTED = ("outlier", "queueing")
"""Words of notes that call the figure itself in doubt, or the waiting in it."""


def exact_rows(
    model: Model, accelerator: Accelerator, layout: Layout, load: Load, path: str = "tuned"
) -> tuple[MeasuredRow, ...]:
    """Shipped rows of this very configuration, whatever their metric.

    The same model, part, cards, formats, tp, pp, dp, stack, speculation and software path; lengths within
    `LENGTH_TOLERANCE` and the same number of requests in flight. How the experts are spread, the number of
    servers and the engine's version may differ; an unstated cache format is taken as for predictions.
    Layouts that read prompts apart are never taken as the same, for sources leave too much of them open.
    """
    if layout.prefill_pool is not None:
        return ()
    rows = rows_by_pair().get((model.id, accelerator.id), ())
    return tuple(
        row
        for row in rows
        if row.accel_count == layout.cards
        and _same_load(row, load)
        and stack_of(row.engine) == layout.stack
        and is_untuned(row.notes) == (path == "default")
        and _same_layout(row, model, accelerator, layout)
    )


def measured_speed(speed: Speed, model: Model, accelerator: Accelerator, layout: Layout, load: Load) -> Speed:
    """`speed` with the measured value, basis "measured", for each metric that shipped rows of the very
    configuration state; the others, and all of it where there is no such row, stay as predicted.

    The mid is the median of the rows; the ends lie `BUILD_WIDTH` apart from it (`TTFT_WIDTH` for the time to
    first token), or as far as the rows do. The terms stay those of the prediction: they explain where time
    goes, and add up to the predicted time per token, not to the measured one. `basis` is the weakest of the
    metrics', and the time to first token of a saturated load stays unknown.
    """
    rows = exact_rows(model, accelerator, layout, load, speed.path)
    if not rows:
        return speed
    tpot = _range(_values(rows, "tpot_ms"), BUILD_WIDTH) or speed.tpot_ms
    ttft = speed.ttft_ms and (_range(_values(rows, "ttft_ms"), TTFT_WIDTH) or speed.ttft_ms)
    output = _range(_output_rates(rows), BUILD_WIDTH)
    total = speed.total_tok_s
    if output is not None:
        share = (load.input_tokens + load.output_tokens) / load.output_tokens
        total = Range(output.low * share, output.mid * share, output.high * share, output.basis)
    basis = weakest_basis(
        found.basis for found in (tpot, ttft, output or speed.output_tok_s) if found is not None
    )
    return msgspec.structs.replace(
        speed,
        tpot_ms=tpot,
        ttft_ms=ttft,
        output_tok_s=output or speed.output_tok_s,
        total_tok_s=total,
        basis=basis,
        confidence=_confidence(rows) if basis == "measured" else speed.confidence,
    )


def _same_load(row: MeasuredRow, load: Load) -> bool:
    share = mean_length_share(row.notes)
    return (
        row.scenario in _CLOSED_LOOP
        and row.concurrency_or_batch == load.concurrency
        and (load.concurrency == 1 or not is_single_request(row.notes))
        and _near(row.input_tokens, share, load.input_tokens)
        and _near(row.output_tokens, share, load.output_tokens)
        and abs((row.prefix_cache_hit or 0.0) - load.prefix_cache_hit) <= HIT_TOLERANCE
        and not any(word in row.notes for word in _DOUBTED)
    )


def _near(stated: int | None, share: float, asked: int) -> bool:
    """Whether the stated length, or the mean that was sent for it, is the one asked for."""
    if stated is None:
        return False
    least = min(abs(log(stated / asked)), abs(log(stated * share / asked)))
    return least <= log(1 + LENGTH_TOLERANCE)


def _same_layout(row: MeasuredRow, model: Model, accelerator: Accelerator, layout: Layout) -> bool:
    """Only a stated layout in a stated format with stated speculation can be the same."""
    if row.disaggregated or row.speculative is not layout.speculative or row.tp is None:
        return False
    if row.precision_weights not in WEIGHTS_FORMATS:
        return False
    weights = weights_of(row, model, accelerator)
    kv = kv_of(row, weights)
    if (weights, kv) != (layout.weights, layout.kv):
        return False
    devices = round(row.accel_count * accelerator.devices_per_card)
    asked = Asked(row=row, model=model, part=accelerator, weights=weights, kv=kv, devices=devices)
    stated = stated_layout(asked, None)
    return stated is not None and (stated.tp, stated.pp, stated.dp, stated.replicas) == (
        layout.tp,
        layout.pp,
        layout.dp,
        layout.replicas,
    )


def _values(rows: Iterable[MeasuredRow], metric: MetricKind) -> list[float]:
    return [row.value for row in rows if row.metric_kind == metric]


def _output_rates(rows: Iterable[MeasuredRow]) -> list[float]:
    """Output tokens/s; of a rate that counts the prompt too, the answers' share of the row's own lengths."""
    rates = []
    for row in rows:
        if row.metric_kind == "output_tok_s_total":
            rates.append(row.value)
        elif row.metric_kind == "total_tok_s_total" and row.input_tokens and row.output_tokens:
            rates.append(row.value * row.output_tokens / (row.input_tokens + row.output_tokens))
    return rates


def _range(values: list[float], width: float) -> Range | None:
    if not values:
        return None
    mid = median(values)
    return Range(min(mid / width, *values), mid, max(mid * width, *values), "measured")


def _confidence(rows: Iterable[MeasuredRow]) -> Confidence:
    """The weakest of the rows' sources; a word that is none of ours counts as low."""
    known: tuple[Confidence, ...] = ("high", "medium", "low", "none")
    return weakest(next((word for word in known if word == row.confidence), "low") for row in rows)
