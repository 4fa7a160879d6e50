"""The fewest cards that serve a demand, on shipped profiles: properties that hold whatever the constants."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import UnknownProfileError
from advisor.plan.attempt import seconds_of
from advisor.plan.demand import Demand, resolve_demand
from advisor.plan.errors import BriefError
from advisor.plan.operating_point import OperatingPoint
from advisor.plan.smallest import Smallest, find_smallest

CATALOGUE = Catalogue.shipped()
GLM_ON_H200 = Demand(model="glm-5", accelerator="h200-sxm", weights="fp8")


def solve(demand: Demand = GLM_ON_H200, /, **changes: Any) -> Smallest:
    fields = {name: getattr(demand, name) for name in demand.__struct_fields__}
    return find_smallest(Demand(**{**fields, **changes}), CATALOGUE)


def cards_of(found: Smallest) -> float:
    return float("inf") if found.answer is None else found.answer.cards


def test_memory_alone_by_hand() -> None:
    # 744 GB of FP8 in 150.8 GB cards: 93.3 GB and a tenth in reserve fit on eight, 186.5 GB on four do not.
    found = solve()
    assert [attempt.cards for attempt in found.attempts] == [1, 2, 4, 8]
    assert found.answer is not None
    assert found.answer.speed is None
    assert found.smaller is not None
    assert found.smaller.memory is not None
    assert [reason.code for reason in found.smaller.reasons] == ["memory_short"]
    assert found.smaller.memory.weights_bytes > 150_754_820_096


def test_little_holds_at_the_answer() -> None:
    found = solve(users=20_000)
    answer = found.answer
    assert answer is not None
    assert answer.layout is not None
    assert answer.requests is not None
    rate = found.asked.rate_per_s
    assert rate == pytest.approx(20_000 * 38.4 / 8 / 3600)
    point = OperatingPoint(
        model=CATALOGUE.models["glm-5"], accelerator=CATALOGUE.accelerators["h200-sxm"],
        layout=answer.layout, load=found.asked.load, path="tuned",
    )  # fmt: skip
    seconds_at = seconds_of(point)
    here, below = seconds_at(answer.requests), seconds_at(answer.requests - 1)
    assert here is not None
    assert below is not None
    assert rate is not None
    assert rate * here <= answer.requests + 1e-6
    assert rate * below > answer.requests - 1


def test_every_smaller_count_fails_and_says_why() -> None:
    for found in (solve(users=20_000), solve(rate_per_s=20.0), solve(concurrency=64, context_tokens=128_000)):
        assert found.answer is not None
        for attempt in found.attempts[:-1]:
            assert attempt.reasons, attempt.cards
        assert found.smaller is found.attempts[-2]


@settings(max_examples=25, deadline=None)
@given(users=st.lists(st.integers(1, 60_000), min_size=2, max_size=3))
def test_more_users_never_take_fewer_cards(users: list[int]) -> None:
    counts = [cards_of(solve(users=each)) for each in sorted(users)]
    assert counts == sorted(counts)


@settings(max_examples=25, deadline=None)
@given(
    concurrency=st.integers(1, 400),
    more=st.integers(1, 400),
    context=st.sampled_from([2_048, 8_192, 65_536, 131_072]),
    limit=st.sampled_from([None, 40.0, 80.0]),
)
def test_more_requests_or_context_never_take_fewer_cards(
    concurrency: int, more: int, context: int, limit: float | None
) -> None:
    lengths = {"input_tokens": context // 2, "output_tokens": 256, "tpot_limit_ms": limit}
    few = solve(concurrency=concurrency, context_tokens=context, **lengths)
    many = solve(concurrency=concurrency + more, context_tokens=context, **lengths)
    long = solve(concurrency=concurrency, context_tokens=2 * context, **lengths)
    assert cards_of(few) <= min(cards_of(many), cards_of(long))


def test_what_would_help_does_help() -> None:
    found = solve(users=20_000)
    assert found.smaller is not None
    (fewer,) = [change for change in found.helps if change.code == "fewer_users"]
    assert fewer.value is not None
    assert cards_of(solve(users=int(fewer.value))) <= found.smaller.cards
    assert cards_of(solve(users=int(fewer.value * 1.01) + 21)) > found.smaller.cards
    ascend = Demand(model="glm-5", accelerator="ascend-910b3", weights="w4a8")
    memory = solve(ascend, concurrency=64, context_tokens=128_000)
    assert memory.smaller is not None
    (smaller_cache,) = [change for change in memory.helps if change.code == "kv"]
    kept = solve(ascend, concurrency=64, context_tokens=128_000, kv=smaller_cache.subject)
    assert cards_of(kept) <= memory.smaller.cards


def test_parted_caches_are_named_where_memory_alone_is_asked() -> None:
    found = solve(
        Demand(model="glm-5.2", accelerator="ascend-910c", weights="w4a8"), context_tokens=1_024_000
    )
    values = {change.code: change.value for change in found.helps}
    assert values["context_parallel"] == 8.0
    assert cards_of(found) == 24


def test_a_limit_that_no_number_of_cards_meets() -> None:
    found = solve(concurrency=1, input_tokens=1000, output_tokens=100, tpot_limit_ms=0.01)
    assert found.answer is None
    (later,) = [change for change in found.helps if change.code == "later"]
    assert later.value == 8.0
    assert [reason.code for reason in later.reasons] == ["tpot_exceeded"]


def test_a_part_without_a_speed_says_what_holds_it() -> None:
    part = Demand(model="glm-5", accelerator="kunlun-p800", weights="w8a8")
    asked = solve(part, users=100)
    assert asked.answer is None
    assert asked.attempts[-1].reasons[0].code.startswith("speed_unknown")
    held = solve(part)
    assert cards_of(held) == 16
    # The default reserve alone stands against eight.
    assert [change.code for change in held.helps] == ["memory_share"]


def test_a_format_that_the_part_has_not() -> None:
    found = solve(Demand(model="glm-5", accelerator="h200-sxm", weights="nvfp4"), users=10)
    assert [reason.code for reason in found.attempts[-1].reasons] == ["format_unsupported"]
    assert len(found.attempts) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"users": 10, "rate_per_s": 1.0}, "give one of users, rate and concurrency, not users and rate"),
        ({"prompts_per_day": 6.0}, "prompts_per_day: goes with users"),
        ({"rate_per_s": float("nan")}, "rate_per_s: found nan"),
        ({"rate_per_s": float("inf")}, "rate_per_s: found inf"),
        ({"users": 10, "peak_factor": 9.0}, "peak_factor: found 9, wanted 1"),
        ({"users": 10, "tpot_limit_ms": -1.0}, "tpot_limit_ms: found -1"),
        ({"users": 0}, "users: found 0, wanted 1 to"),
        ({"rate_per_s": 1.0, "workload": "trace.azure_conv_2024"}, "has no mean input length"),
    ],
)
def test_what_can_not_be_answered(changes: dict[str, object], message: str) -> None:
    with pytest.raises(BriefError, match=message):
        solve(**changes)


def test_unknown_ids() -> None:
    for changes in ({"model": "nope"}, {"accelerator": "nope"}, {"stack": "nope"}, {"workload": "nope"}):
        with pytest.raises(UnknownProfileError):
            solve(**{"users": 1, **changes})


def test_limits_without_lengths_take_those_of_office_chat() -> None:
    asked = resolve_demand(
        Demand(model="glm-5", accelerator="h200-sxm", weights="fp8", concurrency=8, tpot_limit_ms=30),
        CATALOGUE,
    )
    assert (asked.load.input_tokens, asked.load.output_tokens) == (1200, 210)
    assert (asked.load.tpot_limit_ms, asked.load.ttft_limit_ms) == (30, 2000.0)
