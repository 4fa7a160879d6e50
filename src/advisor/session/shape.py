"""What the types of a session say about its document: keys, defaults, and which type stands where."""

import types
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec


@cache
def struct_fields(struct_type: type) -> dict[str, msgspec.structs.FieldInfo]:
    """Key -> field, in the order in which the file has them."""
    return {field.encode_name: field for field in msgspec.structs.fields(struct_type)}


def default_of(field: msgspec.structs.FieldInfo) -> Any:
    """The value that an absent key stands for; NODEFAULT where it must be there."""
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default


def plain_type(hint: Any, value: Any = None) -> Any:
    """The type itself: without Annotated and None, and of a tagged union the member that `value` is."""
    if get_origin(hint) is Annotated:
        return plain_type(get_args(hint)[0], value)
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    members = [member for member in get_args(hint) if member is not type(None)]
    for member in members:
        config = getattr(member, "__struct_config__", None)
        if config is not None and isinstance(value, dict) and value.get(config.tag_field) == config.tag:
            return member
    return plain_type(members[0], value)


def allows_none(hint: Any) -> bool:
    """True when the value may be absent."""
    return get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)


def is_struct(hint: Any) -> bool:
    """True for a table with fixed keys."""
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def item_type(tuple_hint: Any, index: int) -> Any:
    """Type of one item of a tuple."""
    arguments = get_args(tuple_hint)
    return arguments[0] if len(arguments) == 2 and arguments[1] is ... else arguments[index]


def wanted_text(hint: Any) -> str:
    """What belongs there, for an error message."""
    plain = plain_type(hint)
    if get_origin(plain) is Literal:
        return f"one of {', '.join(str(choice) for choice in get_args(plain))}"
    if is_struct(plain) or get_origin(plain) is dict:
        return "a table"
    if get_origin(plain) is tuple:
        return "an array"
    names = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}
    pattern = next((meta.pattern for meta in getattr(hint, "__metadata__", ()) if meta.pattern), None)
    if pattern:
        return f"text like {pattern}"
    name = getattr(plain, "__name__", str(plain))
    return names.get(name, "a decimal number as text" if name == "Decimal" else name)
