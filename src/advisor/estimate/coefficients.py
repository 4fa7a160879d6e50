"""The constants that hold for one model on one part with one stack, worked out once for a search."""

import math
from functools import lru_cache

import msgspec

from advisor.catalogue.record import AcceleratorFamily, WeightsFormat
from advisor.estimate.constants import Constants, Term, shipped_constants
from advisor.estimate.kin import lineage, vendor_of
from advisor.estimate.speed_class import SpeedClass

DRAFTED_TOKENS = 2.5
"""Tokens that a step checks for a sequence when the model drafts: its own and one and a half drafts on
average, between one and three as recipes set it."""
DEFAULT_PATH = 1.4
"""Factor on the layer constant of a stack on the default path outside Ascend: the same box with default and
with tuned flags differs by 1.2 to 2 in throughput (GPUStack performance lab). On Ascend it is fitted."""
BATCH_SCALE_LOG = math.log1p(256)
"""The batch measure is 1 at 256 sequences an attention rank."""
HIDDEN_SCALE = 6144.0
"""Hidden size at which the layer constant's measure of width is 0."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What the constants depend on."""

    family: AcceleratorFamily
    model_class: SpeedClass
    model_family: str
    stack: str
    weights: WeightsFormat
    peak: float
    """Dense peak of a device at the format, FLOP/s."""
    hidden: int
    speculative: bool
    disaggregated: bool
    tuned: bool


class Coefficients(msgspec.Struct, frozen=True, kw_only=True):
    """Factors on the ideal times of a step and of a prompt; `layers`, `rows` and so on are microseconds."""

    weights: float = 1.0
    compute: float = 1.0
    attention: float = 1.0
    kv: float = 1.0
    layers: float = 1.0
    rows: float = 1.0
    sequences: float = 1.0
    collectives: float = 1.0
    batch: float = 0.0
    """Exponents of the layer constant, by measure of the layout."""
    batch_dp: float = 0.0
    dp: float = 0.0
    wide: float = 0.0
    ep: float = 0.0
    tp: float = 0.0
    prompt: float = 1.0
    prompt_devices: float = 0.0
    prompt_attention: float = 1.0
    prompt_layers: float = 1.0
    prompt_weights: float = 1.0
    prompt_collectives: float = 1.0
    interference: float = 1.0
    """Share of other prompts that a median time per token sees, where input and output are as long."""
    interference_lengths: float = 0.0
    accepted: float = 1.0
    """Tokens that a step gives a sequence; 1 without drafting."""
    median_step: float = 1.0
    """Median time per token over the mean that the throughput shows."""
    pool: float = 1.0
    """Share of the prefill pool's time that bounds the rate."""
    saturated: float = 1.0
    """Factor on times under an unlimited load, whose batch is not known."""
    first_prompt: float = 1.0
    first_steps: float = 1.0
    first_queue: float = 1.0


@lru_cache(maxsize=8192)
def shipped_coefficients(case: Case) -> Coefficients:
    """The shipped constants of `case`, worked out once however many searches ask."""
    return coefficients_of(shipped_constants(), case)


def coefficients_of(constants: Constants, case: Case) -> Coefficients:
    """The constants of `case`: bases times the factors of what it is; 1 for what was never measured."""
    terms = constants.terms
    value = {name: _value(term, case, constants) for name, term in terms.items()}
    layers, prompt = terms["layers"], terms["prompt"]
    slope = max(0.0, _layout_exponent(layers, "batch", case))
    untuned = 0.0 if case.tuned else _path_exponent(layers, case)
    exponent = untuned + layers.exponent("hidden") * math.log(case.hidden / HIDDEN_SCALE)
    exponent += (
        layers.exponent("speculative") * case.speculative + layers.exponent("pool") * case.disaggregated
    )
    log_peak = math.log(case.peak / 1e15)
    slow = 0.0 if case.tuned else _path_exponent(prompt, case)
    return Coefficients(
        weights=value["weights"],
        compute=value["compute"] * math.exp(_peak_exponent(terms["compute"]) * log_peak),
        attention=value["attention"],
        kv=value["kv"],
        layers=value["layers"] * math.exp(exponent),
        rows=value["rows"],
        sequences=value["sequences"],
        collectives=value["collectives"],
        batch=slope,
        batch_dp=max(0.0, slope + layers.exponent("dp batch")),
        dp=_layout_exponent(layers, "dp", case),
        wide=layers.exponent("wide"),
        ep=layers.exponent("ep"),
        tp=layers.exponent("tp"),
        prompt=value["prompt"] * math.exp(slow + _peak_exponent(prompt) * log_peak),
        prompt_devices=prompt.exponent("devices"),
        prompt_attention=value["prompt attention"],
        prompt_layers=value["prompt layers"],
        prompt_weights=value["prompt weights"],
        prompt_collectives=value["prompt collectives"],
        interference=value["interference"],
        interference_lengths=terms["interference"].exponent("lengths"),
        accepted=value["accepted"] if case.speculative else 1.0,
        median_step=value["median step"],
        pool=value["pool"],
        saturated=value["saturated"],
        first_prompt=value["first prompt"],
        first_steps=value["first steps"],
        first_queue=value["first queue"],
    )


def groups_of(case: Case, known: frozenset[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Every (group, key) that a factor may be fitted for. `known`: the families that the fit had rows of."""
    found = [
        ("vendor", vendor_of(case.family)),
        ("class", case.model_class),
        ("model", case.model_family),
        ("stack", case.stack),
        ("format", case.weights),
        ("stack x class", f"{case.stack} {case.model_class}"),
    ]
    for family in lineage(case.family, known):
        found += [
            ("family", family),
            ("family x class", f"{family} {case.model_class}"),
            ("family x model", f"{family} {case.model_family}"),
            ("family x stack", f"{family} {case.stack}"),
            ("family x format", f"{family} {case.weights}"),
        ]
    return tuple(found)


def _value(term: Term, case: Case, constants: Constants) -> float:
    value = term.base
    for group, key in groups_of(case, frozenset(constants.cells)):
        value *= term.factor(group, key)
    return value


def _layout_exponent(term: Term, name: str, case: Case) -> float:
    """Exponent of a measure of the layout, with what the class changes of it."""
    by_class = term.factor(f"{name} x class", case.model_class)
    return term.exponent(name) + math.log(by_class)


def _path_exponent(term: Term, case: Case) -> float:
    """The untuned path: fitted on Ascend's rows, `DEFAULT_PATH` on the layer constant elsewhere."""
    if vendor_of(case.family) == "huawei":
        return max(0.0, term.exponent("path"))
    return math.log(DEFAULT_PATH) if term.unit.startswith("us") else 0.0


def _peak_exponent(term: Term) -> float:
    """Fall of the efficiency with the peak: less than one, so that a faster part is never slower."""
    return min(0.95, max(0.0, term.exponent("peak")))
