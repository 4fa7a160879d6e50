"""Mid values of a replica in steady state: requests in flight share the machine for prompts and answers."""

import math
from typing import NamedTuple

import msgspec

from advisor.estimate.coefficients import Coefficients
from advisor.estimate.correction import NO_CORRECTION, Correction
from advisor.estimate.decode import DecodeStep, decode_step
from advisor.estimate.device_speed import DeviceSpeed
from advisor.estimate.layout import Layout, Load
from advisor.estimate.model_speed import ModelSpeed
from advisor.estimate.prefill import Prefill, read_prompt

SATURATED_PREFILL_SHARE = 0.8
"""Above this share of time spent on prompts no waiting time is promised: no measured row supports one."""
ADMITTED_SEQUENCES = 256
"""Sequences an attention rank admits by default (vLLM's max-num-seqs); the rest queue, and rows above it show
waits 3 to 30 times longer."""
SHORTEST_PROMPT = 128
"""Tokens below which a prompt counts as this long in `length_ratio`: no time per token was measured
on shorter ones, and reading them takes nearly the same time whatever their length."""


class SteadyState(msgspec.Struct, frozen=True, kw_only=True):
    """One replica under its share of the load; the rate is that of all replicas."""

    step: DecodeStep
    prompt: Prefill
    step_share: float
    """What turns a part of the step into its part of the time per token."""
    interference_ms: float
    """Part of the time per token that other requests' prompts cost."""
    waiting_ms: float
    """Part of the time to first token spent behind other requests' prompts."""
    tpot_ms: float
    output_tok_s: float
    ttft_ms: float | None
    """None under saturation, where no waiting time can be promised."""


def steady_state(
    model: ModelSpeed,
    device: DeviceSpeed,
    layout: Layout,
    load: Load,
    k: Coefficients,
    *,
    correction: Correction = NO_CORRECTION,
    prompt: Prefill | None = None,
) -> SteadyState:
    """Time per token, rate and waiting time with `load.concurrency` requests always in flight.

    With C requests on a replica, O tokens an answer, A tokens a step, R the decode step and P the prompt's
    machine time

        time per token = R / A + share x P x (C - 1) / O      output rate = C / (R / A + P x C / O)

    by Little's law. Where a pool of W workers reads the prompts, answers are not disturbed, and the time
    between two tokens of the rate is ((R / A + P / O)^3 + (share x C x P / (W x O))^3)^(1/3): the slower of
    answering and reading, with a soft corner. A replica that stays idle gives nothing. A search passes the
    `prompt` it read for the layout's tp, pp and dp before.
    """
    requests = max(1.0, load.concurrency / layout.replicas)
    step = decode_step(
        model,
        device,
        layout,
        batch=max(1.0, requests / layout.pp),
        context_tokens=load.input_tokens + load.output_tokens / 2,
        k=k,
    )
    prompt = prompt or prompt_of(model, device, layout, load, k)
    step_ms = step.total * correction.step_factor / k.accepted
    shared = (_alone if layout.prefill_pool is None else _apart)(
        layout, load, k, step_ms, prompt.total * correction.prompt_factor,
        prompt.machine_ms * correction.prompt_factor,
    )  # fmt: skip
    own_ms = k.first_prompt * prompt.total * correction.prompt_factor
    steps_ms = k.first_steps * step.total * correction.step_factor
    saturated = _is_saturated(load, layout, shared.busy)
    return SteadyState(
        step=step,
        prompt=prompt,
        step_share=correction.step_factor * k.median_step / k.accepted,
        interference_ms=shared.interference_ms,
        waiting_ms=shared.waiting_ms,
        tpot_ms=step_ms * k.median_step + shared.interference_ms,
        output_tok_s=1e3 * max(1, load.concurrency) / shared.cycle_ms,
        ttft_ms=None if saturated else own_ms + steps_ms + shared.waiting_ms,
    )


class _Shared(NamedTuple):
    """What prompts and answers make of each other."""

    cycle_ms: float
    """Time of one token of every request, prompts included."""
    busy: float
    """Share of the time that goes into prompts."""
    interference_ms: float
    waiting_ms: float


def _alone(
    layout: Layout, load: Load, k: Coefficients, step_ms: float, lone_ms: float, read_ms: float
) -> _Shared:
    """Replicas that read prompts between their steps; `read_ms` is machine time, `lone_ms` a request's."""
    answers = max(1, load.output_tokens)
    requests = max(1.0, load.concurrency / layout.replicas)
    reading_ms = read_ms * requests / answers
    busy = reading_ms / (step_ms + reading_ms)
    heard = k.interference * k.median_step * length_ratio(load) ** k.interference_lengths
    return _Shared(
        cycle_ms=step_ms + max(lone_ms / answers, reading_ms),
        busy=busy,
        interference_ms=heard * read_ms * (requests - 1.0) / answers,
        waiting_ms=k.first_queue * read_ms * (requests - 1.0) * busy,
    )


def _apart(
    layout: Layout, load: Load, k: Coefficients, step_ms: float, lone_ms: float, read_ms: float
) -> _Shared:
    """A pool that reads prompts beside replicas that only answer."""
    answers = max(1, load.output_tokens)
    workers = layout.prefill_pool.workers if layout.prefill_pool else 1
    lone = step_ms + lone_ms / answers
    pooled = k.pool * load.concurrency * read_ms / workers / answers
    cycle_ms = (lone**3 + pooled**3) ** (1 / 3)
    busy = pooled / cycle_ms
    requests = max(1.0, load.concurrency / workers)
    return _Shared(cycle_ms, busy, 0.0, k.first_queue * read_ms * (requests - 1.0) * busy)


def length_ratio(load: Load) -> float:
    """Input over output tokens, which others' prompts count by; prompts shorter than `SHORTEST_PROMPT` are
    taken as that long."""
    return max(SHORTEST_PROMPT, load.input_tokens) / max(1, load.output_tokens)


def prompt_of(model: ModelSpeed, device: DeviceSpeed, layout: Layout, load: Load, k: Coefficients) -> Prefill:
    """The prompt as the replica, or a worker of the prefill pool, reads it."""
    pool = layout.prefill_pool
    if pool is not None:
        layout = msgspec.structs.replace(
            layout, tp=pool.tp, pp=pool.pp, dp=pool.dp, replicas=pool.workers, prefill_pool=None
        )
    return read_prompt(
        model,
        device,
        layout,
        input_tokens=load.input_tokens,
        prefix_cache_hit=load.prefix_cache_hit,
        k=k,
    )


def _is_saturated(load: Load, layout: Layout, busy: float) -> bool:
    """Prompts take most of the time, or more requests come than engines admit at once."""
    if busy > SATURATED_PREFILL_SHARE:
        return True
    admitted = ADMITTED_SEQUENCES * layout.dp * layout.pp * layout.replicas
    return load.concurrency > admitted or not math.isfinite(busy)
