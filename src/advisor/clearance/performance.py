"""Total processing performance of a part, the quantity that ECCN 3A090 counts in."""

from advisor.catalogue.accelerator import Accelerator
from advisor.figures import Confidence

# Bit length of each rate's operands (15 CFR 774 Supp. 1, ECCN 3A090, technical notes). TF32 is left out: its
# operands have 19 bits, so that BF16 at twice its rate always leads.
BITS: tuple[tuple[str, int], ...] = (
    ("fp32", 32),
    ("bf16", 16),
    ("fp16", 16),
    ("int8", 8),
    ("fp8", 8),
    ("fp4", 4),
    ("int4", 4),
)


def total_processing_performance(accelerator: Accelerator) -> tuple[float, Confidence] | None:
    """TPP of one packaged chip of the part and how sure it is: the largest dense TFLOPS or TOPS x bit length.

    TPP = 2 x MacTOPS x bit length (ECCN 3A090); a multiply-accumulate counts as two operations, so
    2 x MacTOPS is the dense peak rate as published. Without any rate, what somebody stated as TPP.
    """
    circuits = accelerator.export.circuits
    candidates: list[tuple[float, Confidence]] = []
    for name, bits in BITS:
        rate = getattr(accelerator.rates, name)
        if rate is not None:
            candidates.append((rate.to("TFLOPS") * bits / circuits, rate.confidence))
    if candidates:
        return max(candidates, key=lambda candidate: candidate[0])
    stated = accelerator.export.stated_tpp
    return (stated.value, stated.confidence) if stated else None
