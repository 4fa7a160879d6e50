"""What the speed model needs of an accelerator: rates of one device as software sees it."""

import msgspec

from advisor.catalogue.accelerator import Accelerator, Rates
from advisor.catalogue.record import AcceleratorFamily, Rate, WeightsFormat
from advisor.estimate.identity import remembered


class DeviceSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """One device: the two dies of an Ascend 910C card are two, each with half the card's rates."""

    family: AcceleratorFamily
    bandwidth: float
    """Bytes a second."""
    flops: float
    """Dense peak at which the format's matrix products run."""
    bf16_flops: float
    scale_up: float | None
    """Bytes a second one way inside a node; None where the profile has none."""
    scale_out: float | None
    """Bytes a second one way between nodes."""


@remembered
def device_speed(accelerator: Accelerator, weights: WeightsFormat) -> DeviceSpeed:
    """Rates of one device of `accelerator`; ValueError where its profile has no BF16 or FP16 rate."""
    parts = accelerator.devices_per_card
    rates = accelerator.rates
    bf16 = rates.bf16 or rates.fp16
    if bf16 is None:
        raise ValueError(f"no BF16 or FP16 rate is known of {accelerator.id}")
    peak = _peak(rates, weights) or bf16
    link, network = accelerator.scale_up, accelerator.scale_out_one_way
    return DeviceSpeed(
        family=accelerator.family,
        bandwidth=accelerator.memory.bandwidth.to("B/s") / parts,
        flops=peak.to("TFLOPS") * 1e12 / parts,
        bf16_flops=bf16.to("TFLOPS") * 1e12 / parts,
        scale_up=link.one_way.to("B/s") / parts if link is not None else None,
        scale_out=network.to("B/s") / parts if network is not None else None,
    )


def _peak(rates: Rates, weights: WeightsFormat) -> Rate | None:
    """The rate that the format computes at; formats without one compute in BF16 after unpacking.

    W8A8 and W4A8 multiply in INT8; on a part whose INT8 was cut (B300) they would run in FP8.
    """
    if weights == "fp8":
        return rates.fp8
    if weights in ("w8a8", "w4a8"):
        return rates.int8 or rates.fp8
    if weights in ("nvfp4", "mxfp4"):
        return rates.fp4 or (rates.fp8 if weights == "nvfp4" else None)
    return None
