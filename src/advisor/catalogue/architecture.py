"""The shape of a model: attention and feed-forward groups that counts, cache bytes and FLOPs come from."""

from typing import Annotated

import msgspec

from advisor.catalogue.record import Natural, Record, Size
from advisor.figures import Confidence

MAX_LAYERS = 10_000


class Indexer(Record, frozen=True, kw_only=True):
    """A lightning indexer: a small attention that chooses the tokens which the layer's attention reads."""

    heads: Size
    head_dim: Size
    top_k_tokens: Size
    pool_tokens: Size = 1
    """Tokens that share one indexer key (GLM-5.3-Flash: 16, with a learned pooling)."""
    hidden_query: bool = False
    """Queries come from the hidden state, where MLA's usual indexer takes the query latent."""
    head_weights: bool = True
    """A learned weight a head and token; without one, scores are compared by block (MiniMax-M3)."""


class GqaAttention(Record, frozen=True, kw_only=True, tag="gqa", tag_field="kind"):
    """Grouped-query attention in `layers` layers; `window_tokens` makes them sliding-window layers.

    A layer whose attention restarts every so many tokens (Llama 4's chunks) is a window of that size, the
    most that it ever holds.
    """

    layers: Size
    heads: Size
    kv_heads: Size
    head_dim: Size
    """Of queries and keys, and of values where `value_head_dim` is absent."""
    value_head_dim: Size | None = None
    window_tokens: Size | None = None
    q_lora_rank: Size | None = None
    """Queries pass a normed latent of this width (Step-3)."""
    qk_norm: bool = False
    """A norm over each head's query and one over its key."""
    wide_qk_norm: bool = False
    """These norms run over all heads together (MiniMax-M2)."""
    qkv_bias: bool = False
    output_bias: bool = False
    sinks: bool = False
    """One learned sink logit a head (gpt-oss)."""
    output_gate: bool = False
    """A gate as wide as the query, computed beside it (Qwen3-Next, Qwen3.5)."""
    head_gate: bool = False
    """One gate a head (Step 3.7)."""
    keys_as_values: bool = False
    """One projection makes keys and values, which are then normed and cached apart (Gemma 4)."""
    indexer: Indexer | None = None


class MlaAttention(Record, frozen=True, kw_only=True, tag="mla", tag_field="kind"):
    """Multi-head latent attention: one compressed latent a token and layer, shared by all heads."""

    layers: Size
    heads: Size
    q_lora_rank: Size | None = None
    """None: queries come straight from the hidden state (Mistral Large 4)."""
    kv_lora_rank: Size
    qk_nope_head_dim: Size
    qk_rope_head_dim: Natural
    """0: no rotary part (GLM-5.3-Flash)."""
    v_head_dim: Size
    indexer: Indexer | None = None
    shared_top_k_tokens: Size | None = None
    """Reads the tokens that the indexer of an earlier layer chose, at most so many (GLM-5.2)."""
    output_gate: bool = False
    """A gate as wide as the heads' output, computed from the hidden state (Kimi K3, Hy4)."""
    sinks: bool = False

    def __post_init__(self) -> None:
        if self.indexer is not None and self.shared_top_k_tokens is not None:
            raise ValueError("a layer has its own indexer or shares another's, not both")


class CompressedAttention(Record, frozen=True, kw_only=True, tag="compressed", tag_field="kind"):
    """DeepSeek-V4's attention: one key that is also the value, kept in a window and compressed beyond it.

    With an indexer it is compressed sparse attention, whose entries overlap (two of them a step); without one
    heavily compressed attention, which reads every entry. `compression` 0 leaves the window alone.
    """

    layers: Size
    heads: Size
    head_dim: Size
    """Of the one key and value, rotary part included."""
    rope_head_dim: Size
    q_lora_rank: Size
    output_groups: Size
    output_lora_rank: Size
    """Width of the latent that each group of heads is projected to on the way out."""
    window_tokens: Size
    compression: Natural = 0
    """Tokens behind one compressed entry."""
    indexer: Indexer | None = None

    def __post_init__(self) -> None:
        if self.indexer is not None and not self.compression:
            raise ValueError("an indexer chooses among compressed entries; compression is 0")


class LinearAttention(Record, frozen=True, kw_only=True, tag="linear", tag_field="kind"):
    """A recurrent layer (gated delta net): a state of fixed size a sequence, no growing cache."""

    layers: Size
    key_heads: Size
    value_heads: Size
    key_head_dim: Size
    value_head_dim: Size
    conv_kernel: Size


