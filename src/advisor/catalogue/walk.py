"""Every cited fact of a record: figures, statements, and records that carry a source of their own."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from advisor.figures import Confidence, Figure

_SOURCE_FIELDS = ("source", "context_source")


class CitedFact(NamedTuple):
    """Something that a profile says and cites a source for."""

    place: str
    """Such as "memory.bandwidth" or "offers[2].price"; empty for the record as a whole (a rule)."""
    kind: Literal["figure", "statement"]
    """A number with a unit; anything else."""
    source: str
    date: str
    """As the profile states it; empty where only the source has one."""
    confidence: Confidence


def cited_facts(record: msgspec.Struct, place: str = "") -> Iterator[CitedFact]:
    """The cited facts of a record, itself included, in the order of its fields."""
    fields = record.__struct_fields__
    if "source" in fields and "confidence" in fields:
        yield CitedFact(
            place,
            "figure" if isinstance(record, Figure) else "statement",
            record.source,  # type: ignore[attr-defined]
            getattr(record, "date", ""),
            record.confidence,  # type: ignore[attr-defined]
        )
    for where, item in _records_inside(record, place):
        yield from cited_facts(item, where)


def figures_in(record: msgspec.Struct, place: str = "") -> Iterator[tuple[str, Figure]]:
    """(place, figure) of every figure of a record."""
    for where, item in _records_inside(record, place):
        if isinstance(item, Figure):
            yield where, item
        else:
            yield from figures_in(item, where)


def cited_sources(record: msgspec.Struct) -> Iterator[str]:
    """Ids of the sources that a record cites anywhere in it, each time that it does."""
    for name in _SOURCE_FIELDS:
        source = getattr(record, name, None)
        if source:
            yield source
    for _, item in _records_inside(record, ""):
        yield from cited_sources(item)


def _records_inside(record: msgspec.Struct, place: str) -> Iterator[tuple[str, msgspec.Struct]]:
    """(place, record) of each record that this one holds itself."""
    for name in record.__struct_fields__:
        value: Any = getattr(record, name)
        here = f"{place}.{name}" if place else name
        if isinstance(value, msgspec.Struct):
            yield here, value
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, msgspec.Struct):
                    yield f"{here}[{index}]", item
        elif isinstance(value, dict):
            for key, item in value.items():
                if isinstance(item, msgspec.Struct):
                    yield f"{here}.{key}", item
