"""The measured rows nearest to a question, and the order in which they come."""

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.layout import Layout, Load
from advisor.evidence.nearest import USEFUL_METRICS, Nearest, nearest_rows
from advisor.evidence.row import MetricKind

CATALOGUE = Catalogue.shipped()


def _near(
    model: str,
    part: str,
    *,
    cards: int = 8,
    stack: str = "vllm",
    speculative: bool = False,
    tokens: tuple[int, int] = (1024, 1024),
    concurrency: int = 16,
    metric: MetricKind | None = None,
    limit: int = 5,
) -> tuple[Nearest, ...]:
    layout = Layout(
        accelerator=part, cards=cards, nodes=1, weights="fp8", kv="bf16", tp=cards, stack=stack,
        speculative=speculative,
    )  # fmt: skip
    load = Load(
        input_tokens=tokens[0], output_tokens=tokens[1], context_tokens=sum(tokens), concurrency=concurrency
    )
    return nearest_rows(
        CATALOGUE.models[model], CATALOGUE.accelerators[part], layout, load, metric=metric, limit=limit
    )


def test_the_very_configuration_comes_first() -> None:
    first, second, *_ = _near("llama-3.3-70b", "h200-sxm", cards=2)
    assert {first.row.id, second.row.id} == {"AIC-0879", "AIC-0880"}
    assert (first.model, first.part) == ("same_model", "same_part")
    assert first.distance == pytest.approx(0.105, abs=0.01), "lengths of 922 for 1,024, in and out, half each"
    assert (first.row.accel_count, first.row.engine, first.row.concurrency_or_batch) == (2, "vLLM", 16)


def test_rows_come_best_first_and_no_more_than_asked() -> None:
    found = _near("qwen3-32b", "h200-sxm", limit=400)
    models, parts = (
        ("same_model", "same_family", "same_class"),
        ("same_part", "same_family", "bin_not_stated"),
    )
    ranks = [(models.index(one.model), parts.index(one.part), one.distance) for one in found]
    assert ranks == sorted(ranks)
    assert len({rank[:2] for rank in ranks}) > 2
    assert found[:3] == _near("qwen3-32b", "h200-sxm", limit=3)
    assert all(one.row.metric_kind in USEFUL_METRICS for one in found)


def test_relatives_are_of_one_class_and_one_line_of_parts() -> None:
    found = _near("qwen3-32b", "h200-sxm", limit=10_000)
    for one in found:
        model = CATALOGUE.models[one.row.model_id]
        assert model.model_class == "dense"
        assert CATALOGUE.accelerators[one.row.accelerator_id].family == "hopper"
        assert (one.model == "same_model") == (model.id == "qwen3-32b")
        assert (one.model != "same_class") == (model.family == "qwen3")
        assert (one.part == "same_part") == (one.row.accelerator_id == "h200-sxm")


def test_a_source_that_names_no_bin_is_less_near_than_another_bin() -> None:
    found = _near("qwen3-30b-a3b", "ascend-910b3", cards=1, stack="vllm-ascend", limit=200)
    assert all(one.row.accelerator_id.startswith("ascend-910b") for one in found)
    assert {one.part for one in found if one.row.accelerator_id == "ascend-910b"} == {"bin_not_stated"}
    assert found[0].model == "same_model"


def test_one_metric_alone() -> None:
    found = _near("deepseek-r1", "b200", metric="total_tok_s_total")
    assert len(found) == 5
    assert {one.row.metric_kind for one in found} == {"total_tok_s_total"}
    assert _near("deepseek-r1", "h800-sxm", metric="decode_tok_s_total"), "asked for, it is shown"


@pytest.mark.parametrize("speculative", [True, False])
def test_speculation_is_held_against_its_like(speculative: bool) -> None:
    found = _near("deepseek-r1", "b200", stack="sglang", speculative=speculative, metric="tpot_ms", limit=1)
    assert found[0].row.speculative is speculative


def test_the_nearest_load_comes_first() -> None:
    few, many = (
        _near("gpt-oss-120b", "b200", cards=4, concurrency=concurrency, metric="tpot_ms")[0]
        for concurrency in (4, 256)
    )
    assert few.row.concurrency_or_batch == 4
    assert many.row.concurrency_or_batch == 256


def test_nothing_near_is_nothing() -> None:
    assert _near("glm-5", "tpu-v6e") == ()
