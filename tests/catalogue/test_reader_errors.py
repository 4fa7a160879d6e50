"""A wrong profile says file, place, what was found and what was wanted."""

from typing import Any

import pytest

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.model import Model
from advisor.catalogue.reader import read_record
from catalogue.documents import accelerator_document


def spoil(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    document = accelerator_document()
    table = document
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = value
    return document


def read(document: dict[str, Any]) -> Accelerator:
    return read_record(document, Accelerator, "card-x.toml")


def test_a_sound_document_reads_and_converts_units() -> None:
    record = read(accelerator_document())
    assert record.memory.nominal.to("B") == 80_000_000_000
    assert record.memory.nominal.to("GiB") == pytest.approx(74.5058, abs=1e-4)
    with pytest.raises(AttributeError):
        record.name = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("memory", "nominel"), {}, ["card-x.toml", "memory.nominel", "'nominal'", "reported"]),
        (("memroy",), {}, ["memroy", "'memory'"]),
        (("family",), "hoper", ["family", "'hoper'", "hopper", "ascend-a3"]),
        (("devices_per_card",), "two", ["devices_per_card", "`int`", "'two'"]),
        (("memory", "nominal", "unit"), "W", ["memory.nominal.unit", "'W'", "GiB"]),
        (("memory", "nominal", "unit"), "gigs", ["memory.nominal", "'gigs'"]),
        (("memory", "nominal", "low"), 90.0, ["memory.nominal", "90.0"]),
        (("memory", "nominal", "confidence"), "sure", ["confidence", "'sure'", "medium"]),
        (("designer_country",), "USA", ["designer_country", "'USA'"]),
        (("servers",), "box-8", ["servers", "`array`"]),
    ],
)
def test_what_is_wrong_is_named(path: tuple[str, ...], value: Any, said: list[str]) -> None:
    with pytest.raises(ProfileError) as caught:
        read(spoil(path, value))
    for words in said:
        assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_key_is_named() -> None:
    document = accelerator_document()
    del document["memory"]["nominal"]
    with pytest.raises(ProfileError, match=r"memory.*nominal"):
        read(document)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"attention": [{"kind": "mla", "layers": 1, "num_routed_experts": 4}]},
        {"attention": [{"kind": "nsa", "layers": 1}]},
        {"feed_forward": [{"kind": "moe", "layers": 1, "n_routed_experts": 8}]},
    ],
)
def test_an_unknown_attention_or_expert_key_is_an_error(spoiled: dict[str, Any]) -> None:
    architecture = {
        "hidden": 8,
        "vocabulary": 8,
        "tied_embeddings": False,
        "attention": [],
        "feed_forward": [],
        "source": "s",
        "confidence": "high",
        **spoiled,
    }
    with pytest.raises(ProfileError, match="architecture"):
        read_record({"architecture": architecture}, Model, "m.toml")
