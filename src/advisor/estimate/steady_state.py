"""Mid values of a replica in steady state: requests in flight share the machine for prompts and answers."""

import msgspec

from advisor.estimate import constants
from advisor.estimate.decode import DecodeStep, decode_step
from advisor.estimate.device_speed import DeviceSpeed
from advisor.estimate.layout import Layout, Load
from advisor.estimate.model_speed import ModelSpeed
from advisor.estimate.prefill import Prefill, read_prompt


class SteadyState(msgspec.Struct, frozen=True, kw_only=True):
    """One replica under its share of the load; the rate is that of all replicas."""

    step: DecodeStep
    prompt: Prefill
    interference_ms: float
    """Part of the time per token that other requests' prompts cost."""
    tpot_ms: float
    output_tok_s: float
    ttft_ms: float | None
    """None under saturation, where no waiting time can be promised."""


def steady_state(
    model: ModelSpeed,
    device: DeviceSpeed,
    layout: Layout,
    load: Load,
    *,
    path_factor: float,
    prompt: Prefill | None = None,
) -> SteadyState:
    """Time per token, rate and waiting time with `load.concurrency` requests always in flight.

    With C requests on a replica, O tokens an answer, R the decode step and P the prompt's machine time

        time per token = R + 0.8 x P x (C - 1) / O      output rate = C / (R + P x C / O)

    by Little's law. A replica that stays idle gives nothing. A search passes the `prompt` it read for the
    layout's tp, pp and dp before.
    """
    requests = max(1.0, load.concurrency / layout.replicas)
    answers = max(1, load.output_tokens)
    step = decode_step(
        model,
        device,
        layout,
        batch=max(1.0, requests / layout.pp),
        context_tokens=load.input_tokens + load.output_tokens / 2,
        path_factor=path_factor,
    )
    prompt = prompt or read_prompt(
        model, device, layout, input_tokens=load.input_tokens, prefix_cache_hit=load.prefix_cache_hit
    )
    step_ms, busy_ms = step.total, prompt.machine_ms * requests / answers
    interference_ms = constants.INTERFERENCE * prompt.machine_ms * (requests - 1.0) / answers
    cycle_ms = step_ms + max(prompt.total / answers, busy_ms)
    return SteadyState(
        step=step,
        prompt=prompt,
        interference_ms=interference_ms,
        tpot_ms=step_ms + interference_ms,
        output_tok_s=1e3 * max(1, load.concurrency) / cycle_ms,
        ttft_ms=_first_token_ms(prompt, step_ms, busy_ms / (step_ms + busy_ms), requests, layout),
    )


def _first_token_ms(
    prompt: Prefill, step_ms: float, prefill_share: float, requests: float, layout: Layout
) -> float | None:
    """Own prompt, some steps of the engine, and a share of the prompts of busy neighbours.

    None where prompts take most of the time, or where more requests come than engines admit at once.
    """
    if prefill_share > constants.SATURATED_PREFILL_SHARE:
        return None
    if requests > constants.ADMITTED_SEQUENCES * layout.dp * layout.pp:
        return None
    waiting = constants.TTFT_QUEUE * prompt.machine_ms * (requests - 1.0) * prefill_share
    return constants.TTFT_PREFILL * prompt.total + constants.TTFT_STEPS * step_ms + waiting
