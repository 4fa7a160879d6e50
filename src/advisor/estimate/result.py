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


class Term(msgspec.Struct, frozen=True):
    """One named part of a decode step or a prefill, in milliseconds."""

    code: str
    """weights, kv, compute, layers, rows, sequences, collectives, prefill."""
    ms: float


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
    prefill_terms: tuple[Term, ...]
    limited_by: str
    """Code of the largest decode term."""
    path: Literal["tuned", "default"]
    """Maturity of the software path that the mid values assume."""
    basis: Basis
    confidence: Confidence
    saturated: bool = False
