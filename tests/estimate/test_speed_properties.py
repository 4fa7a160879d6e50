"""What must hold of speed for every model, layout and load."""

import math
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.record import AcceleratorFamily
from advisor.estimate.correction import Correction
from advisor.estimate.kin import FITTED
from advisor.estimate.layout import Layout, Load, PrefillPool
from advisor.estimate.result import Speed
from advisor.estimate.speed import estimate_speed
from advisor.estimate.speed_class import SpeedClass, speed_class_of
from estimate.speed_setups import (
    DENSE,
    FAMILIES,
    MIXTURES,
    Setup,
    is_ordered,
    loads,
    multiplied,
    setups,
)
from estimate_records import CATALOGUE, accelerator, layout, load, model_of

MODELS = st.sampled_from(DENSE + MIXTURES)
CORRECTIONS = st.builds(
    Correction,
    step_factor=st.floats(0.3, 3),
    prompt_factor=st.floats(0.3, 3),
    width_factor=st.floats(0.3, 1),
)


def speed(
    model_id: str, asked: Load, plan: Layout | None = None, family: AcceleratorFamily = "hopper"
) -> Speed:
    return estimate_speed(
        model_of(model_id), accelerator(family=family), plan or layout(), asked, path="tuned"
    )


def test_the_setups_hold_every_class() -> None:
    classes = {speed_class_of(model_of(model_id)) for model_id in DENSE + MIXTURES}
    assert classes == set(get_args(SpeedClass))


@pytest.mark.parametrize("family", sorted(FITTED))
@pytest.mark.parametrize("model_id", DENSE + MIXTURES)
def test_every_class_on_every_family_gives_positive_ranges(model_id: str, family: AcceleratorFamily) -> None:
    assert_sound(speed(model_id, load(concurrency=16), layout(weights="fp8"), family))


@given(setups(), loads())
def test_answers_are_positive_ranges_and_terms_add_up(setup: Setup, asked: Load) -> None:
    assert_sound(setup.speed(asked))


def assert_sound(found: Speed) -> None:
    assert is_ordered(found.tpot_ms)
    assert is_ordered(found.output_tok_s)
    assert is_ordered(found.total_tok_s)
    assert found.saturated == (found.ttft_ms is None)
    assert found.ttft_ms is None or is_ordered(found.ttft_ms)
    assert sum(term.ms for term in found.decode_terms) == pytest.approx(found.tpot_ms.mid)
    waits = sum(term.ms for term in found.ttft_terms)
    assert waits == (pytest.approx(found.ttft_ms.mid) if found.ttft_ms else 0)
    every = (*found.decode_terms, *found.prefill_terms, *found.ttft_terms)
    assert all(term.ms >= 0 and math.isfinite(term.ms) for term in every)
    assert found.limited_by == max(found.decode_terms, key=lambda term: term.ms).code


@given(setups(), loads(), CORRECTIONS)
def test_each_parts_arithmetic_multiplies_out(setup: Setup, asked: Load, correction: Correction) -> None:
    """Quantity over the rate, or times the microseconds, times the factors: as `Arithmetic` says."""
    model, card = model_of(setup.model_id), accelerator(family=setup.family)
    found = estimate_speed(model, card, setup.layout, asked, path=setup.path, correction=correction)
    assert_sound(found)
    explained = 0
    for term in (*found.decode_terms, *found.ttft_terms):
        alone = [one.alone_ms for one in term.arithmetic if one.alone_ms is not None]
        assert len(alone) in (0, len(term.arithmetic))
        for one in term.arithmetic:
            assert one.alone_ms is None or multiplied(one) == pytest.approx(one.alone_ms)
        if term.arithmetic and not alone:
            explained += 1
            assert sum(multiplied(one) for one in term.arithmetic) == pytest.approx(term.ms)
        assert sum(alone) >= term.ms * (1 - 1e-9) or not alone
    assert explained >= 5


@given(setups(), loads(), st.floats(0.3, 3))
def test_an_own_benchmark_scales_all_times_alike(setup: Setup, asked: Load, factor: float) -> None:
    """The same factor on steps and prompts: every time is multiplied by it, every rate divided."""
    model, card = model_of(setup.model_id), accelerator(family=setup.family)
    own = Correction(step_factor=factor, prompt_factor=factor)
    plain, scaled = (
        estimate_speed(model, card, setup.layout, asked, path=setup.path, correction=one)
        for one in (Correction(), own)
    )
    assert scaled.tpot_ms.mid == pytest.approx(factor * plain.tpot_ms.mid)
    assert scaled.output_tok_s.mid == pytest.approx(plain.output_tok_s.mid / factor)
    if plain.ttft_ms is not None and scaled.ttft_ms is not None:
        assert scaled.ttft_ms.mid == pytest.approx(factor * plain.ttft_ms.mid)
    assert scaled.limited_by == plain.limited_by


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


@given(MODELS, FAMILIES, st.integers(1, 3000))
def test_drafting_shares_the_layer_constant(model_id: str, family: AcceleratorFamily, requests: int) -> None:
    """Drafting shares the layer constant among the tokens that a step gives, whatever the batch."""
    asked = load(concurrency=requests)
    plain, drafting = (
        speed(model_id, asked, msgspec.structs.replace(layout(), speculative=drafts), family)
        for drafts in (False, True)
    )
    layers = [next(t.ms for t in one.decode_terms if t.code == "layers") for one in (plain, drafting)]
    assert layers[1] < layers[0]


@given(st.integers(1, 50_000), st.integers(2, 20_000), st.integers(1, 128))
def test_one_pool_for_many_is_the_bottleneck_of_the_rate(inputs: int, outputs: int, requests: int) -> None:
    """Never more tokens than answering alone would give, and the user's own pace does not show it."""
    asked = load(input_tokens=inputs, output_tokens=outputs, concurrency=requests)
    pool = msgspec.structs.replace(layout(cards=16, nodes=2), prefill_pool=PrefillPool(workers=1, tp=8))
    found = speed("llama-3.3-70b", asked, pool)
    alone = 1e3 * requests / (found.tpot_ms.mid / median_step(found))
    assert found.output_tok_s.mid <= alone * (1 + 1e-9)


def median_step(found: Speed) -> float:
    weights = next(term for term in found.decode_terms if term.code == "weights")
    return next(one.value for one in weights.arithmetic[0].factors if one.code == "median")
