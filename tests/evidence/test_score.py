"""Errors of predictions, worked out by hand and as properties."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.catalogue import Catalogue
from advisor.evidence.comparison import VENDOR_GROUPS, Comparison, Measure, vendor_group_of
from advisor.evidence.row import MetricKind
from advisor.evidence.score import GROUPINGS, published_table, score, summarise, worst
from advisor.evidence.targets import TARGET_ERROR, TARGET_INSIDE, target_of
from evidence_records import SAMPLE, compared

POSITIVE = st.floats(min_value=1e-3, max_value=1e6)


def test_a_score_by_hand() -> None:
    ones = [
        compared("1", 100.0, 90.0, 110.0, 135.0),
        compared("2", 100.0, 100.0, 130.0, 200.0, part="b200"),
        compared("3", 100.0, 20.0, 50.0, 80.0),
    ]
    found = score(ones)
    assert (found.rows, found.pairs) == (3, 2)
    assert found.median_error == pytest.approx(0.3)
    assert found.mean_error == pytest.approx((0.1 + 0.3 + 0.5) / 3)
    assert found.inside == pytest.approx(2 / 3), "a bound is inside; 100 is above 80"
    assert found.median_width == pytest.approx(2.0), "of 1.5, 2 and 4"
    assert found.bias == pytest.approx(math.log(1.1))


def test_nothing_has_no_score() -> None:
    with pytest.raises(ValueError, match="nothing to score"):
        score([])
    empty = summarise([])
    assert (empty.rows, empty.answered, empty.overall, empty.table) == (0, 0, None, {})


def test_a_summary_counts_everything_once() -> None:
    found = summarise(SAMPLE)
    assert (found.rows, found.answered, found.profiled) == (12, 8, 11)
    assert list(found.skipped.items()) == [("saturated", 2), ("model_unknown", 1), ("speed_unknown", 1)]
    assert found.overall is not None
    assert found.overall.rows == 8
    assert set(found.by) == set(GROUPINGS)
    for groups in found.by.values():
        assert sum(one.rows for one in groups.values()) == 8
    assert sum(one.rows for one in found.table.values()) == 8
    assert found.by["basis"]["calibrated"].rows == 6
    assert found.by["vendor"]["Huawei"].median_error == pytest.approx(0.2)


def test_the_table_keeps_loads_and_waits_apart() -> None:
    found = published_table(one for one in SAMPLE if isinstance(one, Comparison))
    assert [(cell, one.rows) for cell, one in found.items()] == [
        (("tpot", "nvidia"), 2),
        (("tpot", "amd"), 1),
        (("throughput", "nvidia"), 1),
        (("throughput", "ascend_a2"), 1),
        (("ttft_to_16", "nvidia"), 1),
        (("ttft_above_16", "nvidia"), 1),
        (("saturated_throughput", "nvidia"), 1),
    ]
    assert found["tpot", "nvidia"].median_error == pytest.approx((0.1 + 0.3) / 2)
    assert found["ttft_above_16", "nvidia"].median_error == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("metric", "load_known", "concurrency", "measure"),
    [
        ("tpot_ms", True, 8, "tpot"),
        ("tpot_ms", False, 8, "saturated_tpot"),
        ("ttft_ms", True, 16, "ttft_to_16"),
        ("ttft_ms", True, 16.5, "ttft_above_16"),
        ("prefill_tok_s_total", True, 8, "throughput"),
        ("requests_s", True, 8, "throughput"),
        ("output_tok_s_total", False, 8, "saturated_throughput"),
    ],
)
def test_measure(metric: MetricKind, load_known: bool, concurrency: float, measure: Measure) -> None:
    one = compared("1", 1, 1, 1, 1, metric=metric, load_known=load_known, concurrency=concurrency)
    assert one.measure == measure


@pytest.mark.parametrize(
    ("part", "group"),
    [
        ("h200-sxm", "nvidia"),
        ("mi300x", "amd"),
        ("gaudi3", "intel"),
        ("ascend-910c", "ascend_a3"),
        ("ascend-910b4-1", "ascend_a2"),
        ("ascend-310p-duo", "other"),
        ("kunlun-p800", "other"),
    ],
)
def test_vendor_group(part: str, group: str) -> None:
    assert vendor_group_of(Catalogue.shipped().accelerators[part]) == group


def test_the_worst_are_those_furthest_off_either_way() -> None:
    ones = [one for one in SAMPLE if isinstance(one, Comparison)]
    assert [one.row.id for one in worst(ones, 2)] == ["a6", "a4"]
    assert worst(ones, 0) == []
    twins = [compared("z", 10, 5, 20, 30), compared("y", 20, 5, 10, 30)]
    assert [one.row.id for one in worst(twins, 9)] == ["y", "z"]


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=30), st.floats(0.01, 100))
def test_scores_do_not_hang_on_the_unit_or_the_order(
    values: list[tuple[float, float]], factor: float
) -> None:
    ones = [compared(str(i), m, p / 2, p, p * 2) for i, (m, p) in enumerate(values)]
    scaled = [
        compared(str(i), m * factor, p * factor / 2, p * factor, p * factor * 2)
        for i, (m, p) in enumerate(values)
    ]
    first, again, other = score(ones), score(ones[::-1]), score(scaled)
    assert first.median_error == again.median_error
    assert other.median_error == pytest.approx(first.median_error, rel=1e-9, abs=1e-9)
    assert other.bias == pytest.approx(first.bias, abs=1e-9)
    assert 0 <= first.inside <= 1
    assert first.median_width == pytest.approx(4)


def test_targets_are_shares_of_known_groups() -> None:
    for groups in TARGET_ERROR.values():
        assert set(groups) <= set(VENDOR_GROUPS)
        assert all(0.05 < target < 0.6 for target in groups.values())
    assert TARGET_INSIDE[0] < 0.8 < TARGET_INSIDE[1]
    assert target_of("tpot", "nvidia") == 0.12
    assert target_of("ttft_to_16", "amd") is None
