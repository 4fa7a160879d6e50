"""Speed of a layout under a load: time per token, throughput and time to first token, as ranges."""

from typing import Literal

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.estimate import constants
from advisor.estimate.basis import basis_of, confidence_of, step_width, ttft_range
from advisor.estimate.decode import DecodeStep, decode_step
from advisor.estimate.device_speed import device_speed
from advisor.estimate.layout import Layout, Load
from advisor.estimate.layouts import validate_layout
from advisor.estimate.model_speed import model_speed
from advisor.estimate.prefill import Prefill, read_prompt
from advisor.estimate.result import Speed, Term
from advisor.figures import Range


def estimate_speed(
    model: Model,
    accelerator: Accelerator,
    layout: Layout,
    load: Load,
    *,
    path: Literal["tuned", "default"],
) -> Speed:
    """Speed of the whole setup while `load.concurrency` requests are always in flight.

    Requests are parted evenly over the replicas; one that stays idle gives nothing. Prompts and answers share
    the machine, so with C requests on a replica, R the decode step and P the prompt's machine time

        time per token = R + 0.8 x P x (C - 1) / O      output rate = C / (R + P x C / O)

    Raises ValueError for a layout that the model or the cards can't take.
    """
    validate_layout(model, accelerator, layout)
    shape = model_speed(model, layout.weights, layout.kv)
    device = device_speed(accelerator, layout.weights)
    requests = max(1.0, load.concurrency / layout.replicas)
    step = decode_step(
        shape,
        device,
        layout,
        batch=max(1.0, requests / layout.pp),
        context_tokens=load.input_tokens + load.output_tokens / 2,
        path_factor=1.0 if path == "tuned" else constants.DEFAULT_PATH[device.family],
    )
    prompt = read_prompt(
        shape, device, layout, input_tokens=load.input_tokens, prefix_cache_hit=load.prefix_cache_hit
    )
    step_ms, outputs = step.total, max(1, load.output_tokens)
    prefill_ms = max(prompt.total, prompt.machine_ms * requests) / outputs
    interference_ms = constants.INTERFERENCE * prompt.machine_ms * (requests - 1.0) / outputs
    tpot_ms = step_ms + interference_ms
    output_tok_s = 1e3 * max(1, load.concurrency) / (step_ms + prefill_ms)
    prefill_share = prompt.machine_ms * requests / outputs
    prefill_share /= step_ms + prefill_share
    saturated = prefill_share > constants.SATURATED_PREFILL_SHARE
    saturated |= requests > constants.ADMITTED_SEQUENCES * layout.dp * layout.pp
    basis = basis_of(device.family, shape.model_class)
    tuned = path == "tuned"
    width = step_width(device.family, basis, tuned=tuned)
    ttft: Range | None = None
    if not saturated:
        ttft_ms = _first_token_ms(prompt, step_ms, requests, prefill_share)
        ttft = ttft_range(ttft_ms, device.family, basis, tuned=tuned)
    decode_terms = _decode_terms(step, interference_ms)
    return Speed(
        ttft_ms=ttft,
        tpot_ms=width.duration(tpot_ms, basis),
        output_tok_s=width.rate(output_tok_s, basis),
        total_tok_s=width.rate(output_tok_s * (1 + load.input_tokens / outputs), basis),
        decode_terms=decode_terms,
        prefill_terms=_prefill_terms(prompt),
        limited_by=max(decode_terms, key=lambda term: term.ms).code,
        path=path,
        basis=basis,
        confidence=confidence_of(device.family, basis, tuned=tuned),
        saturated=saturated,
    )


def _first_token_ms(prompt: Prefill, step_ms: float, requests: float, prefill_share: float) -> float:
    """Own prompt, some steps of the engine, and a share of the prompts of busy neighbours."""
    waiting = constants.TTFT_QUEUE * prompt.machine_ms * (requests - 1.0) * prefill_share
    return constants.TTFT_PREFILL * prompt.total + constants.TTFT_STEPS * step_ms + waiting


def _decode_terms(step: DecodeStep, interference_ms: float) -> tuple[Term, ...]:
    """Parts of the time per token; they add up to its mid value."""
    return (
        Term("weights", step.weights),
        Term("compute", step.compute),
        Term("kv", step.kv),
        Term("layers", step.layers),
        Term("rows", step.rows),
        Term("sequences", step.sequences),
        Term("collectives", step.collectives),
        Term("prefill", interference_ms),
    )


def _prefill_terms(prompt: Prefill) -> tuple[Term, ...]:
    """Parts of reading one prompt."""
    return (
        Term("compute", prompt.compute + prompt.attention),
        Term("layers", prompt.layers),
        Term("weights", prompt.weights),
        Term("collectives", prompt.collectives),
    )
