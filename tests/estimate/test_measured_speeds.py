"""Measured rows that ship against predictions by the fold of constants that never saw their pair."""

import math
import statistics
from functools import cache

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.constants import fold_constants
from advisor.estimate.kin import vendor_of
from advisor.estimate.pair_folds import fold_of
from advisor.evidence.deployment import Skipped
from advisor.evidence.prediction import Prediction, predict_row
from advisor.evidence.shipped import shipped_rows

EVERY = 7
"""One row in so many: by its place in the table, so none was chosen for how well it fits."""


@cache
def compared() -> tuple[Prediction, ...]:
    catalogue = Catalogue.shipped()
    found = []
    for row in shipped_rows()[::EVERY]:
        constants = fold_constants(fold_of(row.model_id, row.accelerator_id))
        prediction = predict_row(row, catalogue, constants=constants)
        if not isinstance(prediction, Skipped):
            found.append(prediction)
    return tuple(found)


def chosen(metric: str, vendor: str) -> list[Prediction]:
    return [
        one
        for one in compared()
        if one.metric_kind == metric
        and one.deployment.load_known
        and vendor_of(one.deployment.accelerator.family) == vendor
    ]


def test_nearly_all_rows_are_answered() -> None:
    assert len(compared()) >= 0.95 * len(shipped_rows()[::EVERY])


@pytest.mark.parametrize(
    ("metric", "vendor", "median"),
    [
        ("tpot_ms", "nvidia", 0.14),
        ("total_tok_s_total", "nvidia", 0.15),
        ("tpot_ms", "amd", 0.17),
        ("total_tok_s_total", "amd", 0.17),
        ("output_tok_s_total", "huawei", 0.40),
    ],
)
def test_error_coverage_and_bias(metric: str, vendor: str, median: float) -> None:
    rows = chosen(metric, vendor)
    assert len(rows) >= 15
    assert statistics.median(abs(one.value.mid / one.row.value - 1) for one in rows) <= median
    inside = statistics.mean(one.value.low <= one.row.value <= one.value.high for one in rows)
    assert inside >= 0.70
    assert abs(statistics.median(math.log(one.value.mid / one.row.value) for one in rows)) < 0.2


def test_every_row_names_its_source() -> None:
    assert all(row.source_url.startswith("https://") and row.source_title for row in shipped_rows())
