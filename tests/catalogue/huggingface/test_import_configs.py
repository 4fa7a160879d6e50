"""Copies of publishers' config.json files: each makes the architecture that is shipped."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.huggingface.families import FAMILIES
from advisor.catalogue.huggingface.importer import ImportedConfig, import_config
from advisor.catalogue.huggingface.profile import (
    Naming,
    id_from,
    id_problem,
    missing_facts,
    model_document,
    source_document,
)
from advisor.catalogue.model import Model
from advisor.catalogue.reader import read_record
from advisor.catalogue.source import Source
from advisor.estimate.kv_cache import kv_bytes_per_token
from advisor.estimate.parameters import count_parameters

CONFIGS = {path.stem: path for path in sorted((Path(__file__).parent / "configs").glob("*.json"))}
SHIPPED = Catalogue.shipped().models
NOT_SHIPPED: dict[str, str] = {
    "hy4-preview": "defaults of the class alone, 58B, where the publisher claims 770B: not the model's shape",
}


def tree_of(model_id: str) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(CONFIGS[model_id].read_text())
    return tree


@cache
def imported(model_id: str) -> ImportedConfig:
    tree = tree_of(model_id)
    return import_config(tree, f"{model_id}.json", tree["_source"], tree["_confidence"])


def test_every_shipped_architecture_is_imported_here() -> None:
    assert len(CONFIGS) >= 72
    assert set(CONFIGS) - set(NOT_SHIPPED) == set(SHIPPED)
    assert {imported(model_id).model_type for model_id in CONFIGS} <= set(FAMILIES)


@pytest.mark.parametrize("model_id", sorted(set(CONFIGS) - set(NOT_SHIPPED)))
def test_a_config_makes_the_shipped_architecture(model_id: str) -> None:
    shipped, found = SHIPPED[model_id], imported(model_id)
    assert found.architecture == shipped.architecture
    assert (found.model_type, found.model_class) == (shipped.model_type, shipped.model_class)
    assert count_parameters(found.architecture) == count_parameters(shipped.architecture)
    assert kv_bytes_per_token(found.architecture, "bf16") == kv_bytes_per_token(shipped.architecture, "bf16")


@pytest.mark.parametrize("model_id", CONFIGS)
def test_an_import_is_a_sound_profile(model_id: str) -> None:
    naming = Naming(id=f"my-{model_id}", name="Mine")
    document = model_document(imported(model_id), naming, "2026-11-24")
    record = read_record(document, Model, "mine.toml")
    assert record.architecture == imported(model_id).architecture
    assert record.licence.name == "Not stated"
    assert record.licence.confidence == "none"
    assert record.released is None
    assert {"licence", "released", "publisher", "publisher_country"} <= set(missing_facts(document))
    source = read_record(source_document(naming, "config.json", "2026-11-24"), Source, "source.toml")
    assert source.id == "config-my-" + model_id
    assert source.date == "2026-11-24"


def test_what_the_user_says_is_not_missing() -> None:
    tree = tree_of("qwen3-8b") | {"torch_dtype": "bfloat16"}
    found = import_config(tree, "c", "config-q", "high")
    naming = Naming(
        id="q", name="Q", publisher="Alibaba", country="CN", licence="Apache-2.0", repository="Qwen/Qwen3-8B"
    )
    document = model_document(found, naming, "2026-11-24")
    assert missing_facts(document) == ("released", "entity_list_rules (is the publisher listed?)")
    assert missing_facts(document | {"publisher_country": "FR"}) == ("released",)
    assert missing_facts(document | {"entity_list_rules": ["US-ENTITY-X"]}) == ("released",)
    assert document["licence"]["spdx"] == "Apache-2.0"
    assert [checkpoint["weights"] for checkpoint in document["checkpoints"]] == ["bf16"]
    assert source_document(naming, "c", "2026-11-24")["url"] == "https://huggingface.co/Qwen/Qwen3-8B"


@pytest.mark.parametrize(
    ("model_type", "window", "bytes_a_token", "without_effect"),
    [
        # 32 layers x 8 heads x 128 x 2 (keys and values) x 2 bytes; nothing grows under a window everywhere.
        ("llama", 4096, 131_072, ("sliding_window_unread",)),
        ("llama", None, 131_072, ()),
        ("mistral", 4096, 0, ()),
        ("phi3", 131_071, 0, ()),
        ("phi3", 131_072, 131_072, ("sliding_window_beyond_context",)),
        ("mistral", 262_144, 131_072, ("sliding_window_beyond_context",)),
    ],
)
def test_a_window_counts_where_the_class_reads_it_and_it_ends_before_the_context(
    model_type: str, window: int | None, bytes_a_token: int, without_effect: tuple[str, ...]
) -> None:
    tree = tree_of("llama-3.1-8b") | {"model_type": model_type, "sliding_window": window}
    found = import_config(tree, "c", "s", "high")
    assert kv_bytes_per_token(found.architecture, "bf16") == bytes_a_token
    assert found.without_effect == without_effect
    assert found.context_tokens == 131_072


def test_the_text_part_of_a_wrapper_is_read() -> None:
    text = tree_of("kimi-k2.5")
    wrapped = {"model_type": "kimi_k25", "text_config": text, "vision_config": {"hidden_size": 1152}}
    found = import_config(wrapped, "c", "aiconfigurator-model-configs", "high")
    assert found.architecture == imported("kimi-k2.5").architecture
    assert found.other_towers == ("vision_config",)


def test_a_wrapper_ties_the_embeddings_of_its_text_part() -> None:
    text = {key: value for key, value in tree_of("qwen3-8b").items() if key != "tie_word_embeddings"}
    tied = import_config({"text_config": text, "tie_word_embeddings": True}, "c", "s", "high")
    assert tied.architecture.tied_embeddings
    assert not import_config({"text_config": text}, "c", "s", "high").architecture.tied_embeddings


def test_a_null_is_an_absent_key() -> None:
    tree = tree_of("qwen3-8b") | {"quantization_config": None, "use_some_attention": None}
    assert import_config(tree, "c", tree["_source"], "high").architecture == imported("qwen3-8b").architecture


def test_layers_that_no_key_names_are_told() -> None:
    tree = tree_of("qwen3-8b") | {"telemetry": "off"}
    assert import_config(tree, "c", "s", "high").not_read == ("telemetry",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("GLM-5.2 (FP8)", "glm-5.2-fp8"), ("zai-org/GLM-5", "zai-org-glm-5"), ("..", ""), ("Ж", "")],
)
def test_ids_from_names(text: str, expected: str) -> None:
    assert id_from(text) == expected
    assert (id_problem(expected) is None) is bool(expected)


@pytest.mark.parametrize("bad", ["", "../x", "A", "a b", "-a", "x" * 65, "a/b", "a\n"])
def test_ids_that_are_refused(bad: str) -> None:
    assert id_problem(bad) is not None
