"""Which class of the speed constants an architecture belongs to: one rule, in one place."""

from advisor.catalogue.architecture import (
    RECURRENT,
    Architecture,
    CompressedAttention,
    GqaAttention,
    MlaAttention,
    MoeFeedForward,
)
from advisor.catalogue.model import ModelClass


def model_class_of(architecture: Architecture) -> ModelClass:
    """The class whose kernels and launches are most like those of `architecture`.

    hybrid: some layers keep a recurrent state. dsa: attention reads chosen latents or compressed entries.
    mla-moe: latent attention. gpt-oss: experts with biases under attention with sinks. gqa-moe: other
    experts. Block-sparse attention over grouped heads (MiniMax-M3) stays with its kernels' kind: 108 measured
    times per token on six parts are predicted 7% low as gqa-moe and 30% high as dsa.
    """
    kinds = architecture.attention
    if any(isinstance(group, RECURRENT) for group in kinds):
        return "hybrid"
    if any(_is_sparse(group) for group in kinds):
        return "dsa"
    if any(isinstance(group, MlaAttention) for group in kinds):
        return "mla-moe"
    experts = [block for block in architecture.feed_forward if isinstance(block, MoeFeedForward)]
    if not experts:
        return "dense"
    sinks = any(isinstance(group, GqaAttention) and group.sinks for group in kinds)
    return "gpt-oss" if sinks and any(block.expert_bias for block in experts) else "gqa-moe"


def _is_sparse(group: object) -> bool:
    if isinstance(group, CompressedAttention):
        return True
    if isinstance(group, MlaAttention) and group.shared_top_k_tokens is not None:
        return True
    return isinstance(group, MlaAttention) and group.indexer is not None
