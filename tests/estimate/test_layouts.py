"""Layouts: which are offered for a number of cards, and which are refused with what reason."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.estimate.layout import Layout
from advisor.estimate.layouts import candidate_layouts, parallel_limits, validate_layout
from estimate_records import accelerator, accelerator_of, dense, layout, model, model_of


def offered(
    model_id: str, *, cards: int, per_node: int = 8, replicas: int = 1, card: str = ""
) -> list[Layout]:
    found = candidate_layouts(
        model_of(model_id),
        accelerator_of(card) if card else accelerator(),
        cards=cards,
        cards_per_node=per_node,
        weights="fp8",
        kv="bf16",
        stack="vllm",
        max_replicas=replicas,
    )
    return list(found)


def shapes(layouts: list[Layout]) -> set[tuple[int, int, int, int]]:
    return {(one.tp, one.pp, one.dp, one.replicas) for one in layouts}


def test_a_dense_model_is_cut_by_tensors_and_replicas_only() -> None:
    assert shapes(offered("llama-3.3-70b", cards=8, replicas=8)) == {
        (8, 1, 1, 1), (4, 1, 1, 2), (2, 1, 1, 4), (1, 1, 1, 8),
    }  # fmt: skip


def test_experts_allow_data_parallel_attention() -> None:
    assert shapes(offered("glm-5", cards=8)) == {(8, 1, 1, 1), (4, 1, 2, 1), (2, 1, 4, 1), (1, 1, 8, 1)}
    assert all(one.ep == one.tp * one.dp for one in offered("glm-5", cards=8) if one.dp > 1)


def test_two_nodes_are_cut_by_stages_or_by_experts() -> None:
    found = shapes(offered("glm-5", cards=16, replicas=2))
    assert {(8, 2, 1, 1), (8, 1, 2, 1), (4, 2, 2, 1), (8, 1, 1, 2)} <= found
    assert all(tp <= 8 for tp, *_ in found)


@pytest.mark.parametrize("cards", [1, 2, 4])
def test_part_of_a_node(cards: int) -> None:
    assert (cards, 1, 1, 1) in shapes(offered("qwen3-235b-a22b", cards=cards))


def test_dies_are_devices() -> None:
    found = offered("glm-5", cards=8, card="ascend-910c")
    assert all(one.tp * one.pp * one.dp == 16 for one in found)
    assert (16, 1, 1, 1) in shapes(found)


def test_tensor_parallelism_stays_inside_the_fast_link() -> None:
    pair = accelerator(domain=2)
    found = candidate_layouts(
        model_of("glm-5"), pair, cards=8, cards_per_node=8, weights="fp8", kv="bf16", stack="vllm",
        max_replicas=1,
    )  # fmt: skip
    assert {one.tp for one in found} == {1, 2}


def test_heads_decide_what_tensor_parallelism_divides() -> None:
    # 48 query and 8 KV heads: 32 devices can't part them
    found = candidate_layouts(
        model_of("minimax-m2.5"), accelerator(domain=32), cards=32, cards_per_node=32, weights="fp8",
        kv="bf16", stack="vllm", max_replicas=1,
    )  # fmt: skip
    assert {one.tp for one in found} == {1, 2, 4, 8, 16}
    assert parallel_limits(model_of("minimax-m2.5").architecture).heads == (48,)


@given(
    st.sampled_from(["glm-5", "llama-3.3-70b", "qwen3-235b-a22b", "gpt-oss-120b", "qwen3.5-397b-a17b"]),
    st.sampled_from([1, 2, 3, 4, 6, 8, 16, 24, 32, 64]),
    st.integers(1, 8),
)
def test_what_is_offered_is_valid_and_distinct(model_id: str, cards: int, replicas: int) -> None:
    found = offered(model_id, cards=cards, replicas=replicas)
    for one in found:
        validate_layout(model_of(model_id), accelerator(), one)
    assert len(set(map(repr, found))) == len(found)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tp": 0}, "at least 1"),
        ({"nodes": 3}, "evenly over 3 nodes"),
        ({"tp": 4}, "must equal 8 devices"),
        ({"tp": 1, "pp": 8, "ep": 4}, "ep must divide tp x dp = 1"),
        ({"cards": 80, "nodes": 10, "tp": 1, "pp": 80}, "can't exceed 78 layers"),
        ({"cards": 24, "nodes": 3, "tp": 24}, "tp must divide 64 attention heads"),
    ],
)
def test_impossible_layouts_say_why(change: dict[str, int], reason: str) -> None:
    broken = msgspec.structs.replace(layout(), **change)
    with pytest.raises(ValueError, match=reason):
        validate_layout(model_of("glm-5"), accelerator(), broken)


def test_a_dense_model_has_no_expert_parallelism() -> None:
    with pytest.raises(ValueError, match="dense model has no dp or ep"):
        validate_layout(model_of("llama-3.3-70b"), accelerator(), layout(tp=4, dp=2))


def test_kv_heads_are_divided_or_copied() -> None:
    with pytest.raises(ValueError, match="8 KV heads, found tp 3"):
        validate_layout(model_of("minimax-m2.5"), accelerator(), layout(cards=3, tp=3))


def test_cards_must_make_whole_nodes() -> None:
    with pytest.raises(ValueError, match="12 cards make no whole nodes of 8"):
        offered("glm-5", cards=12)
    with pytest.raises(ValueError, match="at least one card"):
        offered("glm-5", cards=0)


def test_unknown_attention_is_refused() -> None:
    odd = model("odd", "dense", ("mamba",), dense(1, 8), hidden=8, vocabulary=8)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="attention kind str"):
        parallel_limits(odd.architecture)
