"""How the weights of a model are cut over the devices of one replica."""

import msgspec

from advisor.catalogue.architecture import FeedForward, MoeFeedForward
from advisor.catalogue.model import Model
from advisor.catalogue.record import WeightsFormat
from advisor.estimate.attention_parameters import attention_parameters, indexer_parameters
from advisor.estimate.formats import BytesPerParameter, bytes_per_parameter, weight_bytes
from advisor.estimate.identity import remembered
from advisor.estimate.layout import Layout
from advisor.estimate.parameters import (
    count_parameters,
    dense_parameters,
    depth_of,
    expert_parameters,
    layer_norm_parameters,
    mtp_layer_parameters,
    router_parameters,
    shared_parameters,
)


class FeedForwardBytes(msgspec.Struct, frozen=True):
    """Bytes of one layer of a feed-forward group."""

    layers: int
    routed_experts: int
    """How many there are; 0 for a dense block."""
    routed: int
    shared: int
    dense: int
    """Dense matrices, or the router of a mixture of experts."""


class LayerBytes(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes of a model's weights by layer, in one format."""

    depth: int
    single_blocks: bool
    """A layer is attention or feed-forward, not both."""
    attention: tuple[tuple[int, int], ...]
    """(layers, bytes of one layer with its indexer and norms) by group."""
    feed_forward: tuple[FeedForwardBytes, ...]
    """Heaviest layer first."""
    embedding: int
    head: int
    """0 where it is the embedding."""


class ShardBytes(msgspec.Struct, frozen=True):
    """Bytes of the fullest device by part."""

    routed_experts: int
    shared_experts: int
    dense: int
    embedding: int

    @property
    def total(self) -> int:
        """All parts."""
        return self.routed_experts + self.shared_experts + self.dense + self.embedding


@remembered
def layer_bytes(model: Model, weights: WeightsFormat) -> LayerBytes:
    """Bytes by layer of `model` stored as `weights`."""
    architecture, hidden = model.architecture, model.architecture.hidden
    counts = count_parameters(architecture)
    each = bytes_per_parameter(weights, model.model_class, experts=counts.routed_experts > 0)
    attention = []
    norms = layer_norm_parameters(architecture) * each.kept
    for group in architecture.attention:
        parameters = attention_parameters(group, hidden) + indexer_parameters(group, hidden)
        attention.append((group.layers, round(parameters * each.attention + norms)))
    single = architecture.single_blocks
    blocks = [
        _feed_forward_bytes(block, hidden, each, norms if single else 0.0)
        for block in architecture.feed_forward
    ]
    return LayerBytes(
        depth=depth_of(architecture),
        single_blocks=single,
        attention=tuple(attention),
        feed_forward=tuple(sorted(blocks, key=lambda block: -(block.routed + block.shared + block.dense))),
        embedding=round(counts.embedding * each.kept),
        head=round(counts.head * each.kept),
    )


def whole_bytes(layers: LayerBytes) -> int:
    """Bytes of one copy of all weights."""
    attention = sum(count * each for count, each in layers.attention)
    blocks = sum(block.layers * (block.routed + block.shared + block.dense) for block in layers.feed_forward)
    return attention + blocks + layers.embedding + layers.head


def shard_bytes(layers: LayerBytes, layout: Layout) -> ShardBytes:
    """Bytes of the fullest device of `layout`.

    Pipeline stages take ceil(depth / pp) layers, the fullest of the heaviest kind. Tensor parallelism cuts
    attention, dense and shared matrices; data-parallel attention ranks copy them. Routed experts are cut
    over all tp x dp devices of a stage: whole experts over `ep` of them, the rest by tensor parallelism.
    Embedding and head are cut by vocabulary over tp and lie on the first and the last stage.
    """
    stage = -(-layers.depth // layout.pp)
    devices = layout.tp * layout.dp
    dense = 0
    for count, each in layers.attention:
        dense += each * -(-count * stage // layers.depth)
    routed = shared = 0
    left = stage
    for block in layers.feed_forward:
        # In a block pattern the kinds alternate: a stage gets its share of each, not the heaviest first.
        taken = -(-block.layers * stage // layers.depth) if layers.single_blocks else min(block.layers, left)
        left -= taken
        dense += taken * block.dense
        shared += taken * block.shared
        if block.routed_experts:
            held = -(-block.routed_experts // layout.ep) * layout.ep
            routed += taken * block.routed * held // block.routed_experts
    embedding = layers.embedding + layers.head if layout.pp == 1 else max(layers.embedding, layers.head)
    return ShardBytes(
        routed_experts=-(-routed // devices),
        shared_experts=-(-shared // layout.tp),
        dense=-(-dense // layout.tp),
        embedding=-(-embedding // layout.tp),
    )


def draft_bytes(model: Model, layout: Layout) -> int:
    """Bytes of the prediction layers on one device: 0 unless `layout` drafts tokens with them.

    They sit on the last pipeline stage and are cut like any other layer: routed experts over tp x dp
    devices, the rest over tp.
    """
    if not layout.speculative:
        return 0
    whole = weight_bytes(model, layout.weights).mtp
    block = model.architecture.feed_forward[-1]
    routed = 0
    if isinstance(block, MoeFeedForward):
        experts = block.routed_experts * expert_parameters(block, model.architecture.hidden)
        routed = whole * experts // mtp_layer_parameters(model.architecture)
    rest = whole - routed
    return -(-routed // (layout.tp * layout.dp)) + -(-rest // layout.tp)


def _feed_forward_bytes(
    block: FeedForward, hidden: int, each: BytesPerParameter, norms: float
) -> FeedForwardBytes:
    if isinstance(block, MoeFeedForward):
        return FeedForwardBytes(
            layers=block.layers,
            routed_experts=block.routed_experts,
            routed=round(block.routed_experts * expert_parameters(block, hidden) * each.routed),
            shared=round(shared_parameters(block, hidden) * each.shared),
            dense=round(router_parameters(block, hidden) * each.kept + norms),
        )
    parameters = dense_parameters(block, hidden)
    return FeedForwardBytes(
        layers=block.layers,
        routed_experts=0,
        routed=0,
        shared=0,
        dense=round(parameters * each.dense_feed_forward + norms),
    )