class KimiDeltaAttention(Record, frozen=True, kw_only=True, tag="kda", tag_field="kind"):
    """A recurrent layer with a decay for each channel (Kimi Linear, Kimi K3, GLM-5.3-Flash)."""

    layers: Size
    heads: Size
    head_dim: Size
    conv_kernel: Size
    full_rank_gate: bool = False
    """The output gate is one matrix, else two by way of `head_dim`."""


class LightningAttention(Record, frozen=True, kw_only=True, tag="lightning", tag_field="kind"):
    """Linear attention with a fixed decay a head (MiniMax-Text-01, MiniMax-M1)."""

    layers: Size
    heads: Size
    head_dim: Size


class MambaAttention(Record, frozen=True, kw_only=True, tag="mamba2", tag_field="kind"):
    """A Mamba-2 layer in attention's place (Nemotron-H)."""

    layers: Size
    heads: Size
    head_dim: Size
    groups: Size
    state_size: Size
    conv_kernel: Size
    conv_bias: bool = True


class DenseFeedForward(Record, frozen=True, kw_only=True, tag="dense", tag_field="kind"):
    """A feed-forward block of three matrices, or of two without a gate."""

    layers: Size
    intermediate: Size
    gated: bool = True


class MoeFeedForward(Record, frozen=True, kw_only=True, tag="moe", tag_field="kind"):
    """Routed experts of which each token takes `experts_per_token`, and shared ones that it always takes.

    A dense block beside the experts of the same layer (Gemma 4) is a shared expert.
    """

    layers: Size
    routed_experts: Size
    experts_per_token: Size
    expert_intermediate: Size
    shared_experts: Natural = 0
    shared_intermediate: Size | None = None
    """Width of one shared expert where it differs from a routed one."""
    shared_gate: bool = False
    """One gate on the output of the shared experts (Qwen)."""
    latent: Size | None = None
    """Routed experts work at this width; one projection leads there and one back (Nemotron 3, Kimi K3)."""
    gated: bool = True
    """Three matrices an expert, else two."""
    expert_bias: bool = False
    router_bias: bool = False

    def __post_init__(self) -> None:
        if self.experts_per_token > self.routed_experts:
            raise ValueError(
                f"experts_per_token {self.experts_per_token} exceeds routed_experts {self.routed_experts}"
            )


class HyperConnections(Record, frozen=True, kw_only=True):
    """Several residual streams, mixed anew before and after each block (DeepSeek-V4, GLM-5.3-Flash, Hy4)."""

    streams: Size
    mixes_streams: bool = True
    """Streams are mixed with each other too, else only read from and written to (Hy4)."""
    learned_head: bool = True
    """The last mix, before the output head, is learned."""


Attention = (
    GqaAttention
    | MlaAttention
    | CompressedAttention
    | LinearAttention
    | KimiDeltaAttention
    | LightningAttention
    | MambaAttention
)
FeedForward = DenseFeedForward | MoeFeedForward

RECURRENT = (LinearAttention, KimiDeltaAttention, LightningAttention, MambaAttention)
"""Kinds of attention that keep a state and no cache."""


class Architecture(Record, frozen=True, kw_only=True):
    """Everything that parameter counts, KV bytes and FLOPs are computed from."""

    hidden: Size
    vocabulary: Size
    tied_embeddings: bool
    attention: Annotated[tuple[Attention, ...], msgspec.Meta(min_length=1)]
    """Groups of layers that share a shape; their layer counts add up to the depth. The last group has the
    shape of a multi-token-prediction layer."""
    feed_forward: Annotated[tuple[FeedForward, ...], msgspec.Meta(min_length=1)]
    single_blocks: bool = False
    """A layer is attention or feed-forward, not both (Nemotron-H): the depth is the sum of both."""
    norms_per_layer: Natural = 2
    """Norms as wide as the hidden state in a layer, those of latents and heads aside."""
    hyper_connections: HyperConnections | None = None
    mtp_layers: Natural = 0
    """Multi-token-prediction layers for speculative decoding, each one attention and one MoE layer."""
    source: str
    confidence: Confidence


def depth_problem(architecture: Architecture) -> str | None:
    """What is wrong with the numbers of layers; None where attention and feed-forward agree."""
    attending = sum(group.layers for group in architecture.attention)
    feeding = sum(group.layers for group in architecture.feed_forward)
    if architecture.single_blocks:
        depth = attending + feeding
    elif attending != feeding:
        return f"attention has {attending} layers and feed_forward {feeding}; they must agree"
    else:
        depth = attending
    return f"wants at most {MAX_LAYERS} layers, found {depth}" if depth > MAX_LAYERS else None
