"""The measured rows that are nearest to a question, to stand beside a prediction."""

import heapq
from collections.abc import Iterator
from math import log
from typing import Literal

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.estimate.layout import Layout, Load
from advisor.evidence.engine_names import stack_of
from advisor.evidence.layout_notes import mean_length_share
from advisor.evidence.row import MeasuredRow, MetricKind
from advisor.evidence.shipped_index import Kind, kind_of_pairs, rows_by_pair

ModelNearness = Literal["same_model", "same_family", "same_class"]
PartNearness = Literal["same_part", "same_family", "bin_not_stated"]
"""bin_not_stated: the source names only the line that the part belongs to, such as "Ascend 910B"."""

USEFUL_METRICS: frozenset[MetricKind] = frozenset(
    ("tpot_ms", "ttft_ms", "total_tok_s_total", "output_tok_s_total")
)
"""What a user can hold against a prediction; rates of one phase alone are not among them."""
_MODELS: tuple[ModelNearness, ...] = ("same_model", "same_family", "same_class")
_PARTS: tuple[PartNearness, ...] = ("same_part", "same_family", "bin_not_stated")

# What a difference counts for, in natural logarithms of a quantity's ratio: 0.5 is a factor of 1.65. They
# order rows, and no figure rests on them.
_UNKNOWN = 1.1
"""A quantity that the source does not state: as far as a factor of three."""
_OTHER_WEIGHTS = 0.5
_OTHER_STACK = 0.25
_OTHER_WAY = 1.0
"""With speculation beside without, or prompts read apart beside not: that is another thing to measure."""
_LENGTH_WEIGHT = 0.5
"""A length counts half: speeds follow it less than the number of cards or of requests."""


class Nearest(msgspec.Struct, frozen=True, kw_only=True):
    """A measured row, and how near it is to what was asked."""

    row: MeasuredRow
    model: ModelNearness
    part: PartNearness
    distance: float
    """Sum of logarithms of ratios, of cards, requests and lengths, and of what else differs; 0: the same."""


def nearest_rows(
    model: Model,
    accelerator: Accelerator,
    layout: Layout,
    load: Load,
    *,
    metric: MetricKind | None = None,
    limit: int = 5,
) -> tuple[Nearest, ...]:
    """At most `limit` shipped rows, of the same class of models and family of parts or nearer, best first.

    The model counts before the part, and the part before the rest. `metric`: rows of it alone.
    """
    found = (
        Nearest(row=row, model=model_near, part=part_near, distance=_distance(row, layout, load))
        for pair, model_near, part_near in _pairs(model, accelerator)
        for row in rows_by_pair()[pair]
        if (row.metric_kind == metric if metric else row.metric_kind in USEFUL_METRICS)
    )
    return tuple(heapq.nsmallest(limit, found, key=_rank))


def _pairs(
    model: Model, accelerator: Accelerator
) -> Iterator[tuple[tuple[str, str], ModelNearness, PartNearness]]:
    """The pairs that rows are of and that are near enough."""
    for pair, kind in kind_of_pairs().items():
        model_near = _model_nearness(model, pair[0], kind)
        part_near = _part_nearness(accelerator, pair[1], kind)
        if model_near and part_near:
            yield pair, model_near, part_near


def _model_nearness(model: Model, model_id: str, kind: Kind) -> ModelNearness | None:
    if model.id == model_id:
        return "same_model"
    if model.model_class != kind.model_class:
        return None  # a family may hold dense models beside mixtures of experts
    return "same_family" if model.family == kind.model_family else "same_class"


def _part_nearness(accelerator: Accelerator, accelerator_id: str, kind: Kind) -> PartNearness | None:
    if accelerator.id == accelerator_id:
        return "same_part"
    if accelerator.family != kind.part_family:
        return None
    return "same_family" if kind.one_part else "bin_not_stated"


def _rank(near: Nearest) -> tuple[int, int, float, str]:
    return _MODELS.index(near.model), _PARTS.index(near.part), near.distance, near.row.id


def _distance(row: MeasuredRow, layout: Layout, load: Load) -> float:
    share = mean_length_share(row.notes)
    return (
        _ratio(row.accel_count, layout.cards)
        + _ratio(row.concurrency_or_batch, load.concurrency)
        + _LENGTH_WEIGHT * _ratio((row.input_tokens or 0) * share, load.input_tokens)
        + _LENGTH_WEIGHT * _ratio((row.output_tokens or 0) * share, load.output_tokens)
        + _OTHER_WEIGHTS * (row.precision_weights != layout.weights)
        + _OTHER_STACK * (stack_of(row.engine) != layout.stack)
        + _OTHER_WAY * (bool(row.speculative) != layout.speculative)
        + _OTHER_WAY * (bool(row.disaggregated) != (layout.prefill_pool is not None))
    )


def _ratio(found: float | None, asked: float) -> float:
    return abs(log(found / asked)) if found else _UNKNOWN
