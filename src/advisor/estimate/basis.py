"""How wide a predicted range must be, and what it rests on."""

from collections.abc import Callable

from advisor.catalogue.record import AcceleratorFamily
from advisor.estimate.constants import Constants
from advisor.estimate.constants import Width as FittedWidth
from advisor.estimate.correction import Correction
from advisor.estimate.kin import FITTED, kin_widening, measured_family, vendor_of
from advisor.estimate.speed_class import SpeedClass
from advisor.estimate.width import Width
from advisor.figures import Basis, Confidence

LEAST_CELL_ROWS = 4
"""Rows of a family and class below which its constants count as inherited."""
FEW_REQUESTS = 16
"""Requests in flight up to which a waiting time is mostly the own prompt; above it is mostly a queue."""
DEFAULT_PATH_WIDENING = 1.25
"""Factor on both ends where the untuned path is assumed."""


def basis_of(
    constants: Constants, family: AcceleratorFamily, model_class: SpeedClass, *, linked: bool
) -> Basis:
    """calibrated: rows of this family and class were fitted; family: inherited from relatives.

    Where the profile has no link between devices that must talk, or the whole family is a stand-in for
    another, only the data sheet is left.
    """
    rows = constants.cells.get(family)
    if not linked or rows is None or family not in FITTED:
        return "datasheet"
    return "calibrated" if rows.get(model_class, 0) >= LEAST_CELL_ROWS else "family"


def range_of(
    constants: Constants,
    family: AcceleratorFamily,
    basis: Basis,
    correction: Correction,
    *,
    tuned: bool,
) -> Callable[[str], Width]:
    """Widths by metric: tpot, rate, ttft, ttft_busy; saturated and saturated_tpot under an unknown load."""
    factor = kin_widening(family) * (1.0 if tuned else DEFAULT_PATH_WIDENING)

    def width(metric: str) -> Width:
        fitted = fitted_width(constants, metric, family, basis)
        low = (fitted.low / factor) ** correction.width_factor
        return Width(low, (fitted.high * factor) ** correction.width_factor)

    return width


def fitted_width(constants: Constants, metric: str, family: AcceleratorFamily, basis: Basis) -> FittedWidth:
    """The width taken from left-out pairs: of the family, else its vendor's, else of all."""
    by_place = constants.widths[metric]["calibrated" if basis == "measured" else basis]
    own = measured_family(family) or family
    for place in (own, vendor_of(own)):
        if place in by_place:
            return by_place[place]
    return by_place["all"]


def confidence_of(family: AcceleratorFamily, basis: Basis, *, tuned: bool) -> Confidence:
    """medium at best: engine, version and flags move the same box by a tenth to a half."""
    if basis not in ("calibrated", "measured") or not tuned or family == "ascend-a2":
        return "low"
    return "medium"
