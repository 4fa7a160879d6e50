"""What an import doesn't understand is named and refused; nothing is read as something else."""

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.catalogue.errors import ProfileError
from advisor.catalogue.huggingface.config import BEARS_ON_SHAPE
from advisor.catalogue.huggingface.families import FAMILIES
from advisor.catalogue.huggingface.importer import import_config
from advisor.catalogue.huggingface.neutral_keys import NEUTRAL
from advisor.catalogue.huggingface.quantisation import native_format

CONFIGS = {path.stem: path for path in sorted((Path(__file__).parent / "configs").glob("*.json"))}
TREES: dict[str, dict[str, Any]] = {name: json.loads(path.read_text()) for name, path in CONFIGS.items()}
ONE_A_TYPE = {tree["model_type"]: name for name, tree in sorted(TREES.items(), reverse=True)}
# Read where they are there, and known without them.
NOT_RENAMED = {"model_type", "vocab_size"}


def refusal(tree: dict[str, Any]) -> str:
    with pytest.raises(ProfileError) as error:
        import_config(tree, "config.json", "source", "high")
    return str(error.value)


def renamed(tree: dict[str, Any], key: str) -> dict[str, Any]:
    return {(f"my_{name}" if name == key else name): value for name, value in tree.items()}


CASES = [
    (model_type, name, key)
    for model_type, name in ONE_A_TYPE.items()
    for key in TREES[name]
    if key in FAMILIES[model_type].keys and BEARS_ON_SHAPE.search(key) and TREES[name][key] is not None
]


@pytest.mark.parametrize(("model_type", "name", "key"), CASES)
def test_a_renamed_key_of_any_family_is_refused(model_type: str, name: str, key: str) -> None:
    said = refusal(renamed(TREES[name], key))
    assert f"my_{key}" in said
    assert "is not guessed" in said


def test_every_family_with_a_config_has_such_cases() -> None:
    families = {id(FAMILIES[tree["model_type"]]) for tree in TREES.values()}
    assert families == {id(FAMILIES[model_type]) for model_type, _, _ in CASES}


def test_routed_experts_under_another_name_are_not_read_as_dense() -> None:
    tree = TREES["glm-5"]
    tree = {key.replace("n_routed_experts", "num_routed_experts"): value for key, value in tree.items()}
    said = refusal(tree)
    assert said.startswith("config.json: num_routed_experts: unknown key; did you mean 'n_routed_experts'?")
    assert "Known here: attention_bias, first_k_dense_replace, head_dim" in said


def test_all_unknown_keys_are_named_at_once() -> None:
    said = refusal(TREES["llama-3.1-8b"] | {"num_experts": 8, "attn_gate": True, "experts_per_token": 2})
    assert "'attn_gate', 'experts_per_token', 'num_experts'" in said


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("llama-3.1-8b", {"model_type": "mamba"}, "config.json: model_type: 'mamba' is not known. Known are"),
        ("llama-3.1-8b", {"model_type": None}, "model_type: is missing"),
        ("llama-3.1-8b", {"hidden_size": 0}, "hidden_size: found 0, wanted a whole number from 1"),
        ("llama-3.1-8b", {"hidden_size": True}, "hidden_size: found True"),
        ("llama-3.1-8b", {"hidden_size": 4096.0}, "hidden_size: found 4096.0"),
        ("llama-3.1-8b", {"hidden_size": "4096"}, "hidden_size: found '4096'"),
        ("llama-3.1-8b", {"hidden_size": 10**12}, "wanted a whole number from 1 to 10,000,000"),
        ("llama-3.1-8b", {"num_hidden_layers": 20_000}, "wants at most 10000 layers, found 20000"),
        ("llama-3.1-8b", {"num_attention_heads": 7}, "7 heads don't divide hidden_size 4096"),
        ("llama-3.1-8b", {"mlp_bias": True}, "mlp_bias: found True; only False is modelled"),
        ("llama-3.1-8b", {"tie_word_embeddings": 1}, "tie_word_embeddings: found 1, wanted true or false"),
        ("qwen3-8b", {"text_config": 3}, "text_config: wanted an object"),
        ("glm-5", {"moe_layer_freq": 2}, "moe_layer_freq: found 2; only 1 is modelled"),
        ("glm-5", {"num_key_value_heads": 8}, "num_key_value_heads: found 8; only 64 is modelled"),
        ("glm-5", {"qk_head_dim": 192}, "qk_head_dim: found 192; only 256 is modelled"),
        ("glm-5.2", {"indexer_types": ["full"]}, "indexer_types: found 1 items, wanted a list of 78"),
        ("glm-5.2", {"indexer_types": ["all"] * 78}, "found 'all' in the list, known are full, shared"),
        ("glm-5.2", {"mlp_layer_types": ["sparse"] * 78}, "doesn't begin with 3 dense layers"),
        ("deepseek-v4-pro", {"compress_ratios": [8] * 62}, "compress_ratios: found 8, known are 0, 4, 128"),
        ("gpt-oss-120b", {"experts_per_token": 8}, "which must agree"),
        ("gemma-4-31b", {"num_kv_shared_layers": 10}, "num_kv_shared_layers: found 10; only 0 is modelled"),
        ("kimi-k3", {"linear_attn_config": {"kda_layers": [1]}}, "don't name the 93 layers once each"),
        ("nemotron-3-nano-30b-a3b", {"hybrid_override_pattern": "M" * 51 + "X"}, "found 'X', known are M *"),
        ("qwen3.5-27b", {"num_experts_per_tok": 8}, "num_experts_per_tok: has no meaning beside"),
        ("qwen3-235b-a22b", {"num_experts_per_tok": 500}, "experts_per_token 500 exceeds routed_experts 128"),
    ],
)  # fmt: skip
def test_values_that_are_refused(name: str, change: dict[str, Any], expected: str) -> None:
    assert expected in refusal(TREES[name] | change)


