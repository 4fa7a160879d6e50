"""Parameter counts of an architecture by part, from closed formulas over its published dimensions."""

import msgspec

from advisor.catalogue.architecture import (
    Architecture,
    Attention,
    DenseFeedForward,
    FeedForward,
    GqaAttention,
    LinearAttention,
    MlaAttention,
    MoeFeedForward,
)


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
    router: int
    norms: int
    """Norms before attention and feed-forward, and the last one."""
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
    return ParameterCounts(
        attention=sum(group.layers * attention_parameters(group, hidden) for group in architecture.attention),
        indexer=sum(group.layers * indexer_parameters(group, hidden) for group in architecture.attention),
        dense_feed_forward=sum(block.layers * dense_parameters(block, hidden) for block in dense),
        routed_experts=sum(block.routed_experts * each for block, each in routed),
        routed_experts_active=sum(block.experts_per_token * each for block, each in routed),
        shared_experts=sum(block.layers * shared_parameters(block, hidden) for block in moe),
        router=sum(block.layers * router_parameters(block, hidden) for block in moe),
        norms=(2 * depth + 1) * hidden,
        embedding=embedding,
        head=0 if architecture.tied_embeddings else embedding,
        mtp=architecture.mtp_layers * mtp_layer_parameters(architecture),
    )


def depth_of(architecture: Architecture) -> int:
    """Number of layers; raises ValueError where attention and feed-forward groups disagree on it."""
    depth = sum(group.layers for group in architecture.attention)
    blocks = sum(block.layers for block in architecture.feed_forward)
    if depth != blocks:
        raise ValueError(f"attention groups add up to {depth} layers, feed-forward groups to {blocks}")
    return depth


def attention_parameters(group: Attention, hidden: int) -> int:
    """Parameters of one attention layer, its indexer excluded."""
    if isinstance(group, GqaAttention):
        return _gqa_parameters(group, hidden)
    if isinstance(group, MlaAttention):
        return _mla_parameters(group, hidden)
    if isinstance(group, LinearAttention):
        return _linear_parameters(group, hidden)
    raise TypeError(f"no parameter formula for attention kind {type(group).__name__}")


def indexer_parameters(group: Attention, hidden: int) -> int:
    """One layer's lightning indexer: query from the latent, one key with a LayerNorm, a weight a head."""
    if not isinstance(group, MlaAttention) or group.indexer is None:
        return 0
    heads, dim = group.indexer.heads, group.indexer.head_dim
    return group.q_lora_rank * heads * dim + hidden * dim + 2 * dim + hidden * heads


def expert_parameters(block: MoeFeedForward, hidden: int) -> int:
    """One routed expert of one layer: gate, up and down matrices, biases where it has them."""
    width = block.expert_intermediate
    return 3 * hidden * width + (2 * width + hidden if block.expert_bias else 0)


def shared_parameters(block: MoeFeedForward, hidden: int) -> int:
    """All shared experts of one layer."""
    return block.shared_experts * 3 * hidden * (block.shared_intermediate or block.expert_intermediate)


def router_parameters(block: MoeFeedForward, hidden: int) -> int:
    """One layer's router: a row an expert, and a bias where it has one."""
    return block.routed_experts * (hidden + (1 if block.router_bias else 0))


def dense_parameters(block: FeedForward, hidden: int) -> int:
    """One layer of a gated feed-forward block: gate, up and down matrices."""
    if not isinstance(block, DenseFeedForward):
        raise TypeError(f"no parameter formula for feed-forward kind {type(block).__name__}")
    return 3 * hidden * block.intermediate


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


def _gqa_parameters(group: GqaAttention, hidden: int) -> int:
    query = group.heads * group.head_dim
    key_value = 2 * group.kv_heads * group.head_dim
    count = 2 * hidden * query + hidden * key_value
    count += (query + key_value) if group.qkv_bias else 0
    count += hidden if group.output_bias else 0
    count += hidden * query if group.output_gate else 0
    count += 2 * group.head_dim if group.qk_norm else 0
    return count + (group.heads if group.sinks else 0)


def _mla_parameters(group: MlaAttention, hidden: int) -> int:
    query_dim = group.qk_nope_head_dim + group.qk_rope_head_dim
    query = group.q_lora_rank * (hidden + 1 + group.heads * query_dim)
    latent = hidden * (group.kv_lora_rank + group.qk_rope_head_dim) + group.kv_lora_rank
    key_value = group.kv_lora_rank * group.heads * (group.qk_nope_head_dim + group.v_head_dim)
    return query + latent + key_value + group.heads * group.v_head_dim * hidden


def _linear_parameters(group: LinearAttention, hidden: int) -> int:
    keys = group.key_heads * group.key_head_dim
    values = group.value_heads * group.value_head_dim
    projections = hidden * (2 * keys + 2 * values) + hidden * 2 * group.value_heads + values * hidden
    convolution = (2 * keys + values) * group.conv_kernel
    return projections + convolution + 2 * group.value_heads + group.value_head_dim
