"""Parameter counts of an architecture by part, from closed formulas over its published dimensions."""

import msgspec

from advisor.catalogue.architecture import (
    Architecture,
    DenseFeedForward,
    FeedForward,
    HyperConnections,
    MoeFeedForward,
)
from advisor.estimate.attention_parameters import attention_parameters, indexer_parameters


class ParameterCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Parameters by part, over all layers. `head` is 0 where it is tied to the embedding."""

    attention: int
    """Projections of all attention layers with their own norms, biases and sinks."""
    indexer: int
    """Lightning indexers of sparse attention."""
    dense_feed_forward: int
    routed_experts: int
    routed_experts_active: int
    """Of the routed experts, those that one token takes."""
    shared_experts: int
    """Shared experts, and the projections to and from the latent that routed experts work in."""
    router: int
    norms: int
    """Norms before attention and feed-forward, the last one, and the mixers of several residual streams."""
    embedding: int
    head: int
    mtp: int
    """Multi-token-prediction layers, which share embedding and head with the model."""

    @property
    def total(self) -> int:
        """Every parameter of the text stack, MTP layers excluded, as publishers count."""
        return (
            self.active_core - self.routed_experts_active + self.routed_experts + self.embedding + self.head
        )

    @property
    def active_core(self) -> int:
        """Parameters that one token passes, embedding table and output head excluded."""
        return (
            self.attention
            + self.indexer
            + self.dense_feed_forward
            + self.routed_experts_active
            + self.shared_experts
            + self.router
            + self.norms
        )

    @property
    def active_with_head(self) -> int:
        """Core and output head: what a decode step reads and multiplies."""
        return self.active_core + (self.head or self.embedding)

    @property
    def active_with_embedding(self) -> int:
        """Core, head and embedding table; a tied table counts once."""
        return self.active_core + self.head + self.embedding


def count_parameters(architecture: Architecture) -> ParameterCounts:
    """Parameters by part; raises TypeError for an attention or feed-forward kind without a formula."""
    hidden = architecture.hidden
    moe = [block for block in architecture.feed_forward if isinstance(block, MoeFeedForward)]
    dense = [block for block in architecture.feed_forward if not isinstance(block, MoeFeedForward)]
    routed = [(block, block.layers * expert_parameters(block, hidden)) for block in moe]
    depth = depth_of(architecture)
    embedding = architecture.vocabulary * hidden
    mixers = architecture.hyper_connections
    return ParameterCounts(
        attention=sum(group.layers * attention_parameters(group, hidden) for group in architecture.attention),
        indexer=sum(group.layers * indexer_parameters(group, hidden) for group in architecture.attention),
        dense_feed_forward=sum(block.layers * dense_parameters(block, hidden) for block in dense),
        routed_experts=sum(block.routed_experts * each for block, each in routed),
        routed_experts_active=sum(block.experts_per_token * each for block, each in routed),
        shared_experts=sum(block.layers * shared_parameters(block, hidden) for block in moe),
        router=sum(block.layers * router_parameters(block, hidden) for block in moe),
        norms=depth * layer_norm_parameters(architecture) + hidden + _last_mixer(mixers, hidden),
        embedding=embedding,
        head=0 if architecture.tied_embeddings else embedding,
        mtp=architecture.mtp_layers * mtp_layer_parameters(architecture),
    )


def depth_of(architecture: Architecture) -> int:
    """Number of layers; raises ValueError where attention and feed-forward groups disagree on it."""
    depth = sum(group.layers for group in architecture.attention)
    blocks = sum(block.layers for block in architecture.feed_forward)
    if architecture.single_blocks:
        return depth + blocks
    if depth != blocks:
        raise ValueError(f"attention groups add up to {depth} layers, feed-forward groups to {blocks}")
    return depth


def layer_norm_parameters(architecture: Architecture) -> int:
    """Norms of one layer and, with several residual streams, the mixers around its two blocks."""
    hidden, mixers = architecture.hidden, architecture.hyper_connections
    norms = architecture.norms_per_layer * hidden
    if mixers is None:
        return norms
    # Reads from the streams, writes to them and, where they are mixed, streams x streams; each with a bias.
    streams = mixers.streams
    outputs = streams * (2 + (streams if mixers.mixes_streams else 0))
    scales = 3 if mixers.mixes_streams else 2
    return norms + 2 * (outputs * (streams * hidden + 1) + scales)


def _last_mixer(mixers: HyperConnections | None, hidden: int) -> int:
    if mixers is None or not mixers.learned_head:
        return 0
    return mixers.streams * (mixers.streams * hidden + 1) + 1


def expert_parameters(block: MoeFeedForward, hidden: int) -> int:
    """One routed expert of one layer: gate, up and down matrices, biases where it has them."""
    width, inputs = block.expert_intermediate, block.latent or hidden
    count = _matrices(block) * inputs * width
    return count + ((_matrices(block) - 1) * width + inputs if block.expert_bias else 0)


def shared_parameters(block: MoeFeedForward, hidden: int) -> int:
    """All shared experts of one layer with their gate, and the projections of a latent."""
    width = block.shared_intermediate or block.expert_intermediate
    count = block.shared_experts * _matrices(block) * hidden * width
    count += hidden if block.shared_gate else 0
    return count + 2 * hidden * (block.latent or 0)


def router_parameters(block: MoeFeedForward, hidden: int) -> int:
    """One layer's router: a row an expert, and a bias where it has one."""
    return block.routed_experts * (hidden + (1 if block.router_bias else 0))


def dense_parameters(block: FeedForward, hidden: int) -> int:
    """One layer of a feed-forward block: gate, up and down matrices, or the last two."""
    if not isinstance(block, DenseFeedForward):
        raise TypeError(f"no parameter formula for feed-forward kind {type(block).__name__}")
    return _matrices(block) * hidden * block.intermediate


def _matrices(block: FeedForward) -> int:
    return 3 if block.gated else 2


def mtp_layer_parameters(architecture: Architecture) -> int:
    """One MTP layer in DeepSeek-V3's form: the last kind of layer, a 2h x h projection and five norms."""
    hidden, attention = architecture.hidden, architecture.attention[-1]
    block = architecture.feed_forward[-1]
    layer = attention_parameters(attention, hidden) + indexer_parameters(attention, hidden)
    if isinstance(block, MoeFeedForward):
        layer += block.routed_experts * expert_parameters(block, hidden)
        layer += shared_parameters(block, hidden) + router_parameters(block, hidden)
    else:
        layer += dense_parameters(block, hidden)
    return layer + 2 * hidden * hidden + 5 * hidden
