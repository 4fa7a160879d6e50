"""What a profile must say before a speed can be given, and what is missing where none is."""

from typing import Literal

from advisor.catalogue.accelerator import Accelerator
from advisor.estimate.kin import measured_family

SpeedGap = Literal["bandwidth", "rates", "relatives"]
"""bandwidth: no memory bandwidth is published; rates: no dense 16-bit rate is, at which attention runs and
formats without arithmetic of their own are computed; relatives: nothing comparable was measured."""


class SpeedUnknownError(ValueError):
    """No speed can be given for this part; `gap` says for want of what."""

    def __init__(self, gap: SpeedGap) -> None:
        self.gap = gap
        super().__init__(f"no speed is known: {gap} missing")


def speed_gap(accelerator: Accelerator) -> SpeedGap | None:
    """What is missing for a speed; None where one can be given."""
    if accelerator.rates.bf16 is None and accelerator.rates.fp16 is None:
        return "rates"
    if accelerator.memory.bandwidth is None:
        return "bandwidth"
    if measured_family(accelerator.family) is None:
        return "relatives"
    return None
