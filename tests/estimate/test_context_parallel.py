"""Decode context parallelism: ranks that would each keep a copy of a cache part its tokens instead."""

import pytest

from advisor.estimate.layout import Layout
from advisor.estimate.memory import Room, fit_memory, most_context_parallel
from estimate_records import accelerator_of, load, model_of

MILLION = load(context=1_024_000)


def plan(*, tp: int, speculative: bool = False) -> Layout:
    return Layout(
        accelerator="ascend-910c", cards=tp // 2, nodes=1, weights="w4a8", kv="bf16", tp=tp,
        stack="vllm-ascend", speculative=speculative,
    )  # fmt: skip


def test_a_latent_is_parted_over_all_ranks() -> None:
    # 78 layers x 1,152 B x 1,024,000 tokens = 92.0 GB on every one of 16 dies, or 5.75 GB when they part it.
    model, card = model_of("glm-5"), accelerator_of("ascend-910c")
    whole = fit_memory(model, card, plan(tp=16), MILLION)
    parted = fit_memory(model, card, plan(tp=16), MILLION, context_parallel=16)
    assert whole.kv_cache_bytes == 78 * 1152 * 1_024_000
    assert parted.kv_cache_bytes == 78 * 1152 // 16 * 1_024_000
    assert parted.indexer_bytes == whole.indexer_bytes
    assert parted.weights_bytes == whole.weights_bytes


def test_heads_are_parted_only_as_often_as_they_are_copied() -> None:
    # Qwen3-235B has 4 KV heads: 16 ranks keep 4 copies of each.
    model, card = model_of("qwen3-235b-a22b"), accelerator_of("ascend-910c")
    assert most_context_parallel(model, plan(tp=16)) == 4
    assert most_context_parallel(model, plan(tp=4)) == 1
    with pytest.raises(ValueError, match="must divide 4 copies of the cache, found 16"):
        fit_memory(model, card, plan(tp=16), MILLION, context_parallel=16)
    parted = fit_memory(model, card, plan(tp=16), MILLION, context_parallel=4)
    assert parted.kv_cache_bytes * 4 == fit_memory(model, card, plan(tp=16), MILLION).kv_cache_bytes


def test_parting_lengthens_the_context_that_fits() -> None:
    model, card = model_of("glm-5"), accelerator_of("ascend-910c")
    longest = [
        fit_memory(model, card, plan(tp=16), load(context=8192), context_parallel=parts).max_context_tokens
        for parts in (1, 2, 4, 8)
    ]
    assert longest == sorted(longest)


def test_drafting_loads_the_prediction_layers() -> None:
    model, card = model_of("glm-5"), accelerator_of("ascend-910c")
    asked = load(context=8192)
    plain, drafting = (fit_memory(model, card, plan(tp=16, speculative=on), asked) for on in (False, True))
    assert plain.mtp_bytes == 0
    # One layer of 256 experts and attention, 9.95 GB in 8 bit, over 16 dies.
    assert 0.5e9 < drafting.mtp_bytes < 0.75e9
    assert drafting.headroom_bytes == plain.headroom_bytes - drafting.mtp_bytes
    room = Room(model, card, "w4a8", "bf16", asked)
    assert [room.headroom_bytes(plan(tp=16, speculative=on)) for on in (False, True)] == [
        plain.headroom_bytes, drafting.headroom_bytes,
    ]  # fmt: skip
