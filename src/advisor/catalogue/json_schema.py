"""JSON Schema of a kind of profile, for editors that complete and check TOML as it is typed."""

import json
from typing import Annotated, Any, get_args, get_origin

import msgspec

from advisor.catalogue.field_notes import notes_of, summary_of
from advisor.catalogue.hints import (
    hints_of,
    is_record,
    item_hint,
    keys_of,
    literal_choices,
    members_of,
    units_like,
    wanted_unit,
)
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.layers import MERGED_LISTS, PATCH
from advisor.figures import UNITS, Figure

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_PLAIN: dict[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_PATCH_NOTE = (
    "true: this file overlays the item of the same id in the layer below, key by key. false: it replaces it."
)

Schema = dict[str, Any]


def kind_schema(kind: str) -> Schema:
    """The schema of one kind; `kind` is a key of `KINDS`."""
    definitions: Schema = {}
    root = _Writer(definitions).record(KINDS[kind])
    required = root.pop("required", [])
    overlay: Schema = {"required": ["id", PATCH], "properties": {PATCH: {"const": True}}}
    if kind in MERGED_LISTS:  # a higher layer's market may leave out what the lower one says
        required = ["id"]
    root["properties"][PATCH] = {"type": "boolean", "description": _PATCH_NOTE}
    return {
        "$schema": _DIALECT,
        "title": f"Advisor {kind}",
        **root,
        "anyOf": [overlay, {"required": required}],
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text(kind: str) -> str:
    """The schema as the shipped file has it."""
    return json.dumps(kind_schema(kind), indent=2, ensure_ascii=False) + "\n"


class _Writer:
    """Turns types into schemas; records that occur anywhere are collected once, by name."""

    def __init__(self, definitions: Schema) -> None:
        self._definitions = definitions

    def record(self, record_type: type) -> Schema:
        """The schema of a table with fixed keys."""
        notes, hints = notes_of(record_type), hints_of(record_type)
        properties: Schema = {}
        config = record_type.__struct_config__  # type: ignore[attr-defined]
        if config.tag_field:
            properties[config.tag_field] = {"const": config.tag}
        for key in keys_of(record_type):
            if key in hints:
                properties[key] = {**self._of(hints[key], key), **_described(notes.get(key))}
        required = [field.encode_name for field in msgspec.structs.fields(record_type) if field.required]
        if config.tag_field:
            required = [config.tag_field, *required]
        return {
            "type": "object",
            **_described(summary_of(record_type)),
            "properties": properties,
            "additionalProperties": False,
            "required": required,
        }

    def _of(self, hint: Any, key: str = "") -> Schema:
        members = members_of(hint)
        if len(members) > 1:
            return {"oneOf": [self._of(member) for member in members]}
        plain = members[0]
        choices = literal_choices(plain)
        if choices:
            return {"enum": choices}
        if plain is Figure:
            return self._figure(wanted_unit(hint))
        if is_record(plain):
            return self._named(plain.__name__, plain)
        if get_origin(plain) is tuple:
            return {"type": "array", "items": self._of(item_hint(plain, 0), key), **_bounds(hint)}
        if get_origin(plain) is dict:
            key_type, value_type = get_args(plain)
            names = self._of(key_type)
            return {"type": "object", "propertyNames": names, "additionalProperties": self._of(value_type)}
        schema: Schema = {"type": _PLAIN.get(plain, "string"), **_bounds(hint)}
        return {**schema, "pattern": _DATE} if key == "date" and plain is str else schema

    def _named(self, name: str, record_type: type) -> Schema:
        if name not in self._definitions:
            self._definitions[name] = {}  # holds the place while the record is written
            self._definitions[name] = self.record(record_type)
        return {"$ref": f"#/$defs/{name}"}

    def _figure(self, unit: str | None) -> Schema:
        """A figure of one dimension: the same record, with the units that fit."""
        name = f"figure_{UNITS[unit][0]}" if unit else "figure"
        if name not in self._definitions:
            figure = self.record(Figure)
            figure["properties"]["unit"] = {"enum": units_like(unit) if unit else list(UNITS)}
            self._definitions[name] = figure
        return {"$ref": f"#/$defs/{name}"}


def _described(text: str | None) -> Schema:
    return {"description": text} if text else {}


def _bounds(hint: Any) -> Schema:
    metas = [meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, msgspec.Meta)]
    for part in get_args(hint):
        if get_origin(part) is Annotated:
            metas += [meta for meta in part.__metadata__ if isinstance(meta, msgspec.Meta)]
    names = {"ge": "minimum", "le": "maximum", "pattern": "pattern", "min_length": "minItems"}
    return {
        word: getattr(meta, name)
        for meta in metas
        for name, word in names.items()
        if getattr(meta, name) is not None
    }
