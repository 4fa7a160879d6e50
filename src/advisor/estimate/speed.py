"""Speed of a layout under a load: time per token, throughput and time to first token, as ranges."""

from typing import Literal

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.estimate.basis import FEW_REQUESTS, basis_of, confidence_of, range_of
from advisor.estimate.coefficients import Case, Coefficients, coefficients_of, shipped_coefficients
from advisor.estimate.constants import Constants, shipped_constants
from advisor.estimate.correction import NO_CORRECTION, Correction
from advisor.estimate.device_speed import DeviceSpeed, device_speed
from advisor.estimate.layout import Layout, Load
from advisor.estimate.layouts import validate_layout
from advisor.estimate.model_speed import ModelSpeed, model_speed
from advisor.estimate.prefill import Prefill
from advisor.estimate.result import Speed
from advisor.estimate.speed_class import speed_class_of
from advisor.estimate.steady_state import SteadyState, steady_state
from advisor.estimate.terms import decode_terms, prefill_terms, ttft_terms
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
    correction: Correction = NO_CORRECTION,
    constants: Constants | None = None,
    load_known: bool = True,
) -> Speed:
    """Speed of the whole setup while `load.concurrency` requests are always in flight.

    `path` says whether the stack's kernels for this model on this family are tuned; `correction` is what an
    own benchmark says; `load_known` is False for the most that memory holds, whose ranges are wider. Whether
    so many requests fit the memory is not asked here. Raises ValueError for a layout that the model or the
    cards can't take, and SpeedUnknownError, one of them, for a part of which no speed is known.
    """
    validate_layout(model, accelerator, layout)
    predictor = Predictor(model, accelerator, layout.weights, layout.kv, load, correction, constants)
    state = predictor.predict(layout, path)
    return predictor.describe(state, layout, path, load_known=load_known)


class Predictor:
    """Speeds of layouts of one model on one part in one pair of formats, for a search that weighs many.

    Layouts with the same tp, pp and dp on the same servers read a prompt in the same time, whatever the
    number of replicas, so it is worked out once. SpeedUnknownError as for `estimate_speed`.
    """

    __slots__ = (
        "_accelerator", "_coefficients", "_constants", "_correction", "_device", "_load", "_model",
        "_prompts", "_shape",
    )  # fmt: skip

    def __init__(
        self,
        model: Model,
        accelerator: Accelerator,
        weights: WeightsFormat,
        kv: KvFormat,
        load: Load,
        correction: Correction = NO_CORRECTION,
        constants: Constants | None = None,
    ) -> None:
        self._model = model
        self._accelerator = accelerator
        self._device: DeviceSpeed = device_speed(accelerator, weights)
        self._shape: ModelSpeed = model_speed(model, weights, kv)
        self._load = load
        self._correction = correction
        self._constants = constants or shipped_constants()
        self._prompts: dict[tuple[object, ...], Prefill] = {}
        self._coefficients: dict[tuple[object, ...], Coefficients] = {}

    def predict(self, layout: Layout, path: Path, correction: Correction | None = None) -> SteadyState:
        """Steady state of a layout, which is taken as valid."""
        k = self.coefficients(layout, path)
        key = (layout.tp, layout.pp, layout.dp, layout.cards // layout.nodes, layout.stack, path)
        keep = layout.prefill_pool is None
        state = steady_state(
            self._shape,
            self._device,
            layout,
            self._load,
            k,
            correction=self._correction if correction is None else correction,
            prompt=self._prompts.get(key) if keep else None,
        )
        if keep:
            self._prompts[key] = state.prompt
        return state

    def coefficients(self, layout: Layout, path: Path) -> Coefficients:
        """The constants that hold for a layout's stack and ways of serving."""
        key = (layout.stack, path, layout.speculative, layout.prefill_pool is not None)
        found = self._coefficients.get(key)
        if found is None:
            case = case_of(self._model, self._device, self._shape, layout, path)
            shipped = self._constants is shipped_constants()
            found = shipped_coefficients(case) if shipped else coefficients_of(self._constants, case)
            self._coefficients[key] = found
        return found

    def describe(
        self,
        state: SteadyState,
        layout: Layout,
        path: Path,
        correction: Correction | None = None,
        *,
        load_known: bool = True,
    ) -> Speed:
        """Ranges, terms and what they rest on, around mid values that were predicted for this layout."""
        correction = self._correction if correction is None else correction
        device, shape, load = self._device, self._shape, self._load
        family, model_class = self._accelerator.family, speed_class_of(self._model)
        basis = basis_of(self._constants, family, model_class, linked=_is_linked(device, layout))
        if not shape.fitted_attention or not _link_as_fitted(self._accelerator, layout):
            basis = weakest_basis((basis, "family"))
        k = self.coefficients(layout, path)
        width = range_of(self._constants, family, basis, correction, tuned=path == "tuned")
        terms = decode_terms(state, shape, device, layout, load, k, correction)
        tokens_in_and_out = 1 + load.input_tokens / max(1, load.output_tokens)
        rate = "rate" if load_known else "saturated"
        ttft = "ttft" if load.concurrency <= FEW_REQUESTS else "ttft_busy"
        return Speed(
            ttft_ms=None if state.ttft_ms is None else width(ttft).duration(state.ttft_ms, basis),
            tpot_ms=width("tpot" if load_known else "saturated_tpot").duration(state.tpot_ms, basis),
            output_tok_s=width(rate).rate(state.output_tok_s, basis),
            total_tok_s=width(rate).rate(state.output_tok_s * tokens_in_and_out, basis),
            decode_terms=terms,
            prefill_terms=prefill_terms(state, correction),
            limited_by=max(terms, key=lambda term: term.ms).code,
            path=path,
            basis=basis,
            confidence=confidence_of(family, basis, tuned=path == "tuned"),
            saturated=state.ttft_ms is None,
            ttft_terms=ttft_terms(state, k, correction),
        )


def case_of(model: Model, device: DeviceSpeed, shape: ModelSpeed, layout: Layout, path: Path) -> Case:
    """What the constants of a layout depend on; the fit asks for the same."""
    return Case(
        family=device.family,
        model_class=speed_class_of(model),
        model_family=model.family,
        stack=layout.stack,
        weights=layout.weights,
        peak=device.flops,
        hidden=shape.hidden,
        speculative=layout.speculative,
        disaggregated=layout.prefill_pool is not None,
        tuned=path == "tuned",
    )


def _is_linked(device: DeviceSpeed, layout: Layout) -> bool:
    return bool(device.scale_up or device.scale_out) or layout.tp * layout.dp == 1


def _link_as_fitted(accelerator: Accelerator, layout: Layout) -> bool:
    """False where devices must talk over PCIe alone: the rows behind the constants ran in linked domains."""
    link = accelerator.scale_up
    return layout.tp * layout.dp == 1 or (link is not None and link.domain is not None)
