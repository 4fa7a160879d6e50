"""Measured rows predicted by constants that were fitted without their pair of model and accelerator."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from advisor.evidence.row import MeasuredRow

Constants = TypeVar("Constants")
Answer = TypeVar("Answer")


def left_out_predictor(
    predict: Callable[[MeasuredRow, Constants], Answer],
    fold_of: Callable[[str, str], int],
    fold_constants: Callable[[int], Constants],
) -> Callable[[MeasuredRow], Answer]:
    """`predict` with the constants of the fold in which a row's whole pair was left out.

    `fold_of` takes ids of a model and an accelerator as the row says them. Constants of a fold are read once.
    """
    constants_of = cache(fold_constants)

    def predict_left_out(row: MeasuredRow) -> Answer:
        return predict(row, constants_of(fold_of(row.model_id, row.accelerator_id)))

    return predict_left_out
