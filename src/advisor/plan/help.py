"""What would make fewer cards do: another format, more of each device, part of the demand, looser limits."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from advisor.catalogue.record import KV_FORMATS, WeightsFormat
from advisor.catalogue.stack import Stack
from advisor.catalogue.support import best_support
from advisor.estimate.formats import weight_bytes
from advisor.plan.attempt import Attempt, try_cards
from advisor.plan.demand import Asked
from advisor.plan.layout_choice import layouts_on
from advisor.plan.load_curve import largest_where
from advisor.plan.operating_point import OperatingPoint
from advisor.plan.options import find_checkpoint
from advisor.plan.parted_cache import CONTEXT_PARALLEL_STACKS, roomiest_parted
from advisor.plan.result import Reason

HELP_STEPS = 1000
"""Of the demand: how finely the part of it that fewer cards serve is told."""
MOST_OF_MEMORY = 0.97
"""Share of a device that operators let an engine take where a model barely fits: vLLM-Kunlun's documented
launch of GLM-5 in 8 bit on eight 96 GB cards."""

HelpCode = Literal[
    "kv", "weights", "memory_share", "context_parallel", "fewer_users", "lower_rate",
    "fewer_requests", "later",
]  # fmt: skip


class Help(msgspec.Struct, frozen=True, kw_only=True):
    """One change under which the smaller number of cards would do, or `later` any number of them."""

    code: HelpCode
    subject: str = ""
    """The format that is changed to."""
    value: float | None = None
    """Share of memory, users, requests a second or requests in flight; cards of `later` and of
    `context_parallel`."""
    reasons: tuple[Reason, ...] = ()
    """Of `later`: the limits that so many cards miss, with what they would have to be."""


class Sizing(msgspec.Struct, frozen=True, kw_only=True):
    """A search for the smallest count, as far as it went."""

    seed: OperatingPoint
    asked: Asked
    attempts: tuple[Attempt, ...]
    cards_per_server: int
    stacks: tuple[Stack, ...]

    def try_other(self, seed: OperatingPoint, asked: Asked, cards: int) -> bool:
        """True where so many cards serve with one thing otherwise."""
        return try_cards(seed, asked, cards, self.cards_per_server).serves


def helps_of(sizing: Sizing) -> Iterator[Help]:
    """One change each under which the largest count that fails would serve; none where none does."""
    failed = [attempt for attempt in sizing.attempts if not attempt.serves]
    if not failed or failed[-1].layout is None:
        return
    yield from _other_formats(sizing, failed[-1].cards)
    share = _share_of_memory(failed[-1])
    if share is not None:
        yield Help(code="memory_share", value=share)
    yield from _parted(sizing, failed)
    yield from _less_demand(sizing, failed[-1].cards)
    if not sizing.attempts[-1].serves:
        yield from _later(failed)


def _other_formats(sizing: Sizing, cards: int) -> Iterator[Help]:
    """The first smaller KV format, and the heaviest lighter weights that a stack runs, that make it serve."""
    seed, asked = sizing.seed, sizing.asked
    for kv in KV_FORMATS:
        known = kv != seed.layout.kv and kv in seed.accelerator.kv_formats
        if known and sizing.try_other(_with(seed, kv=kv), asked, cards):
            yield Help(code="kv", subject=kv)
            break
    for weights in _lighter_weights(seed):
        support, _ = best_support(seed.accelerator, seed.model, weights, sizing.stacks)
        runs = support is not None and support.status != "unsupported"
        if runs and sizing.try_other(_with(seed, weights=weights), asked, cards):
            yield Help(code="weights", subject=weights)
            break


def _parted(sizing: Sizing, failed: Sequence[Attempt]) -> Iterator[Help]:
    """Where memory alone is asked: fewer cards that hold it once ranks part the tokens of each cache."""
    seed = sizing.seed
    if not sizing.asked.memory_alone or seed.layout.stack not in CONTEXT_PARALLEL_STACKS:
        return
    for attempt in failed:
        if any(reason.code != "memory_short" for reason in attempt.reasons):
            continue
        layouts = layouts_on(seed, attempt.cards, sizing.cards_per_server)
        if roomiest_parted(msgspec.structs.replace(seed, layout=layout) for layout in layouts):
            yield Help(code="context_parallel", value=float(attempt.cards))
            return


def _later(failed: Sequence[Attempt]) -> Iterator[Help]:
    """The fewest cards that would serve at looser limits of time, and those limits."""
    for attempt in failed:
        if attempt.reasons and all(reason.code in _LATE for reason in attempt.reasons):
            yield Help(code="later", value=float(attempt.cards), reasons=attempt.reasons)
            return


_LATE = ("ttft_exceeded", "tpot_exceeded")


def _with(seed: OperatingPoint, **changes: str) -> OperatingPoint:
    return msgspec.structs.replace(seed, layout=msgspec.structs.replace(seed.layout, **changes))


def _lighter_weights(seed: OperatingPoint) -> list[WeightsFormat]:
    """Formats with a released checkpoint that take fewer bytes than the demand's, heaviest first."""
    now = weight_bytes(seed.model, seed.layout.weights).total
    sizes = {
        weights: weight_bytes(seed.model, weights).total
        for weights in seed.accelerator.weights_formats
        if find_checkpoint(seed.model, weights) is not None
    }
    return sorted((weights for weights, size in sizes.items() if size < now), key=lambda one: -sizes[one])


def _share_of_memory(smaller: Attempt) -> float | None:
    """Share of a device that weights and cache take, where only the default reserve stands against it."""
    memory = smaller.memory
    if memory is None or memory.fits or any(reason.code != "memory_short" for reason in smaller.reasons):
        return None
    share = (memory.needed_bytes - memory.reserve_bytes) / memory.usable_bytes
    return share if share <= MOST_OF_MEMORY else None


def _less_demand(sizing: Sizing, cards: int) -> Iterator[Help]:
    """The part of the demand that so many cards serve, where they serve any."""
    asked, traffic = sizing.asked, sizing.asked.traffic
    if asked.rate_per_s is not None:
        rate = asked.rate_per_s
        part = _most(
            HELP_STEPS,
            sizing,
            cards,
            lambda n: msgspec.structs.replace(asked, rate_per_s=rate * n / HELP_STEPS),
        )
        if traffic is not None and traffic.users * part // HELP_STEPS:
            yield Help(code="fewer_users", value=float(traffic.users * part // HELP_STEPS))
        elif traffic is None and part:
            yield Help(code="lower_rate", value=rate * part / HELP_STEPS)
    elif asked.load.concurrency > 1:
        most = _most(asked.load.concurrency, sizing, cards, lambda n: _with_requests(asked, n))
        if most:
            yield Help(code="fewer_requests", value=float(most))


def _with_requests(asked: Asked, requests: int) -> Asked:
    return msgspec.structs.replace(asked, load=msgspec.structs.replace(asked.load, concurrency=requests))


def _most(end: int, sizing: Sizing, cards: int, at: Callable[[int], Asked]) -> int:
    """The largest of 1 to `end` of which so many cards serve what `at` makes of it; 0 where of none."""

    def serves(number: int) -> bool:
        asked = at(number)
        return sizing.try_other(msgspec.structs.replace(sizing.seed, load=asked.load), asked, cards)

    return largest_where(end, serves)
