"""GLM-5 on real cards: bytes of the fullest device worked by hand, and the answers that must not change."""

import pytest

from advisor.estimate.layouts import candidate_layouts
from advisor.estimate.memory import fit_memory
from advisor.estimate.result import MemoryFit
from estimate_records import CATALOGUE, accelerator_of, layout, load, model_of

GLM_5 = CATALOGUE.models["glm-5"]
SHORT = load(context=8192)


def best(model_id: str, accelerator_id: str, weights: str, cards: int, nodes: int, context: int) -> MemoryFit:
    """The layout of these cards that leaves the most headroom, for one sequence."""
    card = accelerator_of(accelerator_id)
    layouts = candidate_layouts(
        model_of(model_id), card, cards=cards, cards_per_node=cards // nodes, weights=weights,  # type: ignore[arg-type]
        kv="bf16", stack="vllm", max_replicas=1,
    )  # fmt: skip
    one = load(context=context)
    fits = [fit_memory(model_of(model_id), card, found, one) for found in layouts]
    return max(fits, key=lambda fit: fit.headroom_bytes)


@pytest.mark.parametrize(
    ("accelerator_id", "weights", "fits"),
    [
        ("h100-sxm", "fp8", False),
        ("h200-sxm", "fp8", True),
        ("h20-96", "fp8", False),
        ("ascend-910b3", "w4a8", True),
        ("ascend-910b3", "w8a8", False),
        ("ascend-910c", "bf16", False),
    ],
)
def test_eight_cards_at_a_short_context(accelerator_id: str, weights: str, fits: bool) -> None:
    assert best("glm-5", accelerator_id, weights, 8, 1, 8192).fits is fits


def test_w4a8_on_eight_910b3_by_hand() -> None:
    card = CATALOGUE.accelerators["ascend-910b3"]
    fit = fit_memory(GLM_5, card, layout("ascend-910b3", weights="w4a8"), SHORT)
    # 385,037,107,200 B of experts, 3,806,330,880 of embedding and head, over 8
    assert fit.routed_experts_bytes == 48_129_638_400
    assert fit.embedding_bytes == 475_791_360
    # latent 8,192 x 78 x 1,152 and keys 8,192 x 78 x 256, on every rank
    assert fit.kv_cache_bytes == 736_100_352
    assert fit.indexer_bytes == 163_577_856
    assert (fit.mtp_bytes, fit.state_bytes) == (0, 0)
    assert (fit.reserve_bytes, fit.usable_from) == (10_000_000_000, "usable")
    assert fit.usable_bytes == int(60.32 * 2**30)
    assert fit.kv_bytes_per_token == 109_824
    assert 50.5e9 < fit.weights_bytes < 51.5e9
    assert fit.headroom_bytes == fit.usable_bytes - fit.needed_bytes > 0


def test_a_910c_card_is_two_devices() -> None:
    card = CATALOGUE.accelerators["ascend-910c"]
    fit = fit_memory(GLM_5, card, layout("ascend-910c", weights="w8a8", tp=16), SHORT)
    assert fit.usable_bytes == int(120.64 * 2**30) // 2
    assert fit.routed_experts_bytes * 16 == pytest.approx(724_775_731_200 * (1 + 8 / 4096), rel=1e-9)


def test_data_parallel_attention_copies_dense_weights_and_parts_sequences() -> None:
    card = CATALOGUE.accelerators["h200-sxm"]
    ten = load(context=8192, concurrency=10)
    tensor = fit_memory(GLM_5, card, layout("h200-sxm", weights="fp8", tp=8), ten)
    data = fit_memory(GLM_5, card, layout("h200-sxm", weights="fp8", tp=1, dp=8, ep=8), ten)
    assert data.routed_experts_bytes == tensor.routed_experts_bytes
    assert data.dense_bytes == pytest.approx(8 * tensor.dense_bytes, rel=1e-6)
    # 10 sequences over 8 ranks: two on the fullest; tensor parallelism keeps all ten latents everywhere
    assert (data.sequences_per_device, tensor.sequences_per_device) == (2, 10)
    assert data.kv_cache_bytes * 5 == tensor.kv_cache_bytes


def test_pipeline_stages_hold_the_larger_half() -> None:
    card = CATALOGUE.accelerators["h200-sxm"]
    whole = fit_memory(GLM_5, card, layout("h200-sxm", cards=16, nodes=2, tp=16), SHORT)
    staged = fit_memory(GLM_5, card, layout("h200-sxm", cards=16, nodes=2, tp=8, pp=2), SHORT)
    # 39 of 78 layers, all with experts: 39 / 75 of the experts over 8 devices against all over 16
    assert staged.routed_experts_bytes / whole.routed_experts_bytes == pytest.approx(2 * 39 / 75)
    assert staged.kv_cache_bytes * 2 == whole.kv_cache_bytes
    # the table on the first stage, the head on the last: one of them on the fullest device
    assert staged.embedding_bytes == whole.embedding_bytes


def test_two_servers_of_h100_hold_it_in_fp8() -> None:
    assert best("glm-5", "h100-sxm", "fp8", 16, 2, 8192).fits


def test_experts_that_do_not_divide_evenly_are_rounded_up() -> None:
    card = CATALOGUE.accelerators["h100-sxm"]
    even = layout("h100-sxm", cards=24, nodes=3, weights="fp8", tp=8, dp=3)
    spread = layout("h100-sxm", cards=24, nodes=3, weights="fp8", tp=8, dp=3, ep=24)
    cut = fit_memory(GLM_5, card, even, SHORT).routed_experts_bytes
    # 256 experts over 24 devices: eleven on the fullest
    assert fit_memory(GLM_5, card, spread, SHORT).routed_experts_bytes / cut == pytest.approx(11 * 24 / 256)


def test_closed_forms_agree_with_trying() -> None:
    card = CATALOGUE.accelerators["h200-sxm"]
    plan = layout("h200-sxm", weights="fp8")
    fit = fit_memory(GLM_5, card, plan, SHORT)
    assert fit_memory(GLM_5, card, plan, load(context=8192, concurrency=fit.max_sequences)).fits
    assert not fit_memory(GLM_5, card, plan, load(context=8192, concurrency=fit.max_sequences + 1)).fits
    crowd = fit_memory(GLM_5, card, plan, load(context=8192, concurrency=40))
    assert crowd.max_context_tokens < 202_752
    assert fit_memory(GLM_5, card, plan, load(context=crowd.max_context_tokens, concurrency=40)).fits
    assert not fit_memory(GLM_5, card, plan, load(context=crowd.max_context_tokens + 1, concurrency=40)).fits


def test_the_longest_context_is_never_longer_than_the_models() -> None:
    fit = fit_memory(GLM_5, CATALOGUE.accelerators["b200"], layout("b200", weights="fp8"), SHORT)
    assert fit.max_context_tokens == GLM_5.context_tokens


def test_what_does_not_fit_holds_nothing() -> None:
    fit = fit_memory(GLM_5, CATALOGUE.accelerators["h100-sxm"], layout("h100-sxm", weights="fp8"), SHORT)
    assert (fit.fits, fit.max_sequences, fit.max_context_tokens) == (False, 0, 0)
    assert fit.headroom_bytes < 0
