"""What the estimator answers: bytes a device by part, and speeds as ranges with their terms."""

from typing import Literal

import msgspec

from advisor.figures import Basis, Confidence, Range


class MemoryFit(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes of the fullest device, by part. Negative headroom: it does not fit."""

    routed_experts_bytes: int
    shared_experts_bytes: int
    dense_bytes: int
    """Attention, dense feed-forward, norms and routers."""
    embedding_bytes: int
    mtp_bytes: int
    kv_cache_bytes: int
    """Growing cache of the sequences this device holds, sliding windows included."""
    indexer_bytes: int
    state_bytes: int
    """Recurrent state of linear-attention layers."""
    reserve_bytes: int
    """Activations, graphs, communication buffers and the runtime itself."""
    usable_bytes: int
    usable_from: Literal["usable", "reported", "nominal"]
    """Which figure of the profile the usable bytes come from; "nominal" is the weakest."""
    reserve_source: str
    kv_bytes_per_token: int
    """Of the whole model at the KV format, all growing layers, indexer included."""
    sequences_per_device: int
    """Sequences of the load's context that this device must hold."""
    max_sequences: int
    """Sequences of that context that would fit over all replicas."""
    max_context_tokens: int
    """Longest context at the load's concurrency."""

    @property
    def weights_bytes(self) -> int:
        """Weights of one device, MTP included."""
        return (
            self.routed_experts_bytes
            + self.shared_experts_bytes
            + self.dense_bytes
            + self.embedding_bytes
            + self.mtp_bytes
        )

    @property
    def cache_bytes(self) -> int:
        """Everything that grows with load: KV, indexer keys, recurrent state."""
        return self.kv_cache_bytes + self.indexer_bytes + self.state_bytes

    @property
    def needed_bytes(self) -> int:
        """Weights, cache and reserve."""
        return self.weights_bytes + self.cache_bytes + self.reserve_bytes

    @property
    def headroom_bytes(self) -> int:
        """Usable minus needed; negative is the shortfall."""
        return self.usable_bytes - self.needed_bytes

    @property
    def fits(self) -> bool:
        """True when nothing is short."""
        return self.headroom_bytes >= 0


class Factor(msgspec.Struct, frozen=True):
    """One factor of a part's arithmetic beside the main one."""

    code: str
    """efficiency, layout, path, interference, speculation, median, correction, steps, prompts."""
    value: float
    on: Literal["time", "rate"] = "time"


class Arithmetic(msgspec.Struct, frozen=True, kw_only=True):
    """How a part comes about.

    Milliseconds are 1e3 x quantity / (each x rate factors) where `each_unit` ends in "/s", 1e-3 x quantity x
    each where it is "us" and quantity x each where it is "ms", always times the factors on time.
    """

    part: str = ""
    """experts, other, linear, attention; empty where a part has no sub-parts."""
    quantity: float
    unit: str
    """B, FLOP, layers, rows (layers x tokens of an attention rank), sequences, prompts."""
    each: float
    """The data sheet's rate of a device, or the fitted microseconds."""
    each_unit: Literal["B/s", "FLOP/s", "us", "ms"]
    factors: tuple[Factor, ...] = ()
    alone_ms: float | None = None
    """Where parts overlap (weights and compute): what this would take alone; the term is what it adds."""


class Term(msgspec.Struct, frozen=True):
    """One named part of a time per token, a prompt or a wait, in milliseconds."""

    code: str
    """weights, kv, compute, layers, rows, sequences, collectives, prefill; prompt, steps, waiting."""
    ms: float
    arithmetic: tuple[Arithmetic, ...] = ()
    """Sums to the part; several where it has sub-parts."""


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """Predicted speed of the whole setup at the load."""

    ttft_ms: Range | None
    """None where the load saturates prefill, so that no waiting time can be promised."""
    tpot_ms: Range
    """Time per output token, the first excluded."""
    output_tok_s: Range
    total_tok_s: Range
    """Input and output tokens together."""
    decode_terms: tuple[Term, ...]
    """Parts of the time per token; they add up to its mid value."""
    prefill_terms: tuple[Term, ...]
    """Parts of reading one prompt."""
    limited_by: str
    """Code of the largest decode term."""
    path: Literal["tuned", "default"]
    """Maturity of the software path that the mid values assume."""
    basis: Basis
    confidence: Confidence
    saturated: bool = False
    ttft_terms: tuple[Term, ...] = ()
    """Parts of the time to first token; they add up to its mid value. Empty where it is not given."""
