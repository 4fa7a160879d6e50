"""Speed over concurrency: how a deployment answers as more requests share it, and how many it can take."""

from collections.abc import Callable
from typing import Literal

import msgspec

from advisor.figures import Range
from advisor.plan.judge import speed_reasons
from advisor.plan.operating_point import OperatingPoint

MOST_REQUESTS = 65_536
"""End of the curve where neither memory nor prompts end it before: no front end keeps more in flight."""

Bound = Literal["memory", "tpot", "ttft", "curve_end"]


class CurvePoint(msgspec.Struct, frozen=True, kw_only=True):
    """The deployment at one number of requests in flight."""

    concurrency: int
    headroom_bytes: int
    """Left on the fullest device; negative: the cache of so many requests does not fit."""
    ttft_ms: Range | None = None
    """None where saturated, or where it does not fit."""
    tpot_ms: Range | None = None
    """None where it does not fit: no speed is given for what can't run."""
    output_tok_s: Range | None = None
    saturated: bool = False
    within_limits: bool = False
    """Fits, and mid TTFT and TPOT are within the limits of the load."""

    @property
    def fits(self) -> bool:
        """True when nothing is short."""
        return self.headroom_bytes >= 0


class LoadCurve(msgspec.Struct, frozen=True, kw_only=True):
    """Points by growing concurrency, and the largest concurrency of which everything asked holds."""

    points: tuple[CurvePoint, ...]
    largest_concurrency: int
    """Within memory and the latency limits that are stated; 0: not even one request."""
    bound_by: Bound
    """What one request more would break."""
    largest_unsaturated: int | None
    """Up to here a time to first token is predicted; None: wherever it fits."""


def load_curve(point: OperatingPoint) -> LoadCurve:
    """1, 2, 4 ... requests until the memory is full or prompts saturate, with the point asked about and the
    largest that holds.

    The layout stays as it is. All of it is predicted, but what was asked about may have been measured.
    SpeedUnknownError for a part of which no speed is known.
    """
    held = min(MOST_REQUESTS, point.at(1).memory().max_sequences)
    largest = largest_where(held, lambda requests: not _missed(point, requests))
    unsaturated = largest_where(held, lambda requests: not point.at(requests).predicted().saturated)
    return LoadCurve(
        points=tuple(_points(point, held, largest, unsaturated)),
        largest_concurrency=largest,
        bound_by=_bound(point, held, largest),
        largest_unsaturated=unsaturated if unsaturated < held else None,
    )


def largest_concurrency(point: OperatingPoint) -> int:
    """The most requests in flight within memory and the stated latency limits; 0: not even one."""
    held = min(MOST_REQUESTS, point.at(1).memory().max_sequences)
    return largest_where(held, lambda requests: not _missed(point, requests))


def largest_where(most: int, holds: Callable[[int], bool]) -> int:
    """The largest of 1 to `most` for which `holds`, which once false stays false; 0 where it never does."""
    if most < 1 or not holds(1):
        return 0
    if holds(most):
        return most
    good, bad = 1, most
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if holds(middle) else (good, middle)
    return good


def _missed(point: OperatingPoint, requests: int) -> bool:
    """True when a latency limit is missed; without limits there is nothing to predict."""
    if point.load.ttft_limit_ms is None and point.load.tpot_limit_ms is None:
        return False
    return bool(speed_reasons(point.at(requests).predicted(), point.load))


def _bound(point: OperatingPoint, held: int, largest: int) -> Bound:
    if largest == held:
        return "curve_end" if held == MOST_REQUESTS else "memory"
    missed = speed_reasons(point.at(largest + 1).predicted(), point.load)
    codes = {reason.code for reason in missed}
    return "tpot" if "tpot_exceeded" in codes else "ttft"


def _points(point: OperatingPoint, held: int, largest: int, unsaturated: int) -> list[CurvePoint]:
    """Doublings up to the first that fails, with what was asked and the ends in between."""
    doublings = [2**power for power in range(MOST_REQUESTS.bit_length())]
    end = next((count for count in doublings if count > min(held, unsaturated)), MOST_REQUESTS)
    marks = {count for count in (largest, point.load.concurrency, held) if 1 <= count <= end}
    asked = {point.load.concurrency}
    return [
        _at(point, count) for count in sorted({count for count in doublings if count <= end} | marks | asked)
    ]


def _at(point: OperatingPoint, requests: int) -> CurvePoint:
    here = point.at(requests)
    headroom_bytes = here.memory().headroom_bytes
    if headroom_bytes < 0:
        return CurvePoint(concurrency=requests, headroom_bytes=headroom_bytes)
    speed = here.speed() if requests == point.load.concurrency else here.predicted()
    return CurvePoint(
        concurrency=requests,
        headroom_bytes=headroom_bytes,
        ttft_ms=speed.ttft_ms,
        tpot_ms=speed.tpot_ms,
        output_tok_s=speed.output_tok_s,
        saturated=speed.saturated,
        within_limits=not _missed(point, requests),
    )
