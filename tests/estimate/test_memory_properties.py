"""What must hold of memory for every model, card and load."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.record import KV_FORMATS, WEIGHTS_FORMATS
from advisor.estimate.device_memory import device_memory
from advisor.estimate.memory import fit_memory
from estimate_records import accelerator, figure, layout, load, model_of

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
WEIGHTS = st.sampled_from(WEIGHTS_FORMATS)
KV = st.sampled_from(KV_FORMATS)
TP = st.sampled_from([1, 2, 4, 8])


@given(MODELS, WEIGHTS, KV, TP, st.integers(1, 40_960), st.integers(1, 500))
def test_parts_add_up(model_id: str, weights: str, kv: str, tp: int, context: int, concurrency: int) -> None:
    plan = layout(cards=tp, weights=weights, kv=kv, tp=tp)
    fit = fit_memory(model_of(model_id), accelerator(), plan, load(context=context, concurrency=concurrency))
    assert fit.needed_bytes == fit.weights_bytes + fit.cache_bytes + fit.reserve_bytes
    assert fit.fits == (fit.max_sequences >= fit.sequences_per_device)
    assert fit.fits == (fit.max_context_tokens >= context)


@given(MODELS, WEIGHTS, TP, st.floats(16, 400), st.floats(0, 200))
def test_more_memory_never_fits_worse(
    model_id: str, weights: str, tp: int, gigabytes: float, more: float
) -> None:
    plan = layout(cards=tp, weights=weights, tp=tp)
    small = accelerator(memory=figure(gigabytes, "GB"))
    large = accelerator(memory=figure(gigabytes + more, "GB"))
    before, after = (fit_memory(model_of(model_id), card, plan, load()) for card in (small, large))
    assert after.headroom_bytes >= before.headroom_bytes
    assert after.max_sequences >= before.max_sequences
    assert after.max_context_tokens >= before.max_context_tokens


@given(MODELS, WEIGHTS, KV, TP, st.integers(1, 100_000), st.integers(0, 100_000), st.integers(1, 64))
def test_longer_context_never_frees_memory(
    model_id: str, weights: str, kv: str, tp: int, context: int, more: int, concurrency: int
) -> None:
    plan = layout(cards=tp, weights=weights, kv=kv, tp=tp)
    short, long = (
        fit_memory(model_of(model_id), accelerator(), plan, load(context=tokens, concurrency=concurrency))
        for tokens in (context, context + more)
    )
    assert long.needed_bytes >= short.needed_bytes
    assert long.weights_bytes == short.weights_bytes


@given(MODELS, WEIGHTS, st.sampled_from([1, 2, 4]), st.integers(1, 64))
def test_more_tensor_parallelism_never_needs_more_a_device(
    model_id: str, weights: str, tp: int, concurrency: int
) -> None:
    few, many = (
        fit_memory(
            model_of(model_id),
            accelerator(),
            layout(cards=size, weights=weights, tp=size),
            load(concurrency=concurrency),
        )
        for size in (tp, 2 * tp)
    )
    assert many.weights_bytes < few.weights_bytes
    assert many.needed_bytes <= few.needed_bytes


@given(MODELS, st.integers(1, 300), st.integers(1, 50_000))
def test_replicas_share_the_load(model_id: str, concurrency: int, context: int) -> None:
    asked = load(context=context, concurrency=concurrency)
    one = fit_memory(model_of(model_id), accelerator(), layout(cards=8), asked)
    two = fit_memory(model_of(model_id), accelerator(), layout(cards=16, nodes=2, replicas=2), asked)
    assert two.sequences_per_device == -(-concurrency // 2)
    assert two.max_sequences == 2 * one.max_sequences


@given(MODELS, KV, st.integers(1, 60))
def test_the_longest_context_is_the_last_that_fits(model_id: str, kv: str, concurrency: int) -> None:
    model, card, plan = (
        model_of(model_id),
        accelerator(memory=figure(192, "GB")),
        layout(kv=kv, weights="fp8"),
    )
    found = fit_memory(model, card, plan, load(concurrency=concurrency)).max_context_tokens
    low, high = 0, model.context_tokens or 1_000_000
    while low < high:
        middle = (low + high + 1) // 2
        if fit_memory(model, card, plan, load(context=middle, concurrency=concurrency)).fits:
            low = middle
        else:
            high = middle - 1
    assert found == low


def test_usable_before_reported_before_nominal() -> None:
    nominal = accelerator(memory=figure(100, "GB"))
    reported = accelerator(memory=figure(100, "GB"), reported=figure(100, "GiB"))
    usable = accelerator(memory=figure(100, "GB"), reported=figure(100, "GiB"), usable=figure(95, "GiB"))
    assert device_memory(nominal).usable_bytes == 100_000_000_000
    assert device_memory(reported).usable_bytes == 100 * 2**30
    assert device_memory(usable).usable_bytes == 95 * 2**30
    assert [device_memory(card).usable_from for card in (nominal, reported, usable)] == [
        "nominal",
        "reported",
        "usable",
    ]


def test_reserve_by_family_with_its_source() -> None:
    hopper, ascend = device_memory(accelerator()), device_memory(accelerator(family="ascend-a2"))
    assert (hopper.reserve_bytes, hopper.reserve_source) == (10_000_000_000, "vllm-gpu-memory-utilization")
    assert (ascend.reserve_bytes, ascend.reserve_source) == (10_000_000_000, "msmodeling-device-profiles")
    larger = device_memory(accelerator(memory=figure(200, "GB")))
    assert larger.reserve_bytes == 20_000_000_000
    assert device_memory(accelerator(family="ascend-a3", devices_per_card=2)).usable_bytes == 50_000_000_000


def test_invalid_layouts_raise() -> None:
    plan = msgspec.structs.replace(layout(), tp=4)
    with pytest.raises(ValueError, match="must equal 8 devices"):
        fit_memory(model_of("glm-5"), accelerator(), plan, load())
