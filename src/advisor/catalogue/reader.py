"""From a parsed document to a frozen record, refusing whatever the record does not know."""

import difflib
import re
from typing import Any, TypeVar, get_args

import msgspec

from advisor.catalogue.architecture import depth_problem
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.fault import WHOLE_FIGURE
from advisor.catalogue.hints import (
    figures_inside,
    hints_of,
    is_record,
    keys_of,
    literal_choices,
    plain_type,
    units_like,
)
from advisor.catalogue.model import Model
from advisor.catalogue.record import Record
from advisor.figures import UNITS, Figure

AnyRecord = TypeVar("AnyRecord", bound=Record)

_PLACE = re.compile(r"^(?P<problem>.*?)(?: - at `(?P<place>.*)`)?$", re.DOTALL)
_UNKNOWN_KEY = re.compile(r"Object contains unknown field `(?P<key>.*)`")
_MISSING_KEY = re.compile(r"Object missing required field `(?P<key>.*)`")
_SEGMENT = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")


def read_record(document: dict[str, Any], record_type: type[AnyRecord], file: str) -> AnyRecord:
    """The record that a document describes; `file` is what an error calls it.

    Raises ProfileError that names file, table, key, what was found and what was wanted. It stops at the first
    fault; `document_check.py` finds all of them.
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
        wanted = keys_of(hint)
        near = difflib.get_close_matches(unknown["key"], wanted, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else "."
        place = f"{path}.{unknown['key']}".removeprefix(".")
        return ProfileError(file, place, f"unknown key{meant} Known here: {', '.join(wanted)}")
    if missing := _MISSING_KEY.match(problem):
        return ProfileError(file, path.removeprefix("."), f"missing key {missing['key']!r}")
    wanted = literal_choices(hint)
    if wanted:
        return ProfileError(
            file, path.removeprefix("."), f"found {found!r}, wanted one of {', '.join(wanted)}"
        )
    if hint is Figure and not isinstance(found, dict):
        return ProfileError(file, path.removeprefix("."), f"found {found!r}, wanted {WHOLE_FIGURE}")
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
        plain = plain_type(current, value)
        if isinstance(segment, str) and is_record(plain):
            current = hints_of(plain).get(segment)
        else:  # a list's items, a dictionary's values
            arguments = get_args(plain)
            current = arguments[0 if isinstance(segment, int) else -1] if arguments else None
        value = _value_at(value, f"[{segment}]" if isinstance(segment, int) else f".{segment}")
    return plain_type(current, value)


def _check_units(record: Any, file: str, place: str) -> None:
    for name, dimension, unit in figures_inside(record.__class__):
        value = getattr(record, name)
        if value is None:
            continue
        here = f"{place}.{name}" if place else name
        if value.__class__ is tuple:
            items = [(f"{here}[{index}]", item) for index, item in enumerate(value)]
        elif value.__class__ is dict:
            items = [(f"{here}.{key}", item) for key, item in value.items()]
        else:
            items = [(here, value)]
        for at, item in items:
            if dimension is None:
                _check_units(item, file, at)
            elif UNITS[item.unit][0] != dimension:
                wanted = ", ".join(units_like(unit))
                raise ProfileError(file, f"{at}.unit", f"found {item.unit!r}, wanted one of {wanted}")
