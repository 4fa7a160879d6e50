"""Which private calibration is for a prediction: of the same models, part, stack, format and path."""

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.calibration import Calibration, is_of
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.catalogue.record import WeightsFormat
from advisor.estimate.correction import NO_CORRECTION, Correction
from advisor.estimate.speed import Path


def find_calibration(
    catalogue: Catalogue,
    model: Model,
    accelerator: Accelerator,
    stack: str,
    weights: WeightsFormat,
    path: Path,
) -> Calibration | None:
    """The calibration for this model on this part with this stack; None where no layer has one.

    Factors are never taken from another stack, part or software path. Of several that fit, one that states
    the weights format goes first, then the one with the latest date. ProfileError where a profile is broken.
    """
    fitting = [
        one
        for one in catalogue.calibrations.values()
        if (one.accelerator, one.stack, one.path) == (accelerator.id, stack, path)
        and one.weights in (None, weights)
        and is_of(one, model)
    ]
    return max(fitting, key=_precedence, default=None)


def correction_of(calibration: Calibration | None) -> Correction:
    """The factors as the estimator takes them; those that change nothing where there is no calibration."""
    if calibration is None:
        return NO_CORRECTION
    return Correction(
        step_factor=calibration.step_factor.to("ratio"),
        prompt_factor=calibration.prompt_factor.to("ratio"),
        width_factor=calibration.width_factor.to("ratio"),
    )


def find_correction(
    catalogue: Catalogue,
    model: Model,
    accelerator: Accelerator,
    stack: str,
    weights: WeightsFormat,
    path: Path,
) -> Correction | None:
    """The factors of `find_calibration`; None where there are none."""
    found = find_calibration(catalogue, model, accelerator, stack, weights, path)
    return None if found is None else correction_of(found)


def _precedence(calibration: Calibration) -> tuple[bool, str, str]:
    return calibration.weights is not None, calibration.step_factor.date, calibration.id
