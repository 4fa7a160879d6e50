"""From a parsed document to a frozen record, refusing whatever the record does not know."""

import difflib
import re
import types
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from advisor.catalogue.architecture import depth_problem
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.model import Model
from advisor.catalogue.record import Record
from advisor.figures import UNITS, Figure

AnyRecord = TypeVar("AnyRecord", bound=Record)

_PLACE = re.compile(r"^(?P<problem>.*?)(?: - at `(?P<place>.*)`)?$", re.DOTALL)
_UNKNOWN_KEY = re.compile(r"Object contains unknown field `(?P<key>.*)`")
_SEGMENT = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")


def read_record(document: dict[str, Any], record_type: type[AnyRecord], file: str) -> AnyRecord:
    """The record that a document describes; `file` is what an error calls it.

    Raises ProfileError that names file, table, key, what was found and what was wanted.
    """
    try:
        record = msgspec.convert(document, record_type)
    except msgspec.ValidationError as error:
        raise _translate(error, document, record_type, file) from None
    _check_units(record, file, "")
    if isinstance(record, Model) and (problem := depth_problem(record.architecture)):
        raise ProfileError(file, "architecture", problem)
    return record


def _translate(
    error: msgspec.ValidationError, document: dict[str, Any], record_type: type, file: str
) -> ProfileError:
    match = _PLACE.match(str(error))
    problem = match["problem"] if match else str(error)
    path = ((match["place"] if match else None) or "$").removeprefix("$")
    found = _value_at(document, path)
    hint = _hint_at(record_type, document, path)
    unknown = _UNKNOWN_KEY.match(problem)
    if unknown:
        wanted = _keys_of(hint)
        near = difflib.get_close_matches(unknown["key"], wanted, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else "."
        place = f"{path}.{unknown['key']}".removeprefix(".")
        return ProfileError(file, place, f"unknown key{meant} Known here: {', '.join(wanted)}")
    if get_origin(hint) is Literal:
        wanted = [str(choice) for choice in get_args(hint)]
        return ProfileError(
            file, path.removeprefix("."), f"found {found!r}, wanted one of {', '.join(wanted)}"
        )
    shown = "" if isinstance(found, dict | list) or found is None else f" (found {found!r})"
    return ProfileError(file, path.removeprefix("."), f"{problem}{shown}")


def _segments(path: str) -> list[str | int]:
    return [name if name else (0 if index == "..." else int(index)) for name, index in _SEGMENT.findall(path)]


def _value_at(document: Any, path: str) -> Any:
    value = document
    for segment in _segments(path):
        try:
            value = value[segment]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _hint_at(record_type: type, document: dict[str, Any], path: str) -> Any:
    """The type that belongs at `path`; None where the path leaves what the record describes."""
    current: Any = record_type
    value: Any = document
    for segment in _segments(path):
        plain = _plain(current, value)
        if isinstance(segment, str) and hasattr(plain, "__struct_fields__"):
            current = _hints(plain).get(segment)
        else:  # a list's items, a dictionary's values
            arguments = get_args(plain)
            current = arguments[0 if isinstance(segment, int) else -1] if arguments else None
        value = _value_at(value, f"[{segment}]" if isinstance(segment, int) else f".{segment}")
    return _plain(current, value)


def _keys_of(hint: Any) -> list[str]:
    """Names of the keys that a record type knows, its tag first."""
    names = list(getattr(hint, "__struct_encode_fields__", ()))
    tag_field = getattr(getattr(hint, "__struct_config__", None), "tag_field", None)
    return [tag_field, *names] if tag_field else names


def _plain(hint: Any, value: Any) -> Any:
    """The one type that `value` should have: unwraps Annotated, Optional and tagged unions."""
    if get_origin(hint) is Annotated:
        return _plain(get_args(hint)[0], value)
    if get_origin(hint) in (Union, types.UnionType):
        members = [member for member in get_args(hint) if member is not type(None)]
        tag = value.get("kind") if isinstance(value, dict) else None
        for member in members:
            config = getattr(_plain(member, value), "__struct_config__", None)
            if config is not None and config.tag == tag:
                return _plain(member, value)
        return _plain(members[0], value)
    return hint


@cache
def _hints(record_type: type) -> dict[str, Any]:
    return get_type_hints(record_type, include_extras=True)


@cache
def _wanted_units(record_type: type) -> dict[str, str]:
    """Field name -> unit whose dimension the field's figure must have."""
    wanted: dict[str, str] = {}
    for name, hint in _hints(record_type).items():
        for member in (hint, *get_args(hint)):
            for extra in getattr(member, "__metadata__", ()):
                if isinstance(extra, msgspec.Meta) and extra.extra and "unit" in extra.extra:
                    wanted[name] = extra.extra["unit"]
    return wanted


def _check_units(record: Any, file: str, place: str) -> None:
    wanted = _wanted_units(record.__class__)
    for name in record.__struct_fields__:
        value = getattr(record, name)
        here = f"{place}.{name}".removeprefix(".")
        if isinstance(value, Figure):
            unit = wanted.get(name)
            if unit and UNITS[unit][0] != UNITS[value.unit][0]:
                fitting = [known for known, (dimension, _) in UNITS.items() if dimension == UNITS[unit][0]]
                raise ProfileError(
                    file, f"{here}.unit", f"found {value.unit!r}, wanted one of {', '.join(fitting)}"
                )
        elif isinstance(value, msgspec.Struct):
            _check_units(value, file, here)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, msgspec.Struct):
                    _check_units(item, file, f"{here}[{index}]")
