"""Predictions of measured rows as a plan would make them: with the private calibrations of the catalogue."""

from advisor.catalogue.catalogue import Catalogue
from advisor.evidence.deployment import Skipped, deployment_of
from advisor.evidence.own_calibration import find_correction
from advisor.evidence.prediction import Prediction, predict_row
from advisor.evidence.row import MeasuredRow


class CalibratedPredictor:
    """Predicts rows, and counts those to which a private calibration applied."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.calibrated_rows = 0

    def __call__(self, row: MeasuredRow) -> Prediction | Skipped:
        """The prediction of `row`; the shipped constants alone where no calibration is for it."""
        if not self._catalogue.calibrations:
            return predict_row(row, self._catalogue)
        found = deployment_of(row, self._catalogue)
        if isinstance(found, Skipped):
            return found
        correction = find_correction(
            self._catalogue,
            found.model,
            found.accelerator,
            found.layout.stack,
            found.layout.weights,
            found.path,
        )
        self.calibrated_rows += correction is not None
        return predict_row(row, self._catalogue, correction=correction)
