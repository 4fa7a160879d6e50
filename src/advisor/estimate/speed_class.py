"""The class of kernels that a model's speed goes by, finer than `Model.model_class`."""

from typing import Literal

from advisor.catalogue.architecture import CompressedAttention, GqaAttention
from advisor.catalogue.model import Model
from advisor.estimate.identity import remembered

SpeedClass = Literal["dense", "gqa-moe", "gpt-oss", "mla-moe", "dsa", "hybrid", "csa", "msa"]
"""csa: attention over compressed entries (DeepSeek-V4); msa: block-sparse attention over grouped heads
(MiniMax-M3). Both were measured enough to stand apart."""


@remembered
def speed_class_of(model: Model) -> SpeedClass:
    """The class of `model`."""
    kinds = model.architecture.attention
    if any(isinstance(group, CompressedAttention) for group in kinds):
        return "csa"
    if any(isinstance(group, GqaAttention) and group.indexer is not None for group in kinds):
        return "msa"
    return model.model_class
