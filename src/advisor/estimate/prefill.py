"""Reading one prompt: milliseconds by part, as latency of the request and as time of the machine."""

import math

import msgspec

from advisor.estimate.coefficients import Coefficients
from advisor.estimate.decode import collective_ms, weight_bytes
from advisor.estimate.device_speed import DeviceSpeed
from advisor.estimate.layout import Layout
from advisor.estimate.model_speed import ModelSpeed

DOUBLINGS = math.log(8)
"""The measure of devices is 1 at eight."""


class Prefill(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of one prompt by part, and how long it keeps the replica from other work."""

    experts: float
    """Products of routed experts, on all devices of the replica."""
    others: float
    """All other products, in machine time: a lone prompt keeps one of `ranks` busy."""
    attention: float
    """Attention, in machine time likewise."""
    ranks: int
    layers: float
    weights: float
    collectives: float
    total: float
    """Milliseconds until a lone request's prompt is read."""
    machine_ms: float
    """Time of the replica: less than the latency where stages or data-parallel ranks work side by side."""

    @property
    def compute(self) -> float:
        """Milliseconds of arithmetic that a lone prompt waits for."""
        return self.experts + (self.others + self.attention) * self.ranks


def read_prompt(
    model: ModelSpeed,
    device: DeviceSpeed,
    layout: Layout,
    *,
    input_tokens: int,
    prefix_cache_hit: float,
    k: Coefficients,
) -> Prefill:
    """One prompt of `input_tokens`, of which the share `prefix_cache_hit` is found in the cache.

    A lone prompt's attention and dense products run on the tp devices of one rank, its experts on all.
    """
    dp = layout.dp
    devices = layout.tp * dp
    fresh = max(1.0, input_tokens * (1.0 - prefix_cache_hit))
    shared = math.exp(k.prompt_devices * math.log(devices) / DOUBLINGS)
    linear = 2e3 * fresh / (devices * device.flops) * k.prompt * shared
    experts = linear * model.routed_active
    others = linear * (model.other_active - model.head)
    attention = prompt_attention_flops(model, input_tokens, fresh) / (devices * device.bf16_flops)
    attention *= 1e3 * k.prompt_attention
    layers = 1e-3 * model.layers * k.prompt_layers
    weights = 1e3 * weight_bytes(model, fresh, layout) / device.bandwidth * k.prompt_weights
    collectives = collective_ms(model, device, layout, fresh / dp, fresh / dp) * k.prompt_collectives
    rest = layers + weights + collectives
    return Prefill(
        experts=experts,
        others=others,
        attention=attention,
        ranks=dp,
        layers=layers,
        weights=weights,
        collectives=collectives,
        total=experts + (others + attention) * dp + rest,
        machine_ms=(experts + others + attention + rest) / layout.pp,
    )


def prompt_attention_flops(model: ModelSpeed, input_tokens: int, fresh: float) -> float:
    """FLOPs of `fresh` tokens over what stands before each: on average the whole less half of the fresh."""
    before = input_tokens - fresh / 2
    flops = 0.0
    for group in model.attention:
        read = before if group.longest_read is None else min(before, group.longest_read)
        flops += fresh * (group.prefill_flops * read + group.indexer_flops * before)
    return flops
