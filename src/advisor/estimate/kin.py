"""Which measured families stand behind one: itself and its line, or its nearest kin if nobody measured it."""

from typing import Literal

import msgspec

from advisor.catalogue.record import AcceleratorFamily

Vendor = Literal["nvidia", "amd", "intel", "huawei", "other"]

FITTED: frozenset[AcceleratorFamily] = frozenset(
    {
        "hopper", "blackwell", "blackwell-rtx", "ampere", "ada", "cdna3", "cdna4", "gaudi", "xe2",
        "ascend-a2", "ascend-a3",
    }
)  # fmt: skip
"""Families whose own measured rows bear constants of their own."""

LINE: dict[AcceleratorFamily, AcceleratorFamily] = {
    # The same instruction set as Blackwell, without its tensor memory and with GDDR7 or LPDDR5X.
    "blackwell-rtx": "blackwell",
    # The generation between Ampere and Hopper: same kernels, same engines, PCIe alone.
    "ada": "ampere",
    # A general GPU with matrix units, PCIe alone and a young vLLM backend.
    "xe2": "ampere",
}
"""Families of few rows whose constants are another's, times a factor of their own."""


class Kin(msgspec.Struct, frozen=True):
    """The nearest measured family, and how much wider than its own a range must be."""

    family: AcceleratorFamily
    widening: float
    """Factor on both ends, on top of the width of a family that was left out of the fit."""


KIN: dict[AcceleratorFamily, Kin] = {
    # Two generations of one line; CDNA2 has neither FP8 nor the caches of CDNA3.
    "cdna2": Kin("cdna3", 1.2),
    # ROCm with other matrix units: kernels tuned for Instinct parts are not tuned for Radeon.
    "rdna3": Kin("cdna3", 1.4),
    "rdna4": Kin("cdna3", 1.4),
    # The same CANN stack a generation on, with FP8 and FP4.
    "ascend-950": Kin("ascend-a3", 1.2),
    # The same stack on an inference chip without BF16, two of them on a PCIe card.
    "ascend-310p": Kin("ascend-a2", 1.2),
    # GPUs that run CUDA-like code through a vendor's plug-in of vLLM.
    "musa": Kin("ampere", 1.4),
    "metax": Kin("ampere", 1.4),
    "corex": Kin("ampere", 1.4),
}
"""Families that inherit every constant of another. The pairs are judgement, by architecture and software.

Not here, so that no speed is given: MLU, DCU, Kunlun, Enflame, Biren and PPU, whose makers publish no rates
that a check bears out; Apple, TPU, Trainium, Tenstorrent and Qualcomm, which share neither kernels nor engine
with anything that was fitted."""

_VENDORS: dict[AcceleratorFamily, Vendor] = {
    "hopper": "nvidia", "blackwell": "nvidia", "blackwell-rtx": "nvidia", "ampere": "nvidia", "ada": "nvidia",
    "cdna2": "amd", "cdna3": "amd", "cdna4": "amd", "rdna3": "amd", "rdna4": "amd",
    "gaudi": "intel", "xe2": "intel",
    "ascend-a2": "huawei", "ascend-a3": "huawei", "ascend-950": "huawei", "ascend-310p": "huawei",
}  # fmt: skip


def vendor_of(family: AcceleratorFamily) -> Vendor:
    """Whose software the family runs on, as far as measured rows tell vendors apart."""
    return _VENDORS.get(family, "other")


def measured_family(family: AcceleratorFamily) -> AcceleratorFamily | None:
    """The family whose constants apply: itself where it was fitted, its kin's, or None."""
    if family in FITTED:
        return family
    kin = KIN.get(family)
    return kin.family if kin else None


def lineage(family: AcceleratorFamily, known: frozenset[str] | None = None) -> tuple[AcceleratorFamily, ...]:
    """The families whose factors multiply: the family or its kin, and the line it belongs to.

    `known` leaves out families that a fit had no rows of, as when one was kept back.
    """
    own = measured_family(family)
    if own is None:
        return ()
    line = LINE.get(own)
    chain = (own,) if line is None else (own, line)
    return chain if known is None else tuple(name for name in chain if name in known)


def kin_widening(family: AcceleratorFamily) -> float:
    """Factor on both ends of a range for what was inherited; 1 for a measured family."""
    kin = KIN.get(family)
    return kin.widening if kin else 1.0
