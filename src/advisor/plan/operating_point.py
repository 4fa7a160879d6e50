"""One deployment under one load: what is asked of it again at other loads, formats, stacks and counts."""

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.calibration import Calibration
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.estimate.layout import Layout, Load
from advisor.estimate.memory import fit_memory
from advisor.estimate.result import MemoryFit, Speed
from advisor.estimate.speed import Path, estimate_speed
from advisor.evidence.exact import measured_speed
from advisor.evidence.own_calibration import correction_of, find_calibration


class OperatingPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A model on a part, laid out over cards, with the load that it serves."""

    model: Model
    accelerator: Accelerator
    layout: Layout
    load: Load
    path: Path
    """Maturity of the stack's kernels that speeds assume."""
    calibration: Calibration | None = None
    """An own benchmark of this model, part, stack and path, by which predictions are adjusted."""

    def at(self, concurrency: int) -> "OperatingPoint":
        """The same with another number of requests in flight."""
        return msgspec.structs.replace(self, load=msgspec.structs.replace(self.load, concurrency=concurrency))

    def memory(self) -> MemoryFit:
        """Bytes of the fullest device."""
        return fit_memory(self.model, self.accelerator, self.layout, self.load)

    def predicted(self) -> Speed:
        """Predicted speed, whether or not memory holds the load; SpeedUnknownError where none is known."""
        return estimate_speed(
            self.model,
            self.accelerator,
            self.layout,
            self.load,
            path=self.path,
            correction=correction_of(self.calibration),
        )

    def speed(self) -> Speed:
        """The same, with what others measured of this very configuration in place of what is predicted.

        An own benchmark knows the own machine better: where there is one, its prediction stays.
        """
        if self.calibration is not None:
            return self.predicted()
        return measured_speed(self.predicted(), self.model, self.accelerator, self.layout, self.load)


def calibrated(point: OperatingPoint, catalogue: Catalogue) -> OperatingPoint:
    """The point with the own benchmark that a private layer has for it, if any.

    ProfileError where a profile is broken.
    """
    if not catalogue.calibrations:
        return point
    layout = point.layout
    found = find_calibration(
        catalogue, point.model, point.accelerator, layout.stack, layout.weights, point.path
    )
    return msgspec.structs.replace(point, calibration=found)


def can_draft(model: Model) -> bool:
    """True for a model that was released with layers that predict further tokens."""
    return model.architecture.mtp_layers > 0
