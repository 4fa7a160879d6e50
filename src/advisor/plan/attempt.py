"""A number of cards tried under a demand: the best layout on them, requests in flight, what it misses."""

from collections.abc import Callable

import msgspec

from advisor.estimate.layout import Layout
from advisor.estimate.result import MemoryFit, Speed
from advisor.estimate.speed_gap import speed_gap
from advisor.plan.check import MAX_CONCURRENCY
from advisor.plan.demand import Asked
from advisor.plan.in_flight import InFlight, requests_in_flight
from advisor.plan.judge import (
    context_reasons,
    gap_reasons,
    is_thin,
    late_reasons,
    latency_reasons,
    memory_reasons,
    thin_reasons,
    worst_overshoot,
)
from advisor.plan.layout_choice import layouts_on
from advisor.plan.load_curve import largest_where
from advisor.plan.operating_point import OperatingPoint
from advisor.plan.result import Reason


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """What one number of cards does."""

    cards: int
    layout: Layout | None = None
    """None: no division of the model over these devices exists."""
    memory: MemoryFit | None = None
    """At the requests in flight; at one where they come faster than they leave."""
    speed: Speed | None = None
    """None where it does not fit, or where no speed is known."""
    flight: InFlight | None = None
    """None: the requests in flight are stated."""
    requests: int | None = None
    """In flight; None where they come faster than they leave."""
    reasons: tuple[Reason, ...] = ()
    tight: tuple[Reason, ...] = ()
    """Limits that hold at mid values and break at the bad end of a range or in the busiest moments."""

    @property
    def serves(self) -> bool:
        """True when nothing stands against it."""
        return not self.reasons


def try_cards(seed: OperatingPoint, asked: Asked, cards: int, cards_per_server: int) -> Attempt:
    """The best layout of so many cards: it serves, with room, on few servers, fast; else the least bad."""
    tried = [
        _try_layout(msgspec.structs.replace(seed, layout=layout), asked)
        for layout in layouts_on(seed, cards, cards_per_server)
    ]
    if not tried:
        return Attempt(cards=cards, reasons=(Reason(code="no_layout", needed=float(cards), unit="cards"),))
    serving = [attempt for attempt in tried if attempt.serves]
    return min(serving, key=_preference) if serving else min(tried, key=_badness)


def _try_layout(point: OperatingPoint, asked: Asked) -> Attempt:
    cards, layout = point.layout.cards, point.layout
    memory = point.memory()
    beyond = context_reasons(point.model, asked.load)
    gap = speed_gap(point.accelerator)
    held = Attempt(cards=cards, layout=layout, memory=memory, requests=point.load.concurrency)
    if not memory.fits:
        return msgspec.structs.replace(held, reasons=(*beyond, *memory_reasons(memory)))
    if gap is not None:
        missing = () if asked.memory_alone else gap_reasons(point.accelerator, memory)
        return msgspec.structs.replace(held, reasons=(*beyond, *missing), tight=thin_reasons(memory))
    if asked.rate_per_s is None:
        return _under(point, asked, held, None)
    flight = requests_in_flight(asked.rate_per_s, seconds_of(point))
    if flight.requests is None:
        late = Reason(
            code="queue_saturated",
            needed=asked.rate_per_s,
            available=min(asked.rate_per_s, highest_rate_per_s(point)),
            unit="requests/s",
        )
        return msgspec.structs.replace(held, flight=flight, requests=None, reasons=(*beyond, late))
    return _under(point.at(flight.requests), asked, held, flight)


def _under(point: OperatingPoint, asked: Asked, held: Attempt, flight: InFlight | None) -> Attempt:
    """The attempt with so many requests in flight."""
    memory = point.memory()
    reasons = (*context_reasons(point.model, asked.load), *memory_reasons(memory))
    speed = point.predicted() if memory.fits and asked.lengths_known else None
    tight = thin_reasons(memory)
    if speed is not None:
        ttft_ms = speed.ttft_ms.mid if speed.ttft_ms else None
        reasons = (*reasons, *latency_reasons(ttft_ms, speed.tpot_ms.mid, asked.load))
        tight = (
            *tight,
            *_burst_reasons(memory, point, asked),
            *late_reasons(speed, asked.load),
        )
    return msgspec.structs.replace(
        held,
        memory=memory,
        speed=speed,
        flight=flight,
        requests=point.load.concurrency,
        reasons=reasons,
        tight=() if reasons else tight,
    )


def seconds_of(point: OperatingPoint) -> Callable[[int], float | None]:
    """Seconds of a request among N: first token and answer, or its share of the machine where that is more.

        max(TTFT + output x TPOT, N x output / output rate)

    None where the load saturates, so that no time to first token can be promised.
    """
    answer = max(1, point.load.output_tokens)

    def seconds_at(requests: int) -> float | None:
        speed = point.at(requests).predicted()
        if speed.ttft_ms is None:
            return None
        alone_s = (speed.ttft_ms.mid + answer * speed.tpot_ms.mid) / 1000
        return max(alone_s, requests * answer / speed.output_tok_s.mid)

    return seconds_at


def highest_rate_per_s(point: OperatingPoint) -> float:
    """Requests a second at the largest number in flight of which a time is promised, by Little's law."""
    seconds_at = seconds_of(point)
    most = largest_where(MAX_CONCURRENCY, lambda requests: seconds_at(requests) is not None)
    seconds = seconds_at(most) if most else None
    return most / seconds if seconds else 0.0


def _burst_reasons(memory: MemoryFit, point: OperatingPoint, asked: Asked) -> tuple[Reason, ...]:
    """The busiest hundredth of moments, where the memory does not hold it: requests then wait for room."""
    if asked.burst_factor is None:
        return ()
    burst = point.load.concurrency * asked.burst_factor.to("ratio")
    if burst <= memory.max_sequences:
        return ()
    return (
        Reason(
            code="concurrency_exceeds_memory",
            needed=burst,
            available=float(memory.max_sequences),
            unit="count",
        ),
    )


def _preference(attempt: Attempt) -> tuple[bool, int, bool, float]:
    """Room to spare, replicas on few servers, within limits at the bad end too, then time per token."""
    layout, memory, speed = attempt.layout, attempt.memory, attempt.speed
    if layout is None or memory is None:
        return (True, 0, True, float("inf"))
    spans = -(-layout.nodes // layout.replicas)
    thin = is_thin(memory.headroom_bytes, memory.usable_bytes)
    if speed is None:
        return (thin, spans, False, -float(memory.headroom_bytes))
    late = any(reason.code in ("ttft_exceeded", "tpot_exceeded") for reason in attempt.tight)
    return (thin, spans, late, speed.tpot_ms.mid)


def _badness(attempt: Attempt) -> tuple[bool, float, float]:
    """What does not fit at all, the worst miss, then slowness: less is closer to what was asked."""
    unfit = any(reason.code == "memory_short" for reason in attempt.reasons)
    slow = attempt.speed.tpot_ms.mid if attempt.speed else 0.0
    return (unfit, worst_overshoot(attempt.reasons), slow)
