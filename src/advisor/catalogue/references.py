"""Ids that profiles cite: which field holds the ids of which kind, and whether an id is there."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from advisor.catalogue.fault import A_PLACEHOLDER, RawFault, is_placeholder, shown
from advisor.catalogue.hints import hints_of, is_record, item_hint, plain_type
from advisor.catalogue.nearest import nearest

SOURCE_FIELDS = ("source", "context_source")

_PARTS = ("accelerators", "servers")
REFERENCES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(SOURCE_FIELDS, ("sources",)),
    "servers": ("servers",),
    "accelerators": ("accelerators",),
    "accelerator": ("accelerators",),
    "stack": ("stacks",),
    "item": _PARTS,
    "also": _PARTS,
    "serves": ("accelerators",),
    "named_accelerators": ("accelerators",),
    "model": ("models",),
    "models": ("models",),
    "entity_list_rules": ("rules",),
    "rules": ("rules",),
}
"""Field name -> kinds one of which must have the id."""

_WITHOUT_PROFILE = "named_without_profile"
"""Key of a rule that lists which of its `named_accelerators` nobody profiles."""

Ids = Mapping[str, Any]
"""Kind -> something that knows by `in` whether an id is there, and iterates over the ids."""


class Citation(NamedTuple):
    """One id cited at one place."""

    place: str
    field: str
    target: str


def cited_sources(record: Any) -> set[str]:
    """Ids of the sources that a record cites anywhere in it."""
    return {target for field, target in _record_citations(record) if field in SOURCE_FIELDS}


def citations_in(document: Any, hint: Any, place: str = "") -> Iterator[Citation]:
    """Every id that a document cites, sound or not, depth first."""
    plain = plain_type(hint, document)
    if is_record(plain) and isinstance(document, dict):
        # A hosted model that says that it has no profile needs none.
        closed = False in (document.get("open_weights"), document.get("profiled"))
        for key, inner in hints_of(plain).items():
            value = document.get(key)
            here = f"{place}.{key}" if place else key
            if key in REFERENCES and not (closed and key == "model"):
                known = document.get(_WITHOUT_PROFILE, ()) if key == "named_accelerators" else ()
                yield from (
                    citation for citation in _ids_at(value, here, key) if citation.target not in known
                )
            if isinstance(value, dict | list):
                yield from citations_in(value, inner, here)
    elif get_origin(plain) is tuple and isinstance(document, list):
        for index, item in enumerate(document):
            yield from citations_in(item, item_hint(plain, index), f"{place}[{index}]")
    elif get_origin(plain) is dict and isinstance(document, dict):
        for key, item in document.items():
            yield from citations_in(item, get_args(plain)[1], f"{place}.{key}")


def unresolved(citation: Citation, ids: Ids, other_names: Callable[[], Mapping[str, str]]) -> RawFault | None:
    """The fault of a citation that leads nowhere. `other_names`: further names of accelerators -> id."""
    kinds = REFERENCES[citation.field]
    if not citation.target or any(citation.target in ids[kind] for kind in kinds):
        return None
    if "accelerators" in kinds and citation.target in other_names():
        return None
    known = [profile_id for kind in kinds for profile_id in ids[kind]]
    return RawFault(
        place=citation.place,
        found=A_PLACEHOLDER if is_placeholder(citation.target) else shown(citation.target),
        wanted=f"an id in {' or '.join(kinds)}",
        suggestion=nearest(citation.target, known),
    )


def _ids_at(value: Any, place: str, field: str) -> Iterator[Citation]:
    if isinstance(value, str):
        yield Citation(place, field, value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield Citation(f"{place}[{index}]", field, item)


def _record_citations(record: Any) -> Iterator[tuple[str, str]]:
    for field in record.__struct_fields__:
        value = getattr(record, field)
        for item in value.values() if isinstance(value, dict) else _as_tuple(value):
            if isinstance(item, msgspec.Struct):
                yield from _record_citations(item)
            elif isinstance(item, str) and field in SOURCE_FIELDS:
                yield field, item


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
