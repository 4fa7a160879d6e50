"""What must hold of speed for every model, layout and load."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.record import AcceleratorFamily, WeightsFormat
from advisor.estimate.kin import FITTED
from advisor.estimate.layout import Layout, Load
from advisor.estimate.result import Arithmetic, Speed
from advisor.estimate.speed import estimate_speed
from advisor.figures import Range
from estimate_records import CATALOGUE, accelerator, layout, load, model_of

MODELS = st.sampled_from(
    [
        "glm-5",
        "deepseek-r1",
        "qwen3-235b-a22b",
        "gpt-oss-120b",
        "llama-3.3-70b",
        "qwen3.5-397b-a17b",
        "deepseek-v4-flash",
        "glm-5.2",
        "glm-5.3-flash",
        "kimi-k3",
        "llama-4-scout",
        "mimo-v2-flash",
        "minimax-m1",
        "minimax-m3",
        "nemotron-3-super-120b-a12b",
    ]
)
MIXTURES = st.sampled_from(["glm-5", "deepseek-r1", "qwen3-235b-a22b", "gpt-oss-120b"])
FAMILIES: st.SearchStrategy[AcceleratorFamily] = st.sampled_from(sorted(FITTED))
WEIGHTS: st.SearchStrategy[WeightsFormat] = st.sampled_from(["bf16", "fp8", "w8a8", "w4a8"])
SPREADS = st.sampled_from([(8, 1), (4, 2), (2, 4), (1, 8)])
TOKENS = st.integers(1, 50_000)
REQUESTS = st.integers(1, 3000)


def speed(
    model_id: str,
    asked: Load,
    plan: Layout | None = None,
    family: AcceleratorFamily = "hopper",
    path: str = "tuned",
) -> Speed:
    card = accelerator(family=family)
    return estimate_speed(model_of(model_id), card, plan or layout(), asked, path=path)  # type: ignore[arg-type]


def ordered(span: Range) -> bool:
    return 0 < span.low <= span.mid <= span.high


@given(MODELS, WEIGHTS, FAMILIES, TOKENS, TOKENS, REQUESTS, st.sampled_from(["tuned", "default"]))
def test_answers_are_positive_ranges_and_terms_add_up(
    model_id: str,
    weights: str,
    family: AcceleratorFamily,
    inputs: int,
    outputs: int,
    requests: int,
    path: str,
) -> None:
    asked = load(input_tokens=inputs, output_tokens=outputs, concurrency=requests)
    found = speed(model_id, asked, layout(weights=weights), family, path)
    assert ordered(found.tpot_ms)
    assert ordered(found.output_tok_s)
    assert ordered(found.total_tok_s)
    assert found.saturated == (found.ttft_ms is None)
    assert found.ttft_ms is None or ordered(found.ttft_ms)
    assert sum(term.ms for term in found.decode_terms) == pytest.approx(found.tpot_ms.mid)
    waits = sum(term.ms for term in found.ttft_terms)
    assert waits == (pytest.approx(found.ttft_ms.mid) if found.ttft_ms else 0)
    assert all(term.ms >= 0 for term in (*found.decode_terms, *found.prefill_terms))
    largest = max(found.decode_terms, key=lambda term: term.ms)
    assert found.limited_by == largest.code


@given(MIXTURES, SPREADS, FAMILIES, TOKENS, TOKENS, REQUESTS, st.integers(1, 500))
def test_more_requests_never_answer_faster(
    model_id: str,
    spread: tuple[int, int],
    family: AcceleratorFamily,
    inputs: int,
    outputs: int,
    requests: int,
    more: int,
) -> None:
    tp, dp = spread
    plan = layout(tp=tp, dp=dp, ep=tp * dp if dp > 1 else 1)
    few, many = (
        speed(model_id, load(input_tokens=inputs, output_tokens=outputs, concurrency=count), plan, family)
        for count in (requests, requests + more)
    )
    assert many.tpot_ms.mid >= few.tpot_ms.mid
    assert many.saturated or not few.saturated
    if few.ttft_ms is not None and many.ttft_ms is not None:
        assert many.ttft_ms.mid >= few.ttft_ms.mid


@given(MODELS, TOKENS, st.integers(1, 20_000), REQUESTS, st.floats(0, 1))
def test_longer_prompts_never_help_and_cached_ones_never_hurt(
    model_id: str, inputs: int, more: int, requests: int, hit: float
) -> None:
    short = speed(model_id, load(input_tokens=inputs, concurrency=requests))
    long = speed(model_id, load(input_tokens=inputs + more, concurrency=requests))
    cached = speed(model_id, load(input_tokens=inputs + more, concurrency=requests, hit=hit))
    assert long.tpot_ms.mid >= short.tpot_ms.mid
    assert long.output_tok_s.mid <= short.output_tok_s.mid
    assert cached.tpot_ms.mid <= long.tpot_ms.mid
    assert cached.output_tok_s.mid >= long.output_tok_s.mid


@given(MODELS, FAMILIES, REQUESTS, st.floats(1, 3))
def test_a_faster_memory_is_never_slower(
    model_id: str, family: AcceleratorFamily, requests: int, factor: float
) -> None:
    asked = load(concurrency=requests)
    slow = accelerator(family=family, bandwidth_gb_s=2000)
    fast = accelerator(family=family, bandwidth_gb_s=2000 * factor)
    before, after = (
        estimate_speed(model_of(model_id), card, layout(), asked, path="tuned") for card in (slow, fast)
    )
    assert after.tpot_ms.mid <= before.tpot_ms.mid


@given(MODELS, FAMILIES, REQUESTS)
def test_an_untuned_path_is_slower_and_less_sure(
    model_id: str, family: AcceleratorFamily, requests: int
) -> None:
    asked = load(concurrency=requests)
    tuned = speed(model_id, asked, family=family)
    default = speed(model_id, asked, family=family, path="default")
    assert default.tpot_ms.mid > tuned.tpot_ms.mid
    assert default.tpot_ms.high / default.tpot_ms.mid > tuned.tpot_ms.high / tuned.tpot_ms.mid
    assert (default.path, default.confidence) == ("default", "low")


@given(MODELS, st.integers(1, 800))
def test_replicas_double_what_one_serves(model_id: str, requests: int) -> None:
    one = speed(model_id, load(concurrency=requests))
    two = speed(model_id, load(concurrency=2 * requests), layout(cards=16, nodes=2, replicas=2))
    assert two.tpot_ms.mid == pytest.approx(one.tpot_ms.mid)
    assert two.output_tok_s.mid == pytest.approx(2 * one.output_tok_s.mid)


def test_an_idle_replica_gives_nothing() -> None:
    one = speed("llama-3.3-70b", load(concurrency=1))
    two = speed("llama-3.3-70b", load(concurrency=1), layout(cards=16, nodes=2, replicas=2))
    assert two.output_tok_s == one.output_tok_s


def test_no_waiting_time_is_promised_under_saturation() -> None:
    reading = speed("llama-3.3-70b", load(input_tokens=30_000, output_tokens=10, concurrency=100))
    crowded = speed("llama-3.3-70b", load(input_tokens=10, output_tokens=1000, concurrency=257))
    calm = speed("llama-3.3-70b", load(input_tokens=10, output_tokens=1000, concurrency=256))
    assert (reading.ttft_ms, reading.saturated) == (None, True)
    assert (crowded.ttft_ms, crowded.saturated) == (None, True)
    assert calm.ttft_ms is not None


@pytest.mark.parametrize(
    ("accelerator_id", "model_id", "basis", "confidence"),
    [
        ("h200-sxm", "glm-5", "calibrated", "medium"),
        ("mi300x", "glm-5", "family", "low"),
        ("gaudi3", "gpt-oss-120b", "family", "low"),
        ("ascend-910b3", "llama-3.3-70b", "calibrated", "low"),
        ("ascend-910b3", "glm-5", "calibrated", "low"),
        ("ascend-910b3", "gpt-oss-120b", "family", "low"),
        ("ascend-910c", "glm-5", "calibrated", "medium"),
    ],
)
def test_what_a_range_rests_on(accelerator_id: str, model_id: str, basis: str, confidence: str) -> None:
    card = CATALOGUE.accelerators[accelerator_id]
    plan = layout(accelerator_id, tp=8 * card.devices_per_card // 2, replicas=2)
    found = estimate_speed(model_of(model_id), card, plan, load(), path="tuned")
    assert (found.basis, found.tpot_ms.basis, found.confidence) == (basis, basis, confidence)


def test_ascend_a2_stays_wide() -> None:
    card = CATALOGUE.accelerators["ascend-910b3"]
    found = estimate_speed(model_of("llama-3.3-70b"), card, layout("ascend-910b3"), load(), path="tuned")
    assert found.tpot_ms.high / found.tpot_ms.low >= 3


def test_glm_5_on_untuned_a2_takes_a_millisecond_a_layer() -> None:
    card = CATALOGUE.accelerators["ascend-910b3"]
    plan = layout("ascend-910b3", weights="w4a8", stack="vllm-ascend")
    found = estimate_speed(model_of("glm-5"), card, plan, load(), path="default")
    layers = next(term.ms for term in found.decode_terms if term.code == "layers")
    # Measured 60 to 100 ms a token with speculation, two tokens a step.
    assert 0.8 < layers / 78 < 1.7
    assert found.limited_by == "layers"


def test_invalid_layouts_raise() -> None:
    broken = msgspec.structs.replace(layout(), dp=3)
    with pytest.raises(ValueError, match="must equal 8 devices"):
        speed("glm-5", load(), broken)


def test_an_unknown_link_adds_nothing_but_doubt() -> None:
    lonely = msgspec.structs.replace(accelerator(link_gb_s=None), scale_out_one_way=None)
    found = estimate_speed(model_of("glm-5"), lonely, layout(), load(), path="tuned")
    assert next(term.ms for term in found.decode_terms if term.code == "collectives") == 0
    assert (found.basis, found.confidence) == ("datasheet", "low")
    alone = estimate_speed(model_of("glm-5"), lonely, layout(cards=1, tp=1), load(), path="tuned")
    assert alone.basis == "calibrated"
    linked = estimate_speed(model_of("glm-5"), accelerator(), layout(), load(), path="tuned")
    assert found.tpot_ms.high / found.tpot_ms.mid > linked.tpot_ms.high / linked.tpot_ms.mid


@given(MODELS, FAMILIES, TOKENS, TOKENS, st.integers(1, 500))
def test_each_parts_arithmetic_multiplies_out(
    model_id: str, family: AcceleratorFamily, inputs: int, outputs: int, requests: int
) -> None:
    """Quantity over the rate, or times the microseconds, times the factors: as `Arithmetic` says."""
    asked = load(input_tokens=inputs, output_tokens=outputs, concurrency=requests)
    found = speed(model_id, asked, family=family)
    for term in (*found.decode_terms, *found.ttft_terms):
        alone = [one.alone_ms for one in term.arithmetic if one.alone_ms is not None]
        if not term.arithmetic or alone:
            for one in term.arithmetic:
                assert multiplied(one) == pytest.approx(one.alone_ms)
            continue
        assert sum(multiplied(one) for one in term.arithmetic) == pytest.approx(term.ms)


def multiplied(one: Arithmetic) -> float:
    rate = time = 1.0
    for factor in one.factors:
        if factor.on == "rate":
            rate *= factor.value
        else:
            time *= factor.value
    if one.each_unit.endswith("/s"):
        return 1e3 * one.quantity / (one.each * rate) * time
    return one.quantity * one.each * time * (1e-3 if one.each_unit == "us" else 1.0)


@given(MODELS, FAMILIES, REQUESTS)
def test_drafting_shares_the_layer_constant(model_id: str, family: AcceleratorFamily, requests: int) -> None:
    """Drafting shares the layer constant among the tokens that a step gives, whatever the batch."""
    asked = load(concurrency=requests)
    plain, drafting = (
        speed(model_id, asked, msgspec.structs.replace(layout(), speculative=drafts), family)
        for drafts in (False, True)
    )
    layers = [next(t.ms for t in one.decode_terms if t.code == "layers") for one in (plain, drafting)]
    assert layers[1] < layers[0]
