"""What the types of the records say: keys, the type at a key, and the unit a figure wants."""

import types
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from advisor.figures import UNITS, Figure


@cache
def hints_of(record_type: type) -> dict[str, Any]:
    """Field name -> its type, constraints included."""
    return get_type_hints(record_type, include_extras=True)


def keys_of(hint: Any) -> list[str]:
    """Names of the keys that a record type knows, its tag first."""
    names = list(getattr(hint, "__struct_encode_fields__", ()))
    tag_field = getattr(getattr(hint, "__struct_config__", None), "tag_field", None)
    return [tag_field, *names] if tag_field else names


def is_record(hint: Any) -> bool:
    """True for a table with fixed keys."""
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def members_of(hint: Any) -> list[Any]:
    """The types that a value may have, None left out: several for a union, else one."""
    if get_origin(hint) is Annotated:
        return members_of(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        return [member for part in get_args(hint) if part is not type(None) for member in members_of(part)]
    return [hint]


def plain_type(hint: Any, value: Any) -> Any:
    """The one type that `value` should have: unwraps Annotated, Optional and tagged unions."""
    members = members_of(hint)
    for member in members:
        config = getattr(member, "__struct_config__", None)
        if config is not None and config.tag and isinstance(value, dict):
            if value.get(config.tag_field) == config.tag:
                return member
        elif len(members) == 1:
            return member
    return members[0]


def tags_of(hint: Any) -> dict[str, str]:
    """Tag -> tag field of a union of tagged records; empty for anything else."""
    configs = [getattr(member, "__struct_config__", None) for member in members_of(hint)]
    return {str(config.tag): str(config.tag_field) for config in configs if config and config.tag}


def item_hint(tuple_hint: Any, index: int) -> Any:
    """Type of one item of a tuple."""
    arguments = get_args(tuple_hint)
    return arguments[0] if len(arguments) == 2 and arguments[1] is ... else arguments[index]


@cache
def wanted_unit(hint: Any) -> str | None:
    """The unit whose dimension a figure of this type must have; None where any unit will do."""
    nested = [inner for part in get_args(hint) for inner in (part, *get_args(part))]
    for member in (hint, *nested):
        for extra in getattr(member, "__metadata__", ()):
            if isinstance(extra, msgspec.Meta) and extra.extra and "unit" in extra.extra:
                return str(extra.extra["unit"])
    return None


def units_like(unit: str) -> list[str]:
    """Every unit of the same dimension."""
    return [known for known, (dimension, _) in UNITS.items() if dimension == UNITS[unit][0]]


class Inside(NamedTuple):
    """A field that holds figures or records: what to look at when units are checked."""

    name: str
    dimension: str | None
    """The dimension that a figure here must have; None for a record or records."""
    unit: str = ""


@cache
def figures_inside(record_type: type) -> tuple[Inside, ...]:
    """The fields of a record that hold figures of a stated dimension, or records that may."""
    inside: list[Inside] = []
    for name, hint in hints_of(record_type).items():
        members = members_of(hint)
        if get_origin(members[0]) is tuple:
            members = members_of(get_args(members[0])[0])
        elif get_origin(members[0]) is dict:
            members = members_of(get_args(members[0])[1])
        unit = wanted_unit(hint)
        if unit and Figure in members:
            inside.append(Inside(name, UNITS[unit][0], unit))
        elif any(is_record(member) and member is not Figure for member in members):
            inside.append(Inside(name, None))
    return tuple(inside)


def literal_choices(hint: Any) -> list[str]:
    """The words that a vocabulary knows; empty for any other type."""
    return [str(choice) for choice in get_args(hint)] if get_origin(hint) is Literal else []
