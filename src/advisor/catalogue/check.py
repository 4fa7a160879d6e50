"""Does a whole catalogue hold together: every profile reads, every id that one cites exists."""

from collections.abc import Iterator
from typing import Any

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError

# Field name -> kind whose ids it holds. `item` of an offer may also be a server.
_REFERENCES: dict[str, tuple[str, ...]] = {
    "source": ("sources",),
    "context_source": ("sources",),
    "servers": ("servers",),
    "accelerators": ("accelerators",),
    "item": ("accelerators", "servers"),
    "also": ("accelerators", "servers"),
    "serves": ("accelerators",),
    "models": ("models",),
    "entity_list_rules": ("rules",),
    "rules": ("rules",),
}


def check_catalogue(catalogue: Catalogue) -> Iterator[str]:
    """One line a problem, each naming file and place; nothing for a sound catalogue."""
    for kind, folder in catalogue.folders.items():
        for profile_id in folder:
            try:
                record = folder[profile_id]
            except ProfileError as error:
                yield str(error)
                continue
            for place, field, target in _citations(record, ""):
                kinds = _REFERENCES[field]
                if not any(target in catalogue.folders[wanted] for wanted in kinds):
                    yield f"{kind}/{profile_id}.toml: {place}: no {' or '.join(kinds)} {target!r}"


def cited_sources(record: Any) -> set[str]:
    """Ids of the sources that a record cites anywhere in it."""
    return {target for _, field, target in _citations(record, "") if field in ("source", "context_source")}


def _citations(record: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """(place, field, cited id) of every reference in a record, depth first."""
    for field in record.__struct_fields__:
        value = getattr(record, field)
        here = f"{place}.{field}".removeprefix(".")
        items = list(value.values()) if isinstance(value, dict) else value
        for index, item in enumerate(items if isinstance(items, list | tuple) else (items,)):
            where = f"{here}[{index}]" if isinstance(value, tuple) else here
            if isinstance(item, msgspec.Struct):
                yield from _citations(item, where)
            elif isinstance(item, str) and field in _REFERENCES:
                yield where, field, item
