"""Weights and KV formats of a measured row, where the source's label is missing or means something else."""

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.catalogue.record import WEIGHTS_FORMATS, KvFormat, WeightsFormat
from advisor.evidence.row import MeasuredRow

LIKELIEST_BIN = "ascend-910b3"
"""The bin that most servers sold as "910B" carry: sources without a bin are read as it, and ranges
cover all."""
_FOUR_BIT: tuple[WeightsFormat, ...] = ("nvfp4", "mxfp4")


def bins_of(accelerator_id: str, catalogue: Catalogue) -> tuple[Accelerator, ...]:
    """The part of that id, or all bins that go by it, the likeliest first; empty where nobody does."""
    if accelerator_id in catalogue.accelerators:
        return (catalogue.accelerators[accelerator_id],)
    bins = [part for part in catalogue.accelerators.values() if accelerator_id in part.also_called]
    return tuple(sorted(bins, key=lambda part: (part.id != LIKELIEST_BIN, part.id)))


def weights_of(row: MeasuredRow, model: Model, part: Accelerator) -> WeightsFormat:
    """The format that ran.

    "fp8" of a model that its publisher releases with 4-bit experts under FP8 (DeepSeek-V4, gpt-oss) is that
    file. Without a label: the published checkpoint's format where it is 4-bit, NVFP4 on Blackwell and FP8 on
    other parts that compute it, as in MLPerf's submissions, else BF16.
    """
    stated = row.precision_weights
    released = next((checkpoint.weights for checkpoint in model.checkpoints if checkpoint.official), None)
    if stated == "fp8" and released == "mxfp4":
        return "mxfp4"
    for known in WEIGHTS_FORMATS:
        if stated == known:
            return known
    if released in _FOUR_BIT:
        return released
    if row.engine in ("Ollama", "vLLM-Kunlun"):
        return "bf16"
    if part.rates.fp4 is not None and part.vendor == "NVIDIA":
        return "nvfp4"
    return "fp8" if part.rates.fp8 is not None else "bf16"


def kv_of(row: MeasuredRow, weights: WeightsFormat) -> KvFormat:
    """The cache's format; unstated, 8-bit beside NVFP4 weights as in NVIDIA's recipes, else BF16."""
    stated = row.precision_kv.lower()
    if stated.startswith("fp8"):
        return "fp8"
    if stated.startswith("int8"):
        return "int8"
    return "fp8" if not stated and weights == "nvfp4" else "bf16"
