"""Total processing performance of a part, the quantity that ECCN 3A090 counts in."""

from advisor.catalogue.accelerator import Accelerator
from advisor.figures import Confidence

# Bit length of each rate's operands (15 CFR 774 Supp. 1, ECCN 3A090, technical notes).
BITS: tuple[tuple[str, int], ...] = (("bf16", 16), ("fp16", 16), ("int8", 8), ("fp8", 8), ("fp4", 4))


def total_processing_performance(accelerator: Accelerator) -> tuple[float, Confidence] | None:
    """TPP of the whole part and how sure it is: the largest dense TFLOPS or TOPS x bit length.

    TPP = 2 x MacTOPS x bit length (ECCN 3A090); a multiply-accumulate counts as two operations, so
    2 x MacTOPS is the dense peak rate as published. Without any rate, what somebody stated as TPP.
    """
    candidates: list[tuple[float, Confidence]] = []
    for name, bits in BITS:
        rate = getattr(accelerator.rates, name)
        if rate is not None:
            candidates.append((rate.to("TFLOPS") * bits, rate.confidence))
    if candidates:
        return max(candidates, key=lambda candidate: candidate[0])
    stated = accelerator.export.stated_tpp
    return (stated.value, stated.confidence) if stated else None
