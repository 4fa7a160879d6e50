"""Factors from measured points: worked by hand where steps alone decide, and what must always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.estimate.correction import Correction
from advisor.evidence.shrunk_fit import Factors, Point, Spreads, fit_factors, kept_back, point_weights

SPREADS = Spreads(step=0.2, layout=0.1, point=0.1, prompt=0.3, prompt_point=0.3)


def step_points(*ratios: float, layouts: int = 1) -> list[Point]:
    return [Point(20 * ratio, "tpot_ms", index % layouts, index, False) for index, ratio in enumerate(ratios)]


def steps_only(index: int, correction: Correction) -> float:
    """20 ms a token, all of it the step."""
    return 20 * correction.step_factor


def mixed(index: int, correction: Correction) -> float:
    """Even points: a step with a tenth of prompts in it. Odd ones: reading a prompt."""
    if index % 2:
        return 400 * correction.prompt_factor
    return 18 * correction.step_factor + 2 * correction.prompt_factor


def fitted(*ratios: float, layouts: int = 1) -> Factors:
    return fit_factors(step_points(*ratios, layouts=layouts), steps_only, SPREADS)


def test_one_row_by_hand() -> None:
    """Noise variance 0.02, the group's 0.04: the row counts 50 against 25, so two thirds of ln 1.5 stay."""
    found = fitted(1.5)
    assert found.step == pytest.approx(2 / 3 * math.log(1.5), abs=1e-4)
    assert found.step_sd == pytest.approx((50 + 25) ** -0.5, rel=1e-3)
    assert found.prompt == 0
    assert found.prompt_sd == pytest.approx(0.3)


def test_four_loads_of_one_layout_count_less_than_four_layouts() -> None:
    """One layout: 1 / (0.01 + 0.0025) = 80 of 105. Four layouts: 4 x 50 = 200 of 225."""
    assert fitted(1.5, 1.5, 1.5, 1.5).step == pytest.approx(80 / 105 * math.log(1.5), abs=1e-4)
    assert fitted(1.5, 1.5, 1.5, 1.5, layouts=4).step == pytest.approx(200 / 225 * math.log(1.5), abs=1e-4)


def test_two_metrics_of_one_load_count_as_one() -> None:
    once = step_points(1.5)
    twice = [*once, Point(30.0, "output", 0, 0, False)]
    assert sum(point_weights(twice, SPREADS)) == pytest.approx(sum(point_weights(once, SPREADS)))
    assert sum(point_weights(once, SPREADS)) == pytest.approx(50)


def test_no_points_change_nothing() -> None:
    assert fitted().correction() == Correction()
    assert fitted().step_sd == pytest.approx(0.2)


def test_one_odd_row_among_ten_moves_little() -> None:
    assert fitted(*[1.2] * 9, 12.0).step == pytest.approx(fitted(*[1.2] * 9).step, abs=0.05)


def test_steps_and_prompts_are_told_apart() -> None:
    truth = Correction(step_factor=1.3, prompt_factor=0.6)
    points = [
        Point(mixed(index, truth), "ttft" if index % 2 else "tpot", index // 2, index, bool(index % 2))
        for index in range(40)
    ]
    found = fit_factors(points, mixed, SPREADS)
    assert math.exp(found.step) == pytest.approx(1.3, rel=0.03)
    assert math.exp(found.prompt) == pytest.approx(0.6, rel=0.06)


def test_a_step_tells_nothing_of_the_prompts_in_it_unless_they_are_most_of_it() -> None:
    points = [Point(30.0, "tpot", at, at, False) for at in range(4)]
    assert fit_factors(points, lambda _, by: 18 * by.step_factor + 2 * by.prompt_factor, SPREADS).prompt == 0
    heavy = fit_factors(points, lambda _, by: 4 * by.step_factor + 16 * by.prompt_factor, SPREADS)
    assert heavy.step == 0
    assert 1 < math.exp(heavy.prompt) < 26 / 16


def test_points_that_can_not_be_predicted_are_passed_over() -> None:
    points = step_points(1.5, 9.0)
    found = fit_factors(points, lambda index, by: None if index else steps_only(index, by), SPREADS)
    assert 0 < found.step < math.log(1.5)


def test_kept_back_by_hand() -> None:
    """Two layouts, 1.2 and 1.5 times: each is left with its own log less two thirds of the other's."""
    points = step_points(1.2, 1.5, layouts=2)
    left = kept_back(points, steps_only, SPREADS, fitted(1.2, 1.5, layouts=2), [0, 1])
    low, high = math.log(1.2), math.log(1.5)
    assert left == pytest.approx([low - 2 / 3 * high, high - 2 / 3 * low], abs=1e-4)


@given(st.floats(0.3, 3.0), st.integers(1, 12), st.integers(1, 4))
def test_between_one_and_what_was_measured_and_nearer_with_more_rows(
    ratio: float, rows: int, layouts: int
) -> None:
    fewer = fitted(*[ratio] * rows, layouts=layouts).step
    more = fitted(*[ratio] * (rows + 4), layouts=layouts).step
    wanted = math.log(ratio)
    assert abs(fewer) <= abs(more) + 1e-4 <= abs(wanted) + 2e-4
    assert fewer * wanted >= 0
