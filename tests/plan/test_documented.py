"""Documented setups against memory, and the next smaller count."""

from typing import Any

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.documented import DocumentedRow, UnreadRow, Verdict, judge_rows, stack_named

CATALOGUE = Catalogue.shipped()


def row(
    number: int, model: str, accelerator: str, weights: Any, cards: int, status: str, **more: Any
) -> DocumentedRow:
    return DocumentedRow(
        number=number,
        model=model,
        accelerator=accelerator,
        weights=weights,
        cards=cards,
        status=status,
        **more,
    )


def judged(*rows: DocumentedRow | UnreadRow) -> tuple[Verdict, ...]:
    return judge_rows(rows, CATALOGUE)


def codes(verdict: Verdict) -> list[str]:
    return [remark.code for remark in verdict.smaller.remarks] if verdict.smaller else []


def test_a_minimum_whose_next_smaller_count_fails() -> None:
    (verdict,) = judged(row(1, "glm-5", "h200-sxm", "fp8", 8, "minimum"))
    assert verdict.agrees
    assert verdict.smaller is not None
    assert verdict.smaller.cards == 4
    assert not verdict.smaller.answer.fits
    assert not verdict.smaller.remarks


def test_whole_servers_are_what_a_source_counts() -> None:
    (verdict,) = judged(row(1, "glm-4.6", "ascend-910c", "w8a8", 8, "minimum"))
    assert verdict.smaller is not None
    assert verdict.smaller.answer.fits
    assert codes(verdict) == ["servers_counted", "holds"]


def test_another_row_that_documents_fewer() -> None:
    first, _ = judged(
        row(1, "qwen3.5-397b-a17b", "ascend-910b3", "w4a8", 16, "minimum", nodes=2),
        row(2, "qwen3.5-397b-a17b", "ascend-910b3", "w4a8", 8, "works", nodes=1, context_tokens=133_120),
    )
    assert codes(first)[0] == "row_documents"
    assert first.smaller is not None
    assert first.smaller.remarks[0].row == 2


def test_another_model_as_large_on_fewer() -> None:
    first, _ = judged(
        row(1, "glm-5.3", "ascend-910c", "w8a8", 16, "minimum", nodes=2),
        row(2, "glm-5.2", "ascend-910c", "w8a8", 8, "minimum", nodes=1),
    )
    assert codes(first)[0] == "like_documented"


def test_three_servers_are_held_against_two() -> None:
    (verdict,) = judged(row(1, "deepseek-v4-pro", "ascend-910b3", "w4a8", 32, "minimum", nodes=4))
    assert verdict.smaller is not None
    assert verdict.smaller.cards == 24
    odd = verdict.smaller.remarks[0]
    assert (odd.code, odd.value, odd.count) == ("odd_servers", 3, 16)


def test_a_verdict_that_differs_carries_what_else_is_stated() -> None:
    (verdict,) = judged(
        row(1, "qwen3-235b-a22b", "ascend-910b3", "bf16", 8, "recommended", engine="vLLM-Ascend")
    )
    assert verdict.agrees is False
    assert [remark.code for remark in verdict.disagreement] == ["support_note", "share_needed"]
    assert "the nightly baseline uses two" in verdict.disagreement[0].subject


def test_rows_that_contradict_each_other() -> None:
    first, second = judged(
        row(1, "glm-5", "ascend-910b3", "w4a8", 8, "does-not-fit"),
        row(2, "glm-5", "ascend-910b3", "w4a8", 8, "minimum"),
    )
    assert first.agrees is False
    assert second.agrees
    assert first.disagreement[0].code == "row_contradicts"
    assert first.disagreement[0].row == 2


def test_a_million_tokens_fit_once_ranks_part_the_cache() -> None:
    (verdict,) = judged(
        row(1, "glm-5.2", "ascend-910c", "w4a8", 8, "works", context_tokens=1_024_000, engine="vLLM-Ascend")
    )
    assert verdict.agrees
    assert verdict.answer is not None
    assert verdict.answer.context_parallel == 16


def test_a_stack_without_it_is_not_given_it() -> None:
    (verdict,) = judged(
        row(1, "glm-5.2", "ascend-910c", "w4a8", 8, "works", context_tokens=1_024_000, engine="MindIE 3")
    )
    assert verdict.agrees is False
    assert verdict.answer is not None
    assert verdict.answer.context_parallel == 1


def test_rows_that_can_not_be_answered_keep_their_place() -> None:
    verdicts = judged(
        row(1, "no-such-model", "h200-sxm", "fp8", 8, "works"),
        UnreadRow(
            number=2,
            model="glm-5",
            accelerator="h200-sxm",
            weights="int3",
            cards="8",
            status="works",
            problem="x",
        ),
        row(3, "glm-5", "h200-sxm", "fp8", 12, "works"),
        row(4, "glm-5", "h200-sxm", "fp8", 8, "seen"),
    )
    assert [verdict.agrees for verdict in verdicts] == [None] * 4
    assert verdicts[0].problem
    assert verdicts[1].problem == "x"
    assert "make no whole servers" in verdicts[2].problem
    assert verdicts[3].answer is not None


def test_engines_by_the_names_that_sources_give() -> None:
    assert stack_named("vLLM >= 0.11.0", CATALOGUE) == "vllm"
    assert stack_named("vLLM-Ascend", CATALOGUE) == "vllm-ascend"
    assert stack_named("Somebody's own", CATALOGUE) is None
    assert stack_named("", CATALOGUE) is None
