"""One decode step: milliseconds by part, added up.

step = sqrt(weights^2 + compute^2) + kv + layers + rows + sequences + collectives

Weights and compute overlap in one kernel, hence the root; the other parts follow each other. Each part is
bytes, FLOPs or a count over a rate times an efficiency of `constants`.
"""

import math

import msgspec

from advisor.estimate import constants
from advisor.estimate.device_speed import DeviceSpeed
from advisor.estimate.layout import Layout
from advisor.estimate.model_speed import ModelSpeed


class DecodeStep(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of one step of one pipeline of a replica, by part."""

    weights: float
    compute: float
    """What arithmetic adds to the reading of the weights."""
    kv: float
    layers: float
    rows: float
    sequences: float
    collectives: float

    @property
    def total(self) -> float:
        """Milliseconds of the step."""
        return (
            self.weights
            + self.compute
            + self.kv
            + self.layers
            + self.rows
            + self.sequences
            + self.collectives
        )


def decode_step(
    model: ModelSpeed,
    device: DeviceSpeed,
    layout: Layout,
    *,
    batch: float,
    context_tokens: float,
    path_factor: float,
) -> DecodeStep:
    """Step of `batch` sequences, at least one, in one pipeline, each with `context_tokens` in its cache.

    `path_factor` multiplies the layer constant. A step passes all pipeline stages, so bytes and FLOPs are
    those of the whole model over the tp x dp devices of a stage.
    """
    tp, dp = layout.tp, layout.dp
    devices = tp * dp
    rows = batch / dp if batch > dp else 1.0
    weights_ms = 1e3 * weight_bytes(model, batch, layout) / device.weights_bandwidth
    kv_bytes, attention_flops = _attention(model, context_tokens, tp)
    compute_ms = 2e3 * (model.routed_active + model.other_active) * batch / (devices * device.decode_flops)
    compute_ms += 1e3 * rows * attention_flops / (device.bf16_flops * constants.DECODE_ATTENTION_EFFICIENCY)
    return DecodeStep(
        weights=weights_ms,
        compute=math.sqrt(weights_ms * weights_ms + compute_ms * compute_ms) - weights_ms,
        kv=1e3 * rows * kv_bytes / device.kv_bandwidth,
        layers=_layers_ms(model, device, layout, rows) * path_factor,
        rows=1e-3 * model.layers * rows * constants.ROW_US[device.family],
        sequences=1e-3 * batch * constants.SEQUENCE_US,
        collectives=collective_ms(model, device, layout, rows, rows),
    )


def weight_bytes(model: ModelSpeed, tokens: float, layout: Layout) -> float:
    """Bytes that one device reads for `tokens` tokens: experts over tp x dp devices, the rest over tp."""
    experts = model.routed_bytes * expert_coverage(model, tokens) / (layout.tp * layout.dp)
    return experts + model.other_bytes / layout.tp


def expert_coverage(model: ModelSpeed, tokens: float) -> float:
    """Share of the routed experts that at least one of `tokens` tokens takes, if choices are even."""
    if not model.routed_experts:
        return 0.0
    missed = float((1.0 - model.experts_per_token / model.routed_experts) ** tokens)
    return 1.0 - missed


def collective_ms(
    model: ModelSpeed, device: DeviceSpeed, layout: Layout, rows: float, routed: float
) -> float:
    """Two all-reduces a layer over tp; with dp, dispatch (8 bit) and combine (BF16) of experts a MoE layer.

    `rows` tokens of one attention rank are reduced, `routed` of them dispatched. A link that the profile
    does not know adds nothing.
    """
    tp, dp = layout.tp, layout.dp
    per_node = layout.cards // layout.nodes * _devices_per_card(layout)
    inside = device.scale_up or device.scale_out
    seconds = 0.0
    if tp > 1 and inside:
        link = inside if tp <= per_node else (device.scale_out or inside)
        seconds += model.layers * 8.0 * rows * model.hidden * (tp - 1) / tp / link
    if dp > 1 and inside:
        link = inside if tp * dp <= per_node else (device.scale_out or inside)
        seconds += model.moe_layers * 3.0 * routed * model.experts_per_token * model.hidden / link
    return 1e3 * seconds * constants.COLLECTIVE_SHARE


def _devices_per_card(layout: Layout) -> int:
    return layout.replicas * layout.tp * layout.pp * layout.dp // layout.cards


def _attention(model: ModelSpeed, context: float, tp: int) -> tuple[float, float]:
    """(cache bytes read, FLOPs) on one device for one sequence's next token."""
    read = flops = 0.0
    for group in model.attention:
        tokens = context if group.longest_read is None else min(context, group.longest_read)
        parts = min(tp, group.heads)
        read += (group.token_bytes * tokens + group.state_bytes) / parts + group.indexer_bytes * context
        flops += (group.decode_flops * tokens + group.indexer_flops * context) / tp
    return read, flops


def _layers_ms(model: ModelSpeed, device: DeviceSpeed, layout: Layout, rows: float) -> float:
    scale = math.log1p(rows) / constants.BATCH_SCALE_LOG
    factor = float(constants.BATCH_FACTOR**scale) * constants.STACK_FACTOR.get(layout.stack, 1.0)
    if layout.dp > 1:
        factor *= constants.DP_FACTOR * float(constants.DP_RELIEF**scale)
    if layout.tp * layout.dp > 8:
        factor *= constants.WIDE_FACTOR
    return 1e-3 * model.layers * constants.LAYER_US[device.family][model.model_class] * factor
