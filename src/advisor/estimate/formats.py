"""Bytes of a model's weights by part, for each weights format: what is quantised, and what its scales add."""

import msgspec

from advisor.catalogue.model import Model, ModelClass
from advisor.catalogue.record import WeightsFormat
from advisor.estimate.parameters import ParameterCounts, count_parameters

BF16 = 2.0
FP8_BLOCKS = 1 + 4 / (128 * 128)
"""FP8 with one float32 scale a 128 x 128 block, as in the FP8 files of DeepSeek-V3 and GLM-5."""
INT8_CHANNELS = 1 + 8 / 4096
"""INT8 with a float32 scale and offset a row; rows of these models are 2,000 to 7,000 inputs long."""
INT4_GROUP_256 = 0.5 + 8 / 256
"""INT4 with a 64-bit scale a group of 256: vLLM-Ascend, `w4a8_dynamic.py`, group_size default and layout."""
INT4_GROUP_32 = 0.5 + 2 / 32
"""INT4 with a BF16 scale a group of 32: the Kimi-K2-Thinking and K2.5 checkpoints."""
INT4_GROUP_128 = 0.5 + 2.5 / 128
"""INT4 with a 16-bit scale and a 4-bit zero a group of 128: the usual GPTQ and AWQ file of a dense model."""
NVFP4 = 0.5 + 1 / 16
"""4-bit floats with an FP8 scale a group of 16."""
MXFP4 = 0.5 + 1 / 32
"""4-bit floats with an 8-bit exponent a group of 32: OCP Microscaling Formats 1.0."""


class BytesPerParameter(msgspec.Struct, frozen=True):
    """Bytes a parameter by part. Embedding, head, norms and router stay BF16 in every format."""

    routed: float
    shared: float
    dense_feed_forward: float
    attention: float
    """Attention projections and the indexer's."""
    kept: float = BF16
    """Embedding, head, norms, router."""


class WeightBytes(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes of the whole model by part."""

    routed_experts: int
    shared_experts: int
    dense: int
    """Attention, indexer, dense feed-forward, norms and routers."""
    embedding: int
    """Embedding table and head."""
    mtp: int

    @property
    def total(self) -> int:
        """Without the MTP layers."""
        return self.routed_experts + self.shared_experts + self.dense + self.embedding


# A mixture of experts: which parts a released checkpoint of that format quantises.
_MOE: dict[WeightsFormat, BytesPerParameter] = {
    "bf16": BytesPerParameter(BF16, BF16, BF16, BF16),
    "fp8": BytesPerParameter(FP8_BLOCKS, FP8_BLOCKS, FP8_BLOCKS, FP8_BLOCKS),
    "w8a8": BytesPerParameter(INT8_CHANNELS, INT8_CHANNELS, INT8_CHANNELS, INT8_CHANNELS),
    # msModelSlim mixes: W4A8 in the routed experts, W8A8 elsewhere.
    "w4a8": BytesPerParameter(INT4_GROUP_256, INT8_CHANNELS, INT8_CHANNELS, INT8_CHANNELS),
    "w4a16": BytesPerParameter(INT4_GROUP_32, BF16, BF16, BF16),
    # NVIDIA's DeepSeek-R1-FP4 quantises the linear layers outside attention.
    "nvfp4": BytesPerParameter(NVFP4, NVFP4, NVFP4, BF16),
    # AMD's MXFP4 builds keep FP8 outside the experts.
    "mxfp4": BytesPerParameter(MXFP4, FP8_BLOCKS, FP8_BLOCKS, FP8_BLOCKS),
}
# Kimi K3, the hybrid released so, keeps all but the experts in BF16, as Kimi K2's 4-bit files do.
_HYBRID_MXFP4 = BytesPerParameter(MXFP4, BF16, BF16, BF16)
# A dense model: every linear layer of the blocks is quantised.
_DENSE: dict[WeightsFormat, BytesPerParameter] = _MOE | {
    "w4a8": BytesPerParameter(0.0, 0.0, INT4_GROUP_256, INT4_GROUP_256),
    "w4a16": BytesPerParameter(0.0, 0.0, INT4_GROUP_128, INT4_GROUP_128),
    "nvfp4": BytesPerParameter(0.0, 0.0, NVFP4, NVFP4),
    "mxfp4": BytesPerParameter(0.0, 0.0, MXFP4, MXFP4),
}
# MTP layers follow the 8-bit part of a checkpoint where there is one.
_EIGHT_BIT_REST: frozenset[WeightsFormat] = frozenset({"fp8", "w8a8", "w4a8", "mxfp4"})


def bytes_per_parameter(
    weights: WeightsFormat, model_class: ModelClass, *, experts: bool
) -> BytesPerParameter:
    """Bytes a parameter by part of `weights` for a model with or without routed experts."""
    if not experts:
        return _DENSE[weights]
    if model_class == "gpt-oss":
        # OpenAI publishes gpt-oss with 4-bit experts and everything else in BF16.
        return BytesPerParameter(_MOE[weights].routed, BF16, BF16, BF16)
    if model_class == "hybrid" and weights == "mxfp4":
        return _HYBRID_MXFP4
    return _MOE[weights]


def weight_bytes(model: Model, weights: WeightsFormat) -> WeightBytes:
    """Bytes of all weights of `model` stored as `weights`, by part."""
    counts = count_parameters(model.architecture)
    each = bytes_per_parameter(weights, model.model_class, experts=counts.routed_experts > 0)
    return WeightBytes(
        routed_experts=round(counts.routed_experts * each.routed),
        shared_experts=round(counts.shared_experts * each.shared),
        dense=round(_dense_bytes(counts, each)),
        embedding=round((counts.embedding + counts.head) * each.kept),
        mtp=round(counts.mtp * (1.0 if weights in _EIGHT_BIT_REST else BF16)),
    )


def _dense_bytes(counts: ParameterCounts, each: BytesPerParameter) -> float:
    return (
        (counts.attention + counts.indexer) * each.attention
        + counts.dense_feed_forward * each.dense_feed_forward
        + (counts.norms + counts.router) * each.kept
    )
