"""Little's law where the time of a request grows with the requests beside it: the fixed point of both."""

import math
from collections.abc import Callable

import msgspec

from advisor.plan.check import MAX_CONCURRENCY

SHOWN_ROUNDS = 12
"""Rounds of plain iteration; near saturation, where each moves little, the rest is found by halving."""
_SLACK = 1e-9
"""Of a request: what rounding of products may add to a whole number."""


class InFlight(msgspec.Struct, frozen=True, kw_only=True):
    """Requests in the system at an arrival rate."""

    requests: int | None
    """None: they come faster than they can leave, so that the queue grows without end."""
    rounds: tuple[int, ...]
    """The first approximations, from one request up."""


def requests_in_flight(rate_per_s: float, seconds_at: Callable[[int], float | None]) -> InFlight:
    """The smallest N with N >= rate x time of a request among N.

    `seconds_at(N)` is the time from arrival to the last token with N in flight, None where no time can be
    promised; it must not fall as N grows. Iterating N <- ceil(rate x seconds_at(N)) from 1 climbs to the
    smallest fixed point.
    """

    def asked_at(requests: int) -> int | None:
        seconds = seconds_at(requests)
        if seconds is None or not math.isfinite(seconds) or rate_per_s * seconds > MAX_CONCURRENCY:
            return None
        return max(1, math.ceil(rate_per_s * seconds - _SLACK))

    rounds = [1]
    for _ in range(SHOWN_ROUNDS):
        asked = asked_at(rounds[-1])
        if asked is None:
            return InFlight(requests=None, rounds=tuple(rounds))
        if asked <= rounds[-1]:
            return InFlight(requests=rounds[-1], rounds=tuple(rounds))
        rounds.append(asked)
    return InFlight(requests=_by_halving(rounds[-1], asked_at), rounds=tuple(rounds))


def _by_halving(low: int, asked_at: Callable[[int], int | None]) -> int | None:
    """The smallest number above `low` that asks for no more than itself; None without one.

    A number settles it when it asks for no more than itself or when no time can be promised; so do all above.
    """

    def settles(requests: int) -> bool:
        asked = asked_at(requests)
        return asked is None or asked <= requests

    high = 2 * low
    while not settles(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if settles(middle) else (middle, high)
    return None if asked_at(high) is None else high
