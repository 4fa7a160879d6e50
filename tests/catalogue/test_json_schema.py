"""The shipped JSON Schemas are those of the records, and say what the records say."""

import json
from typing import Any

import pytest

from advisor.catalogue.catalogue import shipped_directory
from advisor.catalogue.json_schema import kind_schema, schema_text
from advisor.catalogue.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_schema_is_current(kind: str) -> None:
    """`make profiles` writes them."""
    shipped = (shipped_directory() / "schemas" / f"{kind}.json").read_text(encoding="utf-8")
    assert shipped == schema_text(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_to_a_definition(kind: str) -> None:
    schema = kind_schema(kind)

    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [found for inner in value.values() for found in references(inner)]
        return [found for inner in value for found in references(inner)] if isinstance(value, list) else []

    found = references(schema)
    assert {name.removeprefix("#/$defs/") for name in found} <= set(schema["$defs"])


def test_a_figure_offers_the_units_of_its_dimension_and_a_word_its_vocabulary() -> None:
    schema = kind_schema("accelerators")
    memory = schema["$defs"]["Memory"]["properties"]["nominal"]
    assert memory["$ref"] == "#/$defs/figure_bytes"
    assert "which" in memory["description"] or "GiB" in memory["description"]
    units = schema["$defs"]["figure_bytes"]["properties"]["unit"]["enum"]
    assert "GiB" in units
    assert "W" not in units
    assert "on_sale" in schema["properties"]["status"]["enum"]
    assert schema["properties"]["servers"]["minItems"] == 1
    assert schema["additionalProperties"] is False


def test_a_patch_needs_nothing_but_its_id_and_a_whole_profile_what_the_record_needs() -> None:
    overlay, whole = kind_schema("regions")["anyOf"]
    assert overlay["required"] == ["id", "patch"]
    assert {"id", "name", "area", "currency", "export"} <= set(whole["required"])


def test_the_text_is_json() -> None:
    assert json.loads(schema_text("rules"))["title"] == "Advisor rules"
