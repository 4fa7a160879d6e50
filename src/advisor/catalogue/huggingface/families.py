"""Every family whose config.json can be read, by `model_type`."""

from collections.abc import Mapping
from types import MappingProxyType

from advisor.catalogue.huggingface.bailing import BAILING
from advisor.catalogue.huggingface.deepseek_v3 import DEEPSEEK_V3, DEEPSEEK_V32
from advisor.catalogue.huggingface.deepseek_v4 import DEEPSEEK_V4
from advisor.catalogue.huggingface.dense_models import LLAMA, MISTRAL, QWEN
from advisor.catalogue.huggingface.ernie import ERNIE
from advisor.catalogue.huggingface.gemma3 import GEMMA3
from advisor.catalogue.huggingface.gemma4 import GEMMA4
from advisor.catalogue.huggingface.glm4_moe import GLM4_MOE
from advisor.catalogue.huggingface.glm5_next import GLM5_NEXT
from advisor.catalogue.huggingface.gpt_oss import GPT_OSS
from advisor.catalogue.huggingface.hunyuan import HUNYUAN_V1, HY_V3, HY_V4
from advisor.catalogue.huggingface.kimi_linear import KIMI_LINEAR
from advisor.catalogue.huggingface.llama4 import LLAMA4
from advisor.catalogue.huggingface.mimo import MIMO
from advisor.catalogue.huggingface.minimax import MINIMAX_M1, MINIMAX_M2, MINIMAX_M3
from advisor.catalogue.huggingface.mistral_large4 import MISTRAL_LARGE4
from advisor.catalogue.huggingface.mixtral import MIXTRAL
from advisor.catalogue.huggingface.nemotron_h import NEMOTRON_H
from advisor.catalogue.huggingface.pangu_pro import PANGU_PRO
from advisor.catalogue.huggingface.qwen3_moe import QWEN3_MOE
from advisor.catalogue.huggingface.qwen3_next import QWEN3_NEXT
from advisor.catalogue.huggingface.shape import Family
from advisor.catalogue.huggingface.step import STEP3, STEP37

_ALL = (
    BAILING, DEEPSEEK_V3, DEEPSEEK_V32, DEEPSEEK_V4, ERNIE, GEMMA3, GEMMA4, GLM4_MOE, GLM5_NEXT, GPT_OSS,
    HUNYUAN_V1, HY_V3, HY_V4, KIMI_LINEAR, LLAMA, LLAMA4, MIMO, MINIMAX_M1, MINIMAX_M2, MINIMAX_M3,
    MISTRAL, MISTRAL_LARGE4, MIXTRAL, NEMOTRON_H, PANGU_PRO, QWEN, QWEN3_MOE, QWEN3_NEXT, STEP3, STEP37,
)  # fmt: skip

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {model_type: family for family in _ALL for model_type in family.model_types}
)
"""`model_type` of a config.json, or of its text part -> how to read it."""
