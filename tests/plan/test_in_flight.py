"""Little's law with a time that grows with the requests in flight."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from advisor.plan.in_flight import requests_in_flight


def line(fixed_s: float, each_s: float, most: int | None = None) -> Callable[[int], float | None]:
    """Seconds of a request: a fixed part and one for each beside it; beyond `most` no time is promised."""
    return lambda requests: None if most is not None and requests > most else fixed_s + each_s * requests


def test_by_hand() -> None:
    # N = 3/s x (2 s + 0.1 s x N): 1 -> 3 x 2.1 = 6.3 -> 7 -> 3 x 2.7 = 8.1 -> 9 -> 3 x 2.9 = 8.7 -> 9.
    found = requests_in_flight(3.0, line(2.0, 0.1))
    assert (found.requests, found.rounds) == (9, (1, 7, 9))


def test_a_constant_time_is_plain_little() -> None:
    assert requests_in_flight(4.0, line(2.5, 0.0)).requests == 10
    assert requests_in_flight(0.001, line(2.5, 0.0)).requests == 1


def test_rounding_adds_no_request() -> None:
    assert requests_in_flight(0.1, line(30.0, 0.0)).requests == 3  # 0.1 x 30 is 3.0000000000000004


def test_more_than_can_leave_never_settles() -> None:
    # Each further request takes 0.1 s of the machine, so at most 10 leave a second.
    assert requests_in_flight(10.0, line(2.0, 0.1)).requests is None
    assert requests_in_flight(9.0, line(2.0, 0.1, most=100)).requests is None


def test_near_saturation_the_smallest_is_found() -> None:
    # N = 9.9 x (2 + 0.1 N) settles at 1,980 = 19.8 / 0.01.
    found = requests_in_flight(9.9, line(2.0, 0.1))
    assert found.requests == 1980
    assert found.rounds[0] == 1
    assert len(found.rounds) == 13


@given(
    rate=st.floats(0.01, 20), fixed_s=st.floats(0.01, 10), each_s=st.floats(0, 0.5), most=st.integers(1, 400)
)
def test_it_is_the_smallest_fixed_point(rate: float, fixed_s: float, each_s: float, most: int) -> None:
    seconds_at = line(fixed_s, each_s, most)
    asked = [(n, rate * (fixed_s + each_s * n)) for n in range(1, most + 1)]
    expected = next((n for n, wanted in asked if wanted - 1e-9 <= n), None)
    found = requests_in_flight(rate, seconds_at).requests
    assert found == expected


@given(rates=st.lists(st.floats(0.01, 30), min_size=2, max_size=6), each_s=st.floats(0, 0.2))
def test_a_higher_rate_never_has_fewer_in_flight(rates: list[float], each_s: float) -> None:
    found = [requests_in_flight(rate, line(1.0, each_s)).requests for rate in sorted(rates)]
    counts = [float("inf") if requests is None else requests for requests in found]
    assert counts == sorted(counts)
