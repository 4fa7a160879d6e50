"""One deployment under one load: what is asked of it again at other loads, formats, stacks and counts."""

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.estimate.layout import Layout, Load
from advisor.estimate.memory import fit_memory
from advisor.estimate.result import MemoryFit, Speed
from advisor.estimate.speed import Path, estimate_speed


class OperatingPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A model on a part, laid out over cards, with the load that it serves."""

    model: Model
    accelerator: Accelerator
    layout: Layout
    load: Load
    path: Path
    """Maturity of the stack's kernels that speeds assume."""

    def at(self, concurrency: int) -> "OperatingPoint":
        """The same with another number of requests in flight."""
        return msgspec.structs.replace(self, load=msgspec.structs.replace(self.load, concurrency=concurrency))

    def memory(self) -> MemoryFit:
        """Bytes of the fullest device."""
        return fit_memory(self.model, self.accelerator, self.layout, self.load)

    def speed(self) -> Speed:
        """Predicted speed, whether or not memory holds the load; SpeedUnknownError where none is known."""
        return estimate_speed(self.model, self.accelerator, self.layout, self.load, path=self.path)


def can_draft(model: Model) -> bool:
    """True for a model that was released with layers that predict further tokens."""
    return model.architecture.mtp_layers > 0
