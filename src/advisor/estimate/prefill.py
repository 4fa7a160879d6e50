"""Reading one prompt: milliseconds by part, as latency of the request and as time of the machine."""

import msgspec

from advisor.estimate import constants
from advisor.estimate.decode import collective_ms, weight_bytes
from advisor.estimate.device_speed import DeviceSpeed
from advisor.estimate.layout import Layout
from advisor.estimate.model_speed import ModelSpeed


class Prefill(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of one prompt by part, and how long it keeps the replica from other work."""

    compute: float
    attention: float
    layers: float
    weights: float
    collectives: float
    machine_ms: float
    """Time of the replica: less than the latency where stages or data-parallel ranks work side by side."""

    @property
    def total(self) -> float:
        """Milliseconds until a lone request's prompt is read."""
        return self.compute + self.attention + self.layers + self.weights + self.collectives


def read_prompt(
    model: ModelSpeed, device: DeviceSpeed, layout: Layout, *, input_tokens: int, prefix_cache_hit: float
) -> Prefill:
    """One prompt of `input_tokens`, of which the share `prefix_cache_hit` is found in the cache.

    A lone prompt's attention and dense products run on the tp devices of one rank, its experts on all.
    """
    dp = layout.dp
    devices = layout.tp * dp
    fresh = max(1.0, input_tokens * (1.0 - prefix_cache_hit))
    flops = device.flops * _efficiency(model, device, devices)
    others = model.other_active - model.head
    experts_s = 2.0 * fresh * model.routed_active / (devices * flops)
    others_s = 2.0 * fresh * others / (devices * flops)
    attention_s = _attention_flops(model, input_tokens, fresh) / (
        devices * device.bf16_flops * constants.PREFILL_ATTENTION_EFFICIENCY
    )
    layers_ms = (
        1e-3 * model.layers * constants.LAYER_US[device.family]["dense"] * constants.PREFILL_LAYER_SHARE
    )
    weights_s = constants.PREFILL_WEIGHT_SHARE * weight_bytes(model, fresh, layout) / device.bandwidth
    collectives_ms = collective_ms(model, device, layout, fresh / dp, fresh / dp)
    machine_ms = 1e3 * (experts_s + others_s + attention_s + weights_s) + layers_ms + collectives_ms
    return Prefill(
        compute=1e3 * (experts_s + others_s * dp),
        attention=1e3 * attention_s * dp,
        layers=layers_ms,
        weights=1e3 * weights_s,
        collectives=collectives_ms,
        machine_ms=machine_ms / layout.pp,
    )


def _efficiency(model: ModelSpeed, device: DeviceSpeed, devices: int) -> float:
    share = device.prefill_share * constants.PREFILL_BY_CLASS[model.model_class]
    return min(constants.HIGHEST_EFFICIENCY, share * float(devices**constants.PREFILL_DEVICE_EXPONENT))


def _attention_flops(model: ModelSpeed, input_tokens: int, fresh: float) -> float:
    """FLOPs of `fresh` tokens over what stands before each: on average the whole less half of the fresh."""
    before = input_tokens - fresh / 2
    flops = 0.0
    for group in model.attention:
        read = before if group.longest_read is None else min(before, group.longest_read)
        flops += fresh * (group.prefill_flops * read + group.indexer_flops * before)
    return flops
