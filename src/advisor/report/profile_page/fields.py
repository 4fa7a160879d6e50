"""Fields of a record as rows, whatever the record: nothing that a profile says is left out of its page."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from advisor.catalogue.model import Model
from advisor.catalogue.region import Region, unknown_fields
from advisor.catalogue.rule import Rule
from advisor.catalogue.server import Server
from advisor.figures import Figure, Statement
from advisor.report.profile_page.builder import PageBuilder
from advisor.report.profile_page.items import ITEM_ROWS
from advisor.report.profile_page.page import Row
from advisor.report.profile_page.rule_rows import cell_rows
from advisor.report.profile_page.values import choice_text, list_text, number_text
from advisor.wording.profile_words import field_name
from advisor.wording.rule_statuses import rule_status_text

_EXPECTED: dict[str, frozenset[str]] = {
    "accelerators": frozenset(
        {
            "released", "memory.reported", "memory.usable", "scale_up", "scale_out_one_way", "tdp",
            "export.die_area", "export.maker_eccn",
        }
    ),
    "servers": frozenset({"max_power", "rack_units", "mass"}),
    "models": frozenset({"released", "context_tokens", "publisher_country", "claimed_total"}),
    "stacks": frozenset({"image"}),
    "workloads": frozenset({"ttft_limit", "tpot_limit"}),
    "costs": frozenset({"figure"}),
}  # fmt: skip
"""Kind -> places where an absent figure is said to be not known instead of passed over."""

# Words of these fields are ids, countries or addresses, and stay as they are.
_VERBATIM = frozenset(
    {
        "id", "vendor", "name", "publisher", "repository", "url", "currency", "family", "model_type",
        "host_arch",
    }
)  # fmt: skip
_ACRONYMS = frozenset({"pue", "vat", "gpu", "us", "it", "ai", "hs", "wto", "ita", "ups"})
_NOT_FOUND = "unknown"
"""What a vocabulary calls a thing that was not found."""


def _exchange_rate(builder: PageBuilder, region: Region) -> Row:
    assert region.fx is not None
    label = field_name("regions", "fx")
    return builder.figure(label, region.fx, "fx", unit=f"{region.currency} per USD")


def _longest_context(builder: PageBuilder, model: Model) -> Row:
    """The source has no date or confidence of its own here, so only its number is shown."""
    cited = f" [{builder.number(model.context_source)}]" if model.context_source else ""
    text = f"{number_text(model.context_tokens or 0)} tokens{cited}"
    return builder.fact(field_name("models", "context_tokens"), text, "context_tokens")


def _rule_effect(builder: PageBuilder, rule: Rule) -> Row:
    """The rule's source, date and confidence are those of everything it says."""
    origin = builder.origin(rule.source, rule.date, rule.confidence)
    return builder.fact(field_name("rules", "effect"), rule.effect, "effect", origin=origin)


def _rule_status(builder: PageBuilder, rule: Rule) -> Row:
    return builder.fact(field_name("rules", "status"), rule_status_text(rule.status), "status")


def _server_source(builder: PageBuilder, server: Server) -> Row:
    return builder.fact("Described in", f"source [{builder.number(server.source)}]", "source")


FIELD_ROWS: Mapping[tuple[str, str], Callable[[PageBuilder, Any], Row]] = MappingProxyType(
    {
        ("regions", "fx"): _exchange_rate,
        ("models", "context_tokens"): _longest_context,
        ("rules", "effect"): _rule_effect,
        ("rules", "status"): _rule_status,
        ("servers", "source"): _server_source,
    }
)
"""(kind, field) -> its row, where another field belongs to it."""

LIST_ROWS: Mapping[tuple[str, str], Callable[[PageBuilder, Any], Iterator[Row]]] = MappingProxyType(
    {("rules", "cells"): cell_rows}
)
"""(kind, field) -> rows of a list, where several of its items may share one."""


def is_expected(kind: str, record: Any, place: str) -> bool:
    """Whether an absent field of the profile is a gap in what such an item should state."""
    if isinstance(record, Region):
        return place in unknown_fields(record)
    return place in _EXPECTED.get(kind, frozenset())


def field_rows(builder: PageBuilder, record: Any, place: str) -> Iterator[Row]:
    """The rows of one top-level field of a profile."""
    value = getattr(record, place)
    special = FIELD_ROWS.get((builder.kind, place))
    listed = LIST_ROWS.get((builder.kind, place))
    if special is not None and value is not None:
        yield special(builder, record)
    elif listed is not None:
        yield from listed(builder, record)
    elif value == _NOT_FOUND or (_is_absent(value) and is_expected(builder.kind, record, place)):
        yield builder.unknown(field_name(builder.kind, place), place)
    elif not _is_absent(value) and not _is_default(record, place, value):
        yield from _value_rows(builder, value, place, place)


def _value_rows(builder: PageBuilder, value: Any, place: str, name: str) -> Iterator[Row]:
    """`place` numbers list items, `name` leaves the numbers out."""
    label = field_name(builder.kind, name)
    special: Callable[..., Iterator[Row]] | None = ITEM_ROWS.get(type(value))
    if special is not None:
        yield from special(builder, value, place)
    elif isinstance(value, Figure):
        yield builder.figure(label, value, place)
    elif isinstance(value, Statement):
        yield builder.statement(label, value, place)
    elif isinstance(value, msgspec.Struct):
        yield from _struct_rows(builder, value, place, name)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _keyed_rows(builder, str(key), item, f"{place}.{key}")
    elif isinstance(value, tuple) and isinstance(value[0], msgspec.Struct):
        for index, item in enumerate(value):
            yield from _list_item(builder, item, f"{place}[{index}]", name)
    else:
        yield builder.fact(label, _plain(value, name), place)


def _struct_rows(builder: PageBuilder, record: msgspec.Struct, place: str, name: str) -> Iterator[Row]:
    for field in record.__struct_fields__:
        value, here, inner = getattr(record, field), f"{place}.{field}", f"{name}.{field}"
        if not _is_absent(value) and not _is_default(record, field, value):
            yield from _value_rows(builder, value, here, inner)
        elif is_expected(builder.kind, None, inner):
            yield builder.unknown(field_name(builder.kind, inner), here)


def _list_item(builder: PageBuilder, item: msgspec.Struct, place: str, name: str) -> Iterator[Row]:
    """A statement of a list stands without a label: the section's title says what it is."""
    if isinstance(item, Statement):
        yield builder.statement("", item, place)
    else:
        yield from _value_rows(builder, item, place, name)


def _keyed_rows(builder: PageBuilder, key: str, item: Any, place: str) -> Iterator[Row]:
    words = " ".join(word.upper() if word in _ACRONYMS else word for word in key.split("_"))
    label = words[:1].upper() + words[1:]
    if isinstance(item, Figure):
        yield builder.figure(label, item, place)
    else:
        yield builder.fact(key, _plain(item, place), place)


def _plain(value: Any, name: str) -> str:
    """A word, a number, a list of ids, yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, tuple):
        return list_text(value)
    last = name.rsplit(".", 1)[-1]
    return str(value) if last in _VERBATIM or " " in str(value) else choice_text(str(value))


def _is_default(record: Any, field: str, value: Any) -> bool:
    """Whether a switch or a number is what it is where a profile says nothing about it."""
    defaults = record.__struct_defaults__
    place = record.__struct_fields__.index(field) - (len(record.__struct_fields__) - len(defaults))
    return isinstance(value, bool | int) and place >= 0 and bool(value == defaults[place])


def _is_absent(value: Any) -> bool:
    return value is None or value in ("", (), {})
