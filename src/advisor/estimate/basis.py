"""How wide a predicted range must be, and what it rests on."""

import msgspec

from advisor.catalogue.model import ModelClass
from advisor.catalogue.record import AcceleratorFamily
from advisor.estimate import constants
from advisor.estimate.kin import kin_widening, measured_family
from advisor.estimate.speed_gap import SpeedUnknownError
from advisor.figures import Basis, Confidence, Range, weakest_basis


class Width(msgspec.Struct, frozen=True):
    """Factors on the mid value of a duration."""

    low: float
    high: float

    def duration(self, mid: float, basis: Basis) -> Range:
        """Range of a duration."""
        return Range(mid * self.low, mid, mid * self.high, basis)

    def rate(self, mid: float, basis: Basis) -> Range:
        """Range of a rate: the inverse of a duration's."""
        return Range(mid / self.high, mid, mid / self.low, basis)


STEP_WIDTH: dict[AcceleratorFamily, Width] = {
    "hopper": Width(0.72, 1.40),
    "blackwell": Width(0.78, 1.32),
    "ampere": Width(0.60, 1.80),
    "cdna3": Width(0.72, 1.42),
    "cdna4": Width(0.76, 1.36),
    "gaudi": Width(0.68, 1.40),
    "ascend-a2": Width(0.40, 2.5),
    "ascend-a3": Width(0.55, 2.00),
}
"""Time per token and throughput where rows of the family and class were fitted. With every (model,
accelerator) pair left out in turn, 82 to 92% of a family's rows lie inside; Ascend A2, with a dozen rows of
three pairs, is kept at 2.5 either way."""
FAMILY_WIDENING = 1.15
"""Factor on both ends, away from 1, where the class is inherited from relatives: covers 90% of the rows of a
family and class left out of the fit."""
DATASHEET_WIDENING = 1.5
"""... and where a link that the layout needs is not known, or the family's constants are a relative's."""
DEFAULT_PATH_WIDENING = 1.25
"""... and where the untuned path is assumed."""
TTFT_WIDTH = Width(0.55, 2.6)
"""Time to first token: 84% of 790 rows on Hopper and Blackwell, at up to 256 sequences."""
TTFT_FAMILIES: frozenset[AcceleratorFamily] = frozenset({"hopper", "blackwell"})
"""Families whose waiting times were fitted; for the others they are inherited."""

KIN_TTFT_WIDENING = 2.4
"""Factor on the late end of that range for a family that inherits its constants: six rows on Arc Pro B60 at
15 to 100 sequences waited 6 to 10 times longer than predicted, though their time per token was met."""


def basis_of(family: AcceleratorFamily, model_class: ModelClass, *, linked: bool) -> Basis:
    """calibrated: rows of this family and class were fitted; family: inherited from relatives.

    Where the profile has no link between devices that must talk, or the whole family is a stand-in for
    another, only the data sheet is left.
    """
    if not linked or family not in constants.CALIBRATED:
        return "datasheet"
    return "calibrated" if model_class in constants.CALIBRATED[family] else "family"


def step_width(family: AcceleratorFamily, basis: Basis, *, tuned: bool) -> Width:
    """Width of time per token and throughput."""
    return _widened(_step_width(family), basis, tuned)


def ttft_range(mid_ms: float, family: AcceleratorFamily, basis: Basis, *, tuned: bool) -> Range:
    """Range of the time to first token, never narrower than the step's."""
    step = _step_width(family)
    measured = Width(min(TTFT_WIDTH.low, step.low), max(TTFT_WIDTH.high, step.high))
    own: Basis = weakest_basis((basis, "calibrated" if family in TTFT_FAMILIES else "family"))
    if family not in constants.CALIBRATED:
        measured = Width(measured.low, measured.high * KIN_TTFT_WIDENING)
    return _widened(measured, own, tuned).duration(mid_ms, own)


def confidence_of(family: AcceleratorFamily, basis: Basis, *, tuned: bool) -> Confidence:
    """medium at best: engine, version and flags move the same box by a tenth to a half."""
    if basis != "calibrated" or not tuned or family == "ascend-a2":
        return "low"
    return "medium"


def _step_width(family: AcceleratorFamily) -> Width:
    """Of the family, or of its kin and wider."""
    measured = measured_family(family)
    if measured is None:
        raise SpeedUnknownError("relatives")
    width, factor = STEP_WIDTH[measured], kin_widening(family)
    return Width(width.low / factor, width.high * factor)


def _widened(width: Width, basis: Basis, tuned: bool) -> Width:
    factor = {"family": FAMILY_WIDENING, "datasheet": DATASHEET_WIDENING}.get(basis, 1.0)
    factor *= 1.0 if tuned else DEFAULT_PATH_WIDENING
    return Width(width.low / factor, width.high * factor)
