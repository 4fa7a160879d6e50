"""What the speed model needs of an accelerator: rates of one device as software sees it."""

import msgspec

from advisor.catalogue.accelerator import Accelerator, Rates
from advisor.catalogue.record import AcceleratorFamily, Rate, WeightsFormat
from advisor.estimate import constants
from advisor.estimate.identity import remembered
from advisor.estimate.kin import measured_family
from advisor.estimate.speed_gap import SpeedUnknownError, speed_gap


class DeviceSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """One device: the two dies of an Ascend 910C card are two, each with half the card's rates."""

    family: AcceleratorFamily
    """Whose constants apply: the part's own family, or its nearest measured relative."""
    bandwidth: float
    """Bytes a second."""
    flops: float
    """Dense peak at which the format's matrix products run."""
    bf16_flops: float
    weights_bandwidth: float
    """Bytes a second at which weights of the format stream."""
    kv_bandwidth: float
    """Bytes a second at which attention reads the cache."""
    decode_flops: float
    """FLOPs a second of a decode step's matrix products."""
    prefill_share: float
    """Share of the peak that one device reaches over a dense model's prompt."""
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
    family = measured_family(accelerator.family)
    gap = speed_gap(accelerator)
    if bf16 is None or accelerator.memory.bandwidth is None or family is None or gap is not None:
        raise SpeedUnknownError(gap or "rates")
    flops = (_peak(rates, weights) or bf16).to("TFLOPS") * 1e12 / parts
    bandwidth = accelerator.memory.bandwidth.to("B/s") / parts
    link, network = accelerator.scale_up, accelerator.scale_out_one_way
    streamed = constants.BANDWIDTH_EFFICIENCY[family] * constants.BANDWIDTH_BY_FORMAT[weights]
    decode_share = constants.DECODE_EFFICIENCY * float((flops / 1e15) ** constants.DECODE_EXPONENT)
    prefill_share = constants.PREFILL_EFFICIENCY[family] * constants.PREFILL_BY_FORMAT[weights]
    return DeviceSpeed(
        family=family,
        bandwidth=bandwidth,
        flops=flops,
        bf16_flops=bf16.to("TFLOPS") * 1e12 / parts,
        weights_bandwidth=bandwidth * min(1.0, streamed),
        kv_bandwidth=bandwidth * constants.KV_EFFICIENCY[family],
        decode_flops=flops * min(constants.HIGHEST_EFFICIENCY, decode_share),
        prefill_share=prefill_share * float((flops / 1e15) ** constants.EFFICIENCY_EXPONENT),
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
