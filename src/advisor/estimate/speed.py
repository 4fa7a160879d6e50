"""Speed of a layout under a load: time per token, throughput and time to first token, as ranges."""

from typing import Literal

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.estimate import constants
from advisor.estimate.basis import basis_of, confidence_of, step_width, ttft_range
from advisor.estimate.device_speed import device_speed
from advisor.estimate.layout import Layout, Load
from advisor.estimate.layouts import validate_layout
from advisor.estimate.model_speed import model_speed
from advisor.estimate.prefill import Prefill
from advisor.estimate.result import Speed, Term
from advisor.estimate.steady_state import SteadyState, steady_state
from advisor.figures import weakest_basis

Path = Literal["tuned", "default"]
"""Whether a stack's kernels for a model on a family are tuned."""


def estimate_speed(
    model: Model,
    accelerator: Accelerator,
    layout: Layout,
    load: Load,
    *,
    path: Path,
) -> Speed:
    """Speed of the whole setup while `load.concurrency` requests are always in flight.

    `path` says whether the stack's kernels for this model on this family are tuned. Whether so many requests
    fit the memory is not asked here. Raises ValueError for a layout that the model or the cards can't take,
    and SpeedUnknownError, one of them, for a part of which no speed is known.
    """
    validate_layout(model, accelerator, layout)
    state = predict(model, accelerator, layout, load, path=path)
    return describe_speed(state, model, accelerator, layout, load, path=path)


def predict(model: Model, accelerator: Accelerator, layout: Layout, load: Load, *, path: Path) -> SteadyState:
    """The mid values alone; the layout is taken as valid.

    Raises SpeedUnknownError for a part of which no speed is known.
    """
    return Predictor(model, accelerator, layout.weights, layout.kv, load).predict(layout, path)


class Predictor:
    """Mid values of layouts of one model on one part in one pair of formats, for a search that weighs many.

    Layouts with the same tp, pp and dp on the same servers read a prompt in the same time, whatever the
    stack and the number of replicas, so it is worked out once. SpeedUnknownError as for `estimate_speed`.
    """

    __slots__ = ("_device", "_load", "_prompts", "_shape")

    def __init__(
        self, model: Model, accelerator: Accelerator, weights: WeightsFormat, kv: KvFormat, load: Load
    ) -> None:
        self._device = device_speed(accelerator, weights)
        self._shape = model_speed(model, weights, kv)
        self._load = load
        self._prompts: dict[tuple[int, int, int, int], Prefill] = {}

    def predict(self, layout: Layout, path: Path) -> SteadyState:
        """Steady state of a layout, which is taken as valid."""
        key = (layout.tp, layout.pp, layout.dp, layout.cards // layout.nodes)
        path_factor = 1.0 if path == "tuned" else constants.DEFAULT_PATH[self._device.family]
        state = steady_state(
            self._shape,
            self._device,
            layout,
            self._load,
            path_factor=path_factor,
            prompt=self._prompts.get(key),
        )
        self._prompts[key] = state.prompt
        return state


def describe_speed(
    state: SteadyState, model: Model, accelerator: Accelerator, layout: Layout, load: Load, *, path: Path
) -> Speed:
    """Ranges, terms and what they rest on, around mid values that were predicted for this layout."""
    device = device_speed(accelerator, layout.weights)
    shape = model_speed(model, layout.weights, layout.kv)
    family, tuned = accelerator.family, path == "tuned"
    linked = device.scale_up or device.scale_out or layout.tp * layout.dp == 1
    basis = basis_of(family, shape.model_class, linked=bool(linked))
    if not shape.fitted_attention or not _link_as_fitted(accelerator, layout):
        basis = weakest_basis((basis, "family"))
    width = step_width(family, basis, tuned=tuned)
    decode_terms = _decode_terms(state)
    tokens_in_and_out = 1 + load.input_tokens / max(1, load.output_tokens)
    return Speed(
        ttft_ms=None if state.ttft_ms is None else ttft_range(state.ttft_ms, family, basis, tuned=tuned),
        tpot_ms=width.duration(state.tpot_ms, basis),
        output_tok_s=width.rate(state.output_tok_s, basis),
        total_tok_s=width.rate(state.output_tok_s * tokens_in_and_out, basis),
        decode_terms=decode_terms,
        prefill_terms=_prefill_terms(state),
        limited_by=max(decode_terms, key=lambda term: term.ms).code,
        path=path,
        basis=basis,
        confidence=confidence_of(family, basis, tuned=tuned),
        saturated=state.ttft_ms is None,
    )


def _link_as_fitted(accelerator: Accelerator, layout: Layout) -> bool:
    """False where devices must talk over PCIe alone: the rows behind the constants ran in linked domains."""
    link = accelerator.scale_up
    return layout.tp * layout.dp == 1 or (link is not None and link.domain is not None)


def _decode_terms(state: SteadyState) -> tuple[Term, ...]:
    """Parts of the time per token; they add up to its mid value."""
    step = state.step
    return (
        Term("weights", step.weights),
        Term("compute", step.compute),
        Term("kv", step.kv),
        Term("layers", step.layers),
        Term("rows", step.rows),
        Term("sequences", step.sequences),
        Term("collectives", step.collectives),
        Term("prefill", state.interference_ms),
    )


def _prefill_terms(state: SteadyState) -> tuple[Term, ...]:
    """Parts of reading one prompt."""
    prompt = state.prompt
    return (
        Term("compute", prompt.compute + prompt.attention),
        Term("layers", prompt.layers),
        Term("weights", prompt.weights),
        Term("collectives", prompt.collectives),
    )
