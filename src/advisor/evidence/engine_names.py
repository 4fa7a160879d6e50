"""Names of serving engines, as benchmark tables write them, and the stacks of the profiles they stand for."""

import re

_STACKS: tuple[tuple[str, str], ...] = (
    ("vllm-ascend", "vllm-ascend"),
    ("vllm-kunlun", "vllm-kunlun"),
    ("vllm-metax", "vllm-metax"),
    ("vllm-musa", "vllm-musa"),
    ("vllm-mlu", "vllm-mlu"),
    ("vllm-gaudi", "vllm-gaudi"),
    ("optimum-habana", "vllm-gaudi"),
    ("sglang-das", "sglang-das"),
    ("tensorrt-llm", "tensorrt-llm"),
    ("trt-llm", "tensorrt-llm"),
    ("trtllm", "tensorrt-llm"),
    ("mindie", "mindie"),
    ("chitu", "chitu"),
    ("lmdeploy", "lmdeploy"),
    ("ollama", "ollama"),
    ("llama.cpp", "ollama"),
    ("xllm", "xllm"),
    ("atom", "atom"),
    ("sglang", "sglang"),
    ("vllm", "vllm"),
)
"""What a name holds -> id of the stack; the first that is found counts, so plug-ins stand above the engine
that they extend. An orchestrator (Dynamo, llm-d, MoRI, Mooncake) says nothing of the engine below it."""
_BREAKS = re.compile(r"[\s_]+")


def stack_of(engine: str) -> str:
    """Id of the serving stack in the profiles; empty where the name is of no stack that Advisor knows.

    Gaudi tables do not say whether Optimum-Habana, DeepSpeed or vLLM ran; vllm-gaudi runs there today.
    """
    name = _BREAKS.sub("-", engine.strip().lower())
    return next((stack for part, stack in _STACKS if part in name), "")
