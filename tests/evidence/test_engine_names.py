"""Engine names of benchmark tables and the stacks they stand for."""

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.evidence.engine_names import stack_of
from advisor.evidence.shipped import shipped_rows


@pytest.mark.parametrize(
    ("engine", "stack"),
    [
        ("vLLM", "vllm"),
        ("vLLM (disagg)", "vllm"),
        ("Dynamo+vLLM", "vllm"),
        ("llm-d+vLLM", "vllm"),
        ("vLLM-Ascend", "vllm-ascend"),
        ("vLLM Ascend", "vllm-ascend"),
        ("vLLM-Kunlun", "vllm-kunlun"),
        ("Dynamo+SGLang", "sglang"),
        ("MoRI+SGLang", "sglang"),
        ("Dynamo+TensorRT-LLM", "tensorrt-llm"),
        ("TRT-LLM", "tensorrt-llm"),
        ("AMD ATOM", "atom"),
        ("Mooncake+ATOM", "atom"),
        ("MindIE (served on port 1025)", "mindie"),
        ("Optimum-Habana/DeepSpeed (not stated)", "vllm-gaudi"),
        ("Chitu", "chitu"),
        ("DeepSeek in-house", ""),
        ("", ""),
    ],
)
def test_stack_of_an_engine(engine: str, stack: str) -> None:
    assert stack_of(engine) == stack


def test_every_shipped_engine_names_a_stack_of_the_profiles_or_none_at_all() -> None:
    stacks = Catalogue.shipped().stacks
    names = {row.engine: stack_of(row.engine) for row in shipped_rows()}
    assert all(not stack or stack in stacks for stack in names.values())
    assert {engine for engine, stack in names.items() if not stack} == {"", "DeepSeek in-house"}