def test_a_nested_unknown_key_is_refused_with_its_place() -> None:
    tree = json.loads(CONFIGS["minimax-m3"].read_text())
    tree["sparse_attention_config"]["sparse_topk_tokens"] = 2048
    assert "sparse_attention_config.sparse_topk_tokens: unknown key" in refusal(tree)


@pytest.mark.parametrize(
    ("quantisation", "expected"),
    [
        ({"quant_method": "fp8", "weight_block_size": [128, 128]}, "fp8"),
        ({"quant_method": "mxfp4", "modules_to_not_convert": ["lm_head"]}, "mxfp4"),
        ({"quant_method": "fp8", "expert_dtype": "fp4"}, "mxfp4"),
        ({"quant_method": "gptq", "bits": 4, "group_size": 128}, "w4a16"),
        ({"quant_method": "modelopt", "quant_algo": "NVFP4"}, "nvfp4"),
        (
            {
                "quant_method": "compressed-tensors",
                "config_groups": {"group_0": {"weights": {"num_bits": 4, "type": "int", "group_size": 32}}},
            },
            "w4a16",
        ),
        (
            {
                "quant_method": "compressed-tensors",
                "config_groups": {
                    "group_0": {
                        "weights": {"num_bits": 8, "type": "int"},
                        "input_activations": {"num_bits": 8, "type": "int"},
                    }
                },
            },
            "w8a8",
        ),
    ],
)
def test_native_formats(quantisation: dict[str, Any], expected: str) -> None:
    tree = {"quantization_config": quantisation, "torch_dtype": "bfloat16"}
    assert native_format(tree, tree, "c") == expected
    assert native_format({"quantization_config": quantisation}, {"torch_dtype": "bfloat16"}, "c") == expected


def test_deepseek_v4_keeps_its_expert_format_beside_the_quantisation() -> None:
    tree = TREES["deepseek-v4-pro"] | {"quantization_config": {"quant_method": "fp8"}}
    assert import_config(tree, "c", "s", "high").native_weights == "mxfp4"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"quantization_config": {"quant_method": "bitnet"}}, "found 'bitnet', known are fp8"),
        ({"quantization_config": {"quant_method": "gptq", "bits": 3}}, "bits: found 3; only 4"),
        ({"quantization_config": {"quant_method": "fp8", "quant_blocks": 3}}, "quant_blocks: unknown key"),
        ({"quantization_config": {"quant_method": "modelopt", "quant_algo": "W2A2"}}, "found 'W2A2'"),
        ({"torch_dtype": "int3"}, "found 'int3', known are bfloat16"),
    ],
)
def test_formats_that_are_refused(tree: dict[str, Any], expected: str) -> None:
    with pytest.raises(ProfileError) as error:
        native_format(tree, tree, "c")
    assert expected in str(error.value)


def test_no_key_is_both_neutral_and_unread() -> None:
    # A neutral key may be read by a family; then the family decides, and it must say so in its keys.
    for model_type, family in FAMILIES.items():
        assert all(key == key.strip() and " " not in key for key in family.keys), model_type
    assert not {"n_routed_experts", "num_experts", "kv_lora_rank", "sliding_window", "head_dim"} & NEUTRAL
