"""Which measured family stands in for one that nobody measured enough to fit."""

import msgspec

from advisor.catalogue.record import AcceleratorFamily
from advisor.estimate import constants


class Kin(msgspec.Struct, frozen=True):
    """The nearest measured family, and how much wider than its own a range must be."""

    family: AcceleratorFamily
    widening: float
    """Factor on both ends, on top of `basis.DATASHEET_WIDENING`."""


KIN: dict[AcceleratorFamily, Kin] = {
    # The generation between Ampere and Hopper: same kernels, same engines, PCIe alone.
    "ada": Kin("ampere", 1.1),
    # The same instruction set as Blackwell, without its tensor memory and with GDDR7 or LPDDR5X.
    "blackwell-rtx": Kin("blackwell", 1.3),
    # Two generations of one line; CDNA2 has neither FP8 nor the caches of CDNA3.
    "cdna2": Kin("cdna3", 1.5),
    # ROCm with other matrix units: kernels tuned for Instinct parts are not tuned for Radeon.
    "rdna3": Kin("cdna3", 1.7),
    "rdna4": Kin("cdna3", 1.7),
    # A general GPU with matrix units, PCIe alone and a young vLLM backend.
    "xe2": Kin("ampere", 1.5),
    # The same CANN stack a generation on, with FP8 and FP4.
    "ascend-950": Kin("ascend-a3", 1.3),
    # The same stack on an inference chip without BF16, two of them on a PCIe card.
    "ascend-310p": Kin("ascend-a2", 1.3),
    # GPUs that run CUDA-like code through a vendor's plug-in of vLLM.
    "musa": Kin("ampere", 1.7),
    "metax": Kin("ampere", 1.7),
    "corex": Kin("ampere", 1.7),
}
"""Families that inherit every constant of another. The pairs are judgement, by architecture and software.

Not here, so that no speed is given: MLU, DCU, Kunlun, Enflame, Biren and PPU, whose makers publish no rates
that a check bears out; Apple, TPU, Trainium, Tenstorrent and Qualcomm, which share neither kernels nor engine
with anything that was fitted."""


def measured_family(family: AcceleratorFamily) -> AcceleratorFamily | None:
    """The family whose constants apply: itself where it was fitted, its kin's, or None."""
    if family in constants.LAYER_US:
        return family
    kin = KIN.get(family)
    return kin.family if kin else None


def kin_widening(family: AcceleratorFamily) -> float:
    """Factor on both ends of a range for what was inherited; 1 for a measured family."""
    kin = KIN.get(family)
    return kin.widening if kin else 1.0
