"""The shipped stacks: every engine, no pair told twice, and the paths that a buyer asks about first."""

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.readiness import rate_readiness
from advisor.catalogue.record import AcceleratorFamily, WeightsFormat
from advisor.catalogue.stack import Support

CATALOGUE = Catalogue.shipped()
STACKS = tuple(CATALOGUE.stacks)


def find(stack: str, family: AcceleratorFamily, model: str, weights: WeightsFormat) -> Support:
    (found,) = (
        line
        for line in CATALOGUE.stacks[stack].support
        if line.family == family and model in line.models and weights in line.weights
    )
    return found


def score(stack: str, family: AcceleratorFamily, model: str, weights: WeightsFormat) -> int:
    return rate_readiness(CATALOGUE.stacks[stack], find(stack, family, model, weights), model).score


def test_the_engines_of_every_maker_are_there() -> None:
    assert set(STACKS) >= {
        "vllm", "sglang", "tensorrt-llm", "atom", "ollama", "lmdeploy", "chitu", "xllm", "mindie",
        "vllm-ascend", "vllm-gaudi", "vllm-kunlun", "vllm-metax", "vllm-musa", "vllm-mlu", "sglang-das",
    }  # fmt: skip


@pytest.mark.parametrize("stack_id", STACKS)
def test_no_model_and_format_is_told_twice_for_a_part(stack_id: str) -> None:
    told = [
        (line.family, line.accelerators, model, weights)
        for line in CATALOGUE.stacks[stack_id].support
        for model in line.models
        for weights in line.weights
    ]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("stack_id", STACKS)
def test_lines_say_what_they_are_about(stack_id: str) -> None:
    for line in CATALOGUE.stacks[stack_id].support:
        assert line.weights
        assert line.models or line.model_types
        if line.status == "unsupported":
            assert not line.model_types, "what one model lacks says nothing about its kin"
            assert not line.measured
        if not line.models:
            assert (line.status, line.confidence) == ("experimental", "low")


@pytest.mark.parametrize("family", ["ascend-a2", "ascend-a3"])
def test_no_stack_runs_fp8_or_fp4_on_ascend_before_the_950(family: str) -> None:
    formats = {
        weights
        for stack in CATALOGUE.stacks.values()
        for line in stack.support
        if line.family == family and line.status != "unsupported"
        for weights in line.weights
    }
    assert formats == {"bf16", "w8a8", "w4a8", "w4a16"}


def test_no_nvfp4_outside_blackwell() -> None:
    families = {
        line.family
        for stack in CATALOGUE.stacks.values()
        for line in stack.support
        if "nvfp4" in line.weights
    }
    assert families == {"blackwell", "blackwell-rtx"}


def test_what_the_matrices_say() -> None:
    assert find("vllm", "hopper", "kimi-k2.5", "w4a16").since == "0.19.1"
    assert find("vllm", "cdna3", "minimax-m2", "fp8").status == "supported"
    assert find("vllm-ascend", "ascend-a3", "glm-5.2", "w4a8").status == "experimental"
    assert find("vllm-ascend", "ascend-a3", "deepseek-v3.1", "w8a8").tested == "nightly"
    assert find("vllm-ascend", "ascend-a2", "llama-4-scout", "bf16").status == "unsupported"
    assert find("vllm-metax", "metax", "glm-5", "bf16").status == "unsupported"
    assert find("xllm", "mlu", "glm-5", "w8a8").status == "unsupported"
    assert find("vllm-musa", "musa", "glm-5.2", "fp8").accelerators == ("mtt-s5000",)
    assert find("sglang", "cdna4", "glm-5", "bf16").tested == "documented"


def test_where_a_recipe_and_a_measurement_disagree_the_line_says_so() -> None:
    line = find("vllm", "cdna3", "deepseek-v4-pro", "fp8")
    assert (line.status, line.confidence, line.path) == ("experimental", "low", "default")
    assert "disagree" in line.note
    assert line.measured


def test_readiness_of_the_paths_that_buyers_weigh() -> None:
    assert score("vllm", "hopper", "llama-3.3-70b", "fp8") == 5
    assert score("vllm", "hopper", "glm-5", "fp8") == 4
    assert score("vllm-ascend", "ascend-a3", "deepseek-v3.2", "w8a8") == 4
    assert score("vllm-ascend", "ascend-a3", "glm-5.1", "w8a8") == 3
    assert score("vllm-ascend", "ascend-a3", "glm-5", "w4a8") == 2
    assert score("vllm-ascend", "ascend-a2", "glm-5", "w4a8") == 1
    assert score("vllm-kunlun", "kunlun", "glm-5", "w8a8") == 2
    assert score("vllm-mlu", "mlu", "deepseek-v3.2", "w8a8") == 1
