"""More hardware never slows an answer down, and more work never speeds one up.

The wait before the first token alone may grow on a faster card: with as many requests in flight, they come
back sooner and meet at the prompts. The whole answer never takes longer.
"""

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.estimate.layout import Load, PrefillPool
from advisor.estimate.result import Speed
from estimate.speed_setups import Setup, loads, setups, whole_answer_ms
from estimate_records import layout, load

SLACK = 1 + 1e-9
"""For the last digits of a float."""
BASE = {
    "bandwidth_gb_s": 2000.0,
    "bf16_tflops": 500.0,
    "fp8_tflops": 1000.0,
    "int8_tops": 1000.0,
    "link_gb_s": 200.0,
}
SHORT = Setup(model_id="llama-3.3-70b", family="hopper", layout=layout(weights="fp8"), path="tuned")


def assert_no_slower(faster: Speed, slower: Speed, asked: Load) -> None:
    assert faster.tpot_ms.mid <= slower.tpot_ms.mid * SLACK
    assert faster.output_tok_s.mid * SLACK >= slower.output_tok_s.mid
    assert faster.total_tok_s.mid * SLACK >= slower.total_tok_s.mid
    before, after = whole_answer_ms(slower, asked), whole_answer_ms(faster, asked)
    if before is not None and after is not None:
        assert after <= before * SLACK


@pytest.mark.parametrize(
    "rates",
    [
        ("bandwidth_gb_s",),
        ("bf16_tflops", "fp8_tflops", "int8_tops"),
        ("bf16_tflops",),
        ("link_gb_s",),
        tuple(BASE),
    ],
    ids=["bandwidth", "compute", "attention", "link", "all"],
)
@given(setups(), loads(), st.floats(1, 4))
def test_a_better_card_is_never_slower(
    rates: tuple[str, ...], setup: Setup, asked: Load, factor: float
) -> None:
    better = BASE | {name: BASE[name] * factor for name in rates}
    assert_no_slower(setup.speed(asked, **better), setup.speed(asked, **BASE), asked)


@given(setups(), loads(), st.integers(1, 500))
def test_more_requests_never_answer_faster(setup: Setup, asked: Load, more: int) -> None:
    crowded = msgspec.structs.replace(asked, concurrency=asked.concurrency + more)
    few, many = setup.speed(asked), setup.speed(crowded)
    assert many.tpot_ms.mid * SLACK >= few.tpot_ms.mid
    assert many.output_tok_s.mid / crowded.concurrency <= few.output_tok_s.mid / asked.concurrency * SLACK
    assert many.saturated or not few.saturated
    if few.ttft_ms is not None and many.ttft_ms is not None:
        assert many.ttft_ms.mid * SLACK >= few.ttft_ms.mid


@given(setups(), loads(), st.integers(1, 20_000))
@example(SHORT, load(input_tokens=1, output_tokens=2, concurrency=900), 1)
@example(SHORT, load(input_tokens=16, output_tokens=5, concurrency=900, hit=0.9), 16)
def test_longer_prompts_never_help(setup: Setup, asked: Load, more: int) -> None:
    tokens = asked.input_tokens + more
    longer = msgspec.structs.replace(asked, input_tokens=tokens, context_tokens=tokens + asked.output_tokens)
    short, long = setup.speed(asked), setup.speed(longer)
    assert long.tpot_ms.mid * SLACK >= short.tpot_ms.mid
    assert long.output_tok_s.mid <= short.output_tok_s.mid * SLACK
    if short.ttft_ms is not None and long.ttft_ms is not None:
        assert long.ttft_ms.mid * SLACK >= short.ttft_ms.mid


@given(setups(), loads(), st.floats(0, 1))
def test_a_cached_prefix_never_hurts(setup: Setup, asked: Load, hit: float) -> None:
    plain, cached = (
        msgspec.structs.replace(asked, prefix_cache_hit=share)
        for share in (asked.prefix_cache_hit, max(hit, asked.prefix_cache_hit))
    )
    assert_no_slower(setup.speed(cached), setup.speed(plain), asked)


@given(setups(), loads())
def test_an_untuned_path_is_slower_and_less_sure(setup: Setup, asked: Load) -> None:
    tuned, default = setup.with_path("tuned").speed(asked), setup.with_path("default").speed(asked)
    assert default.tpot_ms.mid > tuned.tpot_ms.mid
    assert default.output_tok_s.mid < tuned.output_tok_s.mid
    assert_no_slower(tuned, default, asked)
    for ours, theirs in ((default.tpot_ms, tuned.tpot_ms), (default.output_tok_s, tuned.output_tok_s)):
        assert ours.high / ours.low > theirs.high / theirs.low
    assert (default.path, default.confidence) == ("default", "low")


@given(setups(), loads())
def test_a_pool_leaves_answers_undisturbed(setup: Setup, asked: Load) -> None:
    """However many read the prompts, answers come at one pace; more readers never lower the rate."""
    few, many = (pooled(setup, workers).speed(asked) for workers in (1, 2))
    for found in (few, many):
        assert next(term.ms for term in found.decode_terms if term.code == "prefill") == 0
    assert few.tpot_ms == many.tpot_ms
    assert many.output_tok_s.mid * SLACK >= few.output_tok_s.mid


def pooled(setup: Setup, workers: int) -> Setup:
    pool = PrefillPool(workers=workers, tp=8)
    plan = msgspec.structs.replace(setup.layout, cards=8 + 8 * workers, nodes=1 + workers, prefill_pool=pool)
    return msgspec.structs.replace(setup, layout=plan)
