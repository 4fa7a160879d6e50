"""Speed over concurrency: where the curve ends, what bounds it, and that more load never helps a user."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.layout import Load
from advisor.plan.load_curve import MOST_REQUESTS, largest_concurrency, largest_where, load_curve
from advisor.plan.operating_point import OperatingPoint
from advisor.plan.probe import Probe, probe_speed

CATALOGUE = Catalogue.shipped()
LOAD = Load(input_tokens=4096, output_tokens=1024, context_tokens=5120, concurrency=24)


def point_of(**changes: object) -> OperatingPoint:
    probe = Probe(model="glm-5", accelerator="h200-sxm", cards=8, weights="fp8", load=LOAD)
    point = probe_speed(msgspec.structs.replace(probe, **changes), CATALOGUE).point
    assert point is not None
    return point


POINT = point_of()


@given(most=st.integers(0, 300), limit=st.integers(0, 300))
def test_the_largest_is_found_for_every_limit(most: int, limit: int) -> None:
    assert largest_where(most, lambda count: count <= limit) == min(most, limit)


def test_doublings_with_what_was_asked_up_to_the_first_that_does_not_fit() -> None:
    curve = load_curve(POINT)
    held = POINT.memory().max_sequences
    counts = [point.concurrency for point in curve.points]
    assert counts == sorted({*(2**power for power in range(8) if 2 ** (power - 1) <= held), 24, held})
    assert [point.fits for point in curve.points] == [count <= held for count in counts]
    assert curve.points[-1].tpot_ms is None, "no speed for what can't run"
    assert (curve.largest_concurrency, curve.bound_by) == (held, "memory")


def test_the_point_asked_about_is_the_estimate_itself() -> None:
    asked = next(point for point in load_curve(POINT).points if point.concurrency == LOAD.concurrency)
    speed = POINT.predicted()
    assert (asked.tpot_ms, asked.ttft_ms, asked.output_tok_s) == (
        speed.tpot_ms,
        speed.ttft_ms,
        speed.output_tok_s,
    )


def test_more_requests_never_make_a_token_faster() -> None:
    times = [point.tpot_ms.mid for point in load_curve(POINT).points if point.tpot_ms]
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("limits", "bound"), [({"tpot_limit_ms": 40.0}, "tpot"), ({"ttft_limit_ms": 900.0}, "ttft")]
)
def test_a_limit_bounds_before_memory(limits: dict[str, float], bound: str) -> None:
    point = msgspec.structs.replace(POINT, load=msgspec.structs.replace(LOAD, **limits))
    curve = load_curve(point)
    assert curve.bound_by == bound
    largest = curve.largest_concurrency
    assert 1 <= largest < POINT.memory().max_sequences
    assert largest == largest_concurrency(point)
    inside, outside = point.at(largest).predicted(), point.at(largest + 1).predicted()
    values = [(speed.tpot_ms if bound == "tpot" else speed.ttft_ms) for speed in (inside, outside)]
    limit = next(iter(limits.values()))
    assert values[0] is not None
    assert values[1] is not None
    assert values[0].mid <= limit < values[1].mid
    assert [entry.within_limits for entry in curve.points] == [
        entry.concurrency <= largest for entry in curve.points
    ]


def test_a_limit_that_one_request_misses_leaves_none() -> None:
    point = msgspec.structs.replace(POINT, load=msgspec.structs.replace(LOAD, tpot_limit_ms=0.5))
    curve = load_curve(point)
    assert (curve.largest_concurrency, curve.bound_by) == (0, "tpot")


def test_saturation_ends_the_curve_and_is_said() -> None:
    point = point_of(
        model="llama-3.1-8b",
        cards=1,
        load=Load(input_tokens=200, output_tokens=200, context_tokens=400, concurrency=8),
    )
    curve = load_curve(point)
    unsaturated = curve.largest_unsaturated
    assert unsaturated is not None
    assert not point.at(unsaturated).predicted().saturated
    assert point.at(unsaturated + 1).predicted().saturated
    saturated = [entry for entry in curve.points if entry.saturated]
    assert saturated
    assert all(entry.ttft_ms is None and entry.tpot_ms is not None for entry in saturated)
    assert curve.points[-1].concurrency <= MOST_REQUESTS


def test_what_was_asked_beyond_memory_is_a_point_too() -> None:
    beyond = POINT.at(100_000)
    last = load_curve(beyond).points[-1]
    assert (last.concurrency, last.fits) == (100_000, False)
