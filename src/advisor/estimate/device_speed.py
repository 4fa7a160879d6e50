"""Rates of one device at one weights format, as the data sheet states them."""

import msgspec

from advisor.catalogue.accelerator import Accelerator, Rates
from advisor.catalogue.record import AcceleratorFamily, Rate, WeightsFormat
from advisor.estimate.identity import remembered
from advisor.estimate.speed_gap import SpeedUnknownError, speed_gap


class DeviceSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """A device as software sees it: a die of a card of two has half the card's rates."""

    family: AcceleratorFamily
    per_card: int
    """Devices of a card."""
    bandwidth: float
    """Bytes a second."""
    flops: float
    """Dense peak at which the format's matrix products run."""
    bf16_flops: float
    """Dense peak of attention."""
    scale_up: float | None
    """Bytes a second one way inside a node; None where the profile has none."""
    scale_out: float | None
    """Bytes a second one way between nodes."""


@remembered
def device_speed(accelerator: Accelerator, weights: WeightsFormat) -> DeviceSpeed:
    """Rates of one device of `accelerator`; SpeedUnknownError where its profile lacks what a speed needs."""
    parts = accelerator.devices_per_card
    rates = accelerator.rates
    bf16 = rates.bf16 or rates.fp16
    gap = speed_gap(accelerator)
    if bf16 is None or accelerator.memory.bandwidth is None or gap is not None:
        raise SpeedUnknownError(gap or "rates")
    link, network = accelerator.scale_up, accelerator.scale_out_one_way
    return DeviceSpeed(
        family=accelerator.family,
        per_card=parts,
        bandwidth=accelerator.memory.bandwidth.to("B/s") / parts,
        flops=(_peak(rates, weights) or bf16).to("TFLOPS") * 1e12 / parts,
        bf16_flops=bf16.to("TFLOPS") * 1e12 / parts,
        scale_up=link.one_way.to("B/s") / parts if link is not None else None,
        scale_out=network.to("B/s") / parts if network is not None else None,
    )


def _peak(rates: Rates, weights: WeightsFormat) -> Rate | None:
    """The rate that the format computes at; None: it is unpacked and computed in BF16."""
    if weights == "fp8":
        return rates.fp8
    if weights in ("w8a8", "w4a8"):
        return rates.int8 or rates.fp8
    if weights in ("nvfp4", "mxfp4"):
        return rates.fp4
    return None
