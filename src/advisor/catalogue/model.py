"""What a profile says about an open-weight model: architecture, checkpoints, licence, claims."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.record import Bytes, CountryCode, Natural, Parameters, Record, Size, WeightsFormat
from advisor.figures import Confidence, Statement

ModelClass = Literal["dense", "gqa-moe", "gpt-oss", "mla-moe", "dsa", "hybrid"]

MAX_LAYERS = 10_000


class Indexer(Record, frozen=True, kw_only=True):
    """The lightning indexer of DeepSeek Sparse Attention."""

    heads: Size
    head_dim: Size
    top_k_tokens: Size


class GqaAttention(Record, frozen=True, kw_only=True, tag="gqa", tag_field="kind"):
    """Grouped-query attention in `layers` layers; `window_tokens` makes them sliding-window layers."""

    layers: Size
    heads: Size
    kv_heads: Size
    head_dim: Size
    window_tokens: Size | None = None
    qk_norm: bool = False
    qkv_bias: bool = False
    output_bias: bool = False
    sinks: bool = False
    """One learned sink logit a head (gpt-oss)."""
    output_gate: bool = False
    """A gate as wide as the query, computed beside it (Qwen3-Next, Qwen3.5)."""


class MlaAttention(Record, frozen=True, kw_only=True, tag="mla", tag_field="kind"):
    """Multi-head latent attention: one compressed latent a token and layer, shared by all heads."""

    layers: Size
    heads: Size
    q_lora_rank: Size
    kv_lora_rank: Size
    qk_nope_head_dim: Size
    qk_rope_head_dim: Size
    v_head_dim: Size
    indexer: Indexer | None = None


class LinearAttention(Record, frozen=True, kw_only=True, tag="linear", tag_field="kind"):
    """A recurrent layer (gated delta net and kin): a state of fixed size a sequence, no growing cache."""

    layers: Size
    key_heads: Size
    value_heads: Size
    key_head_dim: Size
    value_head_dim: Size
    conv_kernel: Size


class DenseFeedForward(Record, frozen=True, kw_only=True, tag="dense", tag_field="kind"):
    """A gated feed-forward block (three matrices)."""

    layers: Size
    intermediate: Size


class MoeFeedForward(Record, frozen=True, kw_only=True, tag="moe", tag_field="kind"):
    """Routed experts of which each token takes `experts_per_token`, and shared ones that it always takes."""

    layers: Size
    routed_experts: Size
    experts_per_token: Size
    expert_intermediate: Size
    shared_experts: Natural = 0
    shared_intermediate: Size | None = None
    """Width of one shared expert where it differs from a routed one."""
    expert_bias: bool = False
    router_bias: bool = False

    def __post_init__(self) -> None:
        if self.experts_per_token > self.routed_experts:
            raise ValueError(
                f"experts_per_token {self.experts_per_token} exceeds routed_experts {self.routed_experts}"
            )


Attention = GqaAttention | MlaAttention | LinearAttention
FeedForward = DenseFeedForward | MoeFeedForward


class Architecture(Record, frozen=True, kw_only=True):
    """Everything that parameter counts, KV bytes and FLOPs are computed from."""

    hidden: Size
    vocabulary: Size
    tied_embeddings: bool
    attention: Annotated[tuple[Attention, ...], msgspec.Meta(min_length=1)]
    """Groups of layers that share a shape; their layer counts add up to the depth."""
    feed_forward: Annotated[tuple[FeedForward, ...], msgspec.Meta(min_length=1)]
    mtp_layers: Natural = 0
    """Multi-token-prediction layers for speculative decoding, each one attention and one MoE layer."""
    source: str
    confidence: Confidence


def depth_problem(architecture: Architecture) -> str | None:
    """What is wrong with the numbers of layers; None where attention and feed-forward agree."""
    attending = sum(group.layers for group in architecture.attention)
    feeding = sum(group.layers for group in architecture.feed_forward)
    if attending != feeding:
        return f"attention has {attending} layers and feed_forward {feeding}; they must agree"
    return f"wants at most {MAX_LAYERS} layers, found {attending}" if attending > MAX_LAYERS else None


class Checkpoint(Record, frozen=True, kw_only=True):
    """A released file of weights."""

    weights: WeightsFormat
    repository: str
    publisher: str
    official: bool
    """Released or linked by the model's own publisher."""
    size: Bytes | None = None
    """As published; absent: computed from the architecture."""
    source: str
    confidence: Confidence


class LicenceLimit(Record, frozen=True, kw_only=True):
    """One machine-readable limit of a licence."""

    kind: Literal["non_commercial", "revenue", "users", "field_of_use", "country", "branding"]
    text: str
    countries: tuple[CountryCode, ...] = ()


class Licence(Record, frozen=True, kw_only=True):
    """The licence of the weights."""

    name: str
    spdx: str | None = None
    limits: tuple[LicenceLimit, ...] = ()
    source: str
    confidence: Confidence


class Claim(Record, frozen=True, kw_only=True):
    """Something said about the model beside what primary sources say."""

    subject: str
    claimed: str
    claimed_by: str
    found: str
    verdict: Literal["confirmed", "wrong", "unconfirmed", "partly"]
    source: str
    date: str
    confidence: Confidence


class Benchmark(Record, frozen=True, kw_only=True):
    """A score, and who measured it."""

    name: str
    score_percent: float
    measured_by: Literal["publisher", "independent"]
    compared_with: str = ""
    source: str
    date: str
    confidence: Confidence


class Model(Record, frozen=True, kw_only=True):
    """An open-weight model."""

    id: str
    name: str
    publisher: str
    publisher_country: CountryCode
    family: str
    """Model family of the speed constants: glm-5, deepseek-v3, qwen3, gpt-oss, llama."""
    model_class: ModelClass
    model_type: str = ""
    """`model_type` of the publisher's config.json; serving stacks implement models by it."""
    repository: str
    released: Statement
    licence: Licence
    context_tokens: Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)]
    context_source: str
    claimed_total: Parameters | None = None
    claimed_active: Parameters | None = None
    architecture: Architecture
    checkpoints: tuple[Checkpoint, ...]
    claims: tuple[Claim, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    entity_list_rules: tuple[str, ...] = ()
    """Ids of rules about the publisher (US-ENTITY-ZHIPU)."""
