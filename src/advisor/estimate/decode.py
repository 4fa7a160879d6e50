"""One decode step: milliseconds by part, added up.

step = sqrt(weights^2 + compute^2) + kv + layers + rows + sequences + collectives

Weights and compute overlap in one kernel, hence the root; the other parts follow each other. Each part is
bytes, FLOPs or a count over the data sheet's rate, times a fitted factor.
"""

import math

import msgspec

from advisor.estimate.coefficients import BATCH_SCALE_LOG, DRAFTED_TOKENS, Coefficients
from advisor.estimate.device_speed import DeviceSpeed
from advisor.estimate.layout import Layout
from advisor.estimate.model_speed import ModelSpeed

UNALIKE_SHARE = 0.75
"""Of tokens beyond the first. With even choices, weights would have to stream faster than the memory."""


class DecodeStep(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of one step of one pipeline of a replica, by part."""

    weights: float
    matrix: float
    """Matrix products, alone: they overlap with the reading of the weights."""
    attention: float
    """Attention's arithmetic, alone: it overlaps too."""
    kv: float
    layers: float
    rows: float
    sequences: float
    collectives: float
    total: float

    @property
    def compute(self) -> float:
        """What arithmetic adds to the reading of the weights."""
        return math.hypot(self.weights, self.matrix + self.attention) - self.weights


def decode_step(
    model: ModelSpeed,
    device: DeviceSpeed,
    layout: Layout,
    *,
    batch: float,
    context_tokens: float,
    k: Coefficients,
) -> DecodeStep:
    """Step of `batch` sequences, at least one, in one pipeline, each with `context_tokens` in its cache.

    A step passes all pipeline stages, so bytes and FLOPs are those of the whole model over the tp x dp
    devices of a stage. Where the model drafts, a step checks `DRAFTED_TOKENS` tokens a sequence.
    """
    tp, dp = layout.tp, layout.dp
    drafted = DRAFTED_TOKENS if layout.speculative else 1.0
    rows = batch / dp if batch > dp else 1.0
    tokens = rows * drafted
    weights = 1e3 * weight_bytes(model, batch * drafted, layout) / device.bandwidth * k.weights
    kv_bytes, attention_flops = attention_of(model, context_tokens, tp)
    flops = (model.routed_active + model.other_active) * batch * drafted
    matrix = 2e3 * flops / (tp * dp * device.flops) * k.compute
    attention = 1e3 * tokens * attention_flops / device.bf16_flops * k.attention
    kv = 1e3 * rows * kv_bytes / device.bandwidth * k.kv
    layers = 1e-3 * model.layers * k.layers * layout_factor(layout, rows, k)
    each_row = 1e-3 * model.layers * tokens * k.rows
    sequences = 1e-3 * batch * k.sequences
    collectives = collective_ms(model, device, layout, tokens, tokens) * k.collectives
    arithmetic = matrix + attention
    return DecodeStep(
        weights=weights,
        matrix=matrix,
        attention=attention,
        kv=kv,
        layers=layers,
        rows=each_row,
        sequences=sequences,
        collectives=collectives,
        total=math.sqrt(weights * weights + arithmetic * arithmetic)
        + kv
        + layers
        + each_row
        + sequences
        + collectives,
    )


def layout_factor(layout: Layout, rows: float, k: Coefficients) -> float:
    """What the layout and `rows` sequences an attention rank make of the layer constant."""
    scale = math.log1p(rows) / BATCH_SCALE_LOG
    if layout.dp > 1:
        exponent = k.batch_dp * scale + k.dp
    else:
        exponent = k.batch * scale + (k.ep if layout.ep > 1 else 0.0)
    if layout.tp * layout.dp > 8:
        exponent += k.wide
    if layout.tp > 1:
        exponent += k.tp * math.log2(layout.tp) / 3
    return math.exp(exponent)


def weight_bytes(model: ModelSpeed, tokens: float, layout: Layout) -> float:
    """Bytes that one device reads for `tokens` tokens: experts over tp x dp devices, the rest over tp."""
    experts = model.routed_bytes * expert_coverage(model, tokens) / (layout.tp * layout.dp)
    return experts + model.other_bytes / layout.tp


def expert_coverage(model: ModelSpeed, tokens: float) -> float:
    """Share of the routed experts that at least one of `tokens` tokens takes: `UNALIKE_SHARE` of them as if
    at random, since tokens of one text like the same experts."""
    if not model.routed_experts:
        return 0.0
    different = 1.0 + UNALIKE_SHARE * (tokens - 1.0)
    missed = float((1.0 - model.experts_per_token / model.routed_experts) ** different)
    return 1.0 - missed


def collective_ms(
    model: ModelSpeed, device: DeviceSpeed, layout: Layout, rows: float, routed: float
) -> float:
    """Two all-reduces a layer over tp; with dp, dispatch (8 bit) and combine (BF16) of experts a MoE layer.

    `rows` tokens of one attention rank are reduced, `routed` of them dispatched. A link that the profile
    does not know adds nothing.
    """
    tp, dp = layout.tp, layout.dp
    per_node = layout.cards // layout.nodes * device.per_card
    inside = device.scale_up or device.scale_out
    seconds = 0.0
    if tp > 1 and inside:
        link = inside if tp <= per_node else (device.scale_out or inside)
        seconds += model.layers * 8.0 * rows * model.hidden * (tp - 1) / tp / link
    if dp > 1 and inside:
        link = inside if tp * dp <= per_node else (device.scale_out or inside)
        seconds += model.moe_layers * 3.0 * routed * model.experts_per_token * model.hidden / link
    return 1e3 * seconds


def attention_of(model: ModelSpeed, context: float, tp: int) -> tuple[float, float]:
    """(cache bytes read, FLOPs) on one device for one sequence's next token."""
    read = flops = 0.0
    for group in model.attention:
        tokens = context if group.longest_read is None else min(context, group.longest_read)
        parts = min(tp, group.heads)
        read += (group.token_bytes * tokens + group.state_bytes) / parts + group.indexer_bytes * context
        flops += (group.decode_flops * tokens + group.indexer_flops * context) / tp
    return read, flops
