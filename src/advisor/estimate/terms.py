"""The parts of a time per token and of a wait, each with the arithmetic that an engineer can follow."""

from advisor.estimate.coefficients import DRAFTED_TOKENS, Coefficients
from advisor.estimate.correction import Correction
from advisor.estimate.decode import attention_of, expert_coverage, layout_factor
from advisor.estimate.device_speed import DeviceSpeed
from advisor.estimate.layout import Layout, Load
from advisor.estimate.model_speed import ModelSpeed
from advisor.estimate.result import Arithmetic, Factor, Term
from advisor.estimate.steady_state import SteadyState


def decode_terms(
    state: SteadyState,
    model: ModelSpeed,
    device: DeviceSpeed,
    layout: Layout,
    load: Load,
    k: Coefficients,
    correction: Correction,
) -> tuple[Term, ...]:
    """Parts of the time per token; they add up to its mid value."""
    step, share = state.step, state.step_share
    per_token = _per_token(k, correction)
    batch = max(1.0, load.concurrency / layout.replicas / layout.pp)
    rows = max(1.0, batch / layout.dp)
    tokens = rows * (DRAFTED_TOKENS if layout.speculative else 1.0)
    kv_bytes, _ = attention_of(model, load.input_tokens + load.output_tokens / 2, layout.tp)
    layer_factors = (Factor("layout", layout_factor(layout, rows, k)), *per_token)
    prompts = max(0.0, load.concurrency / layout.replicas - 1) / max(1, load.output_tokens)
    return (
        Term("weights", step.weights * share, _weights(model, device, layout, batch, k, per_token)),
        Term("compute", step.compute * share, _compute(state, model, device, layout, batch, k, per_token)),
        Term("kv", step.kv * share, (_rate(rows * kv_bytes, "B", device.bandwidth, k.kv, per_token),)),
        Term("layers", step.layers * share, (_each(model.layers, "layers", k.layers, layer_factors),)),
        Term("rows", step.rows * share, (_each(model.layers * tokens, "rows", k.rows, per_token),)),
        Term("sequences", step.sequences * share, (_each(batch, "sequences", k.sequences, per_token),)),
        Term("collectives", step.collectives * share),
        Term("prefill", state.interference_ms, _interference(state, prompts)),
    )


def prefill_terms(state: SteadyState, correction: Correction) -> tuple[Term, ...]:
    """Parts of reading one prompt."""
    prompt, share = state.prompt, correction.prompt_factor
    return (
        Term("compute", prompt.compute * share),
        Term("layers", prompt.layers * share),
        Term("weights", prompt.weights * share),
        Term("collectives", prompt.collectives * share),
    )


def ttft_terms(state: SteadyState, k: Coefficients, correction: Correction) -> tuple[Term, ...]:
    """Parts of the time to first token: the own prompt, steps of the engine, the prompts of neighbours."""
    if state.ttft_ms is None:
        return ()
    own = state.prompt.total * correction.prompt_factor
    step = state.step.total * correction.step_factor
    return (
        Term(
            "prompt", k.first_prompt * own, (_times(1.0, "prompts", own, Factor("prompts", k.first_prompt)),)
        ),
        Term("steps", k.first_steps * step, (_times(1.0, "steps", step, Factor("steps", k.first_steps)),)),
        Term("waiting", state.waiting_ms),
    )


def _per_token(k: Coefficients, correction: Correction) -> tuple[Factor, ...]:
    """What turns milliseconds of a step into milliseconds a token."""
    found = [Factor("median", k.median_step)]
    if k.accepted != 1.0:
        found.append(Factor("speculation", 1.0 / k.accepted))
    if correction.step_factor != 1.0:
        found.append(Factor("correction", correction.step_factor))
    return tuple(found)


def _weights(
    model: ModelSpeed,
    device: DeviceSpeed,
    layout: Layout,
    batch: float,
    k: Coefficients,
    per_token: tuple[Factor, ...],
) -> tuple[Arithmetic, ...]:
    tokens = batch * (DRAFTED_TOKENS if layout.speculative else 1.0)
    experts = model.routed_bytes * expert_coverage(model, tokens) / (layout.tp * layout.dp)
    other = _rate(model.other_bytes / layout.tp, "B", device.bandwidth, k.weights, per_token, part="other")
    if not experts:
        return (other,)
    return (_rate(experts, "B", device.bandwidth, k.weights, per_token, part="experts"), other)


def _compute(
    state: SteadyState,
    model: ModelSpeed,
    device: DeviceSpeed,
    layout: Layout,
    batch: float,
    k: Coefficients,
    per_token: tuple[Factor, ...],
) -> tuple[Arithmetic, ...]:
    """Matrix products and attention as they would take alone; the term is what they add to the weights."""
    drafted = DRAFTED_TOKENS if layout.speculative else 1.0
    flops = 2 * (model.routed_active + model.other_active) * batch * drafted / (layout.tp * layout.dp)
    attention = state.step.attention / k.attention * device.bf16_flops / 1e3
    share = state.step_share
    return (
        _rate(flops, "FLOP", device.flops, k.compute, per_token, "linear", state.step.matrix * share),
        _rate(
            attention,
            "FLOP",
            device.bf16_flops,
            k.attention,
            per_token,
            "attention",
            state.step.attention * share,
        ),
    )


def _interference(state: SteadyState, prompts: float) -> tuple[Arithmetic, ...]:
    machine_ms = state.prompt.machine_ms
    if not prompts or not state.interference_ms:
        return ()
    share = state.interference_ms / (prompts * machine_ms)
    return (_times(prompts, "prompts", machine_ms, Factor("interference", share)),)


def _rate(
    quantity: float,
    unit: str,
    each: float,
    factor: float,
    factors: tuple[Factor, ...],
    part: str = "",
    alone_ms: float | None = None,
) -> Arithmetic:
    """Bytes or FLOPs over the data sheet's rate, of which 1 / `factor` is reached."""
    return Arithmetic(
        part=part,
        quantity=quantity,
        unit=unit,
        each=each,
        each_unit="B/s" if unit == "B" else "FLOP/s",
        factors=(Factor("efficiency", 1.0 / factor, "rate"), *factors),
        alone_ms=alone_ms,
    )


def _each(quantity: float, unit: str, us: float, factors: tuple[Factor, ...]) -> Arithmetic:
    return Arithmetic(quantity=quantity, unit=unit, each=us, each_unit="us", factors=factors)


def _times(quantity: float, unit: str, ms: float, factor: Factor) -> Arithmetic:
    return Arithmetic(quantity=quantity, unit=unit, each=ms, each_unit="ms", factors=(factor,))
