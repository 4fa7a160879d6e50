"""Every fault of one document at once: an own walk over the types of its record, with msgspec as the judge.

The reader stops at the first fault, for a plan can't use half a profile; who mends one wants them all.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import msgspec

from advisor.catalogue.dates import is_after, is_date
from advisor.catalogue.fault import A_PLACEHOLDER, WHOLE_FIGURE, RawFault, is_placeholder, listed, shown
from advisor.catalogue.hints import (
    hints_of,
    is_record,
    item_hint,
    keys_of,
    literal_choices,
    members_of,
    plain_type,
    tags_of,
    units_like,
    wanted_unit,
)
from advisor.catalogue.nearest import nearest
from advisor.catalogue.references import REFERENCES
from advisor.catalogue.source import Source
from advisor.figures import UNITS, Figure, Statement

_NEVER_EMPTY = ("id", "name", "title", "text", "source")
_SAID = re.compile(r"^(?:wants (?P<w>.*), found (?P<f>.*)|(?P<f2>.*?), wanted (?P<w2>.*))$", re.DOTALL)
_WANTED_OF = {
    "source": "the id of a source",
    "date": "a date: YYYY, YYYY-MM or YYYY-MM-DD",
    "unit": f"one of {listed(list(UNITS))}",
}
_PATTERNS = {r"^[A-Z]{2}$": ": a country code of two capitals"}
_PLAIN_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def document_faults(
    document: Any, record_type: type, as_of: datetime.date, place: str = ""
) -> Iterator[RawFault]:
    """What is wrong with a document by itself: keys, types, words, units, bounds, dates; ids come later."""
    yield from _Walk(as_of).value(document, record_type, place, None)


class _Walk:
    """One pass over a document; `as_of` is the day on which no date may lie ahead."""

    def __init__(self, as_of: datetime.date) -> None:
        self._as_of = as_of

    def value(self, value: Any, hint: Any, place: str, unit: str | None) -> Iterator[RawFault]:
        """Faults of a value that should have this type; `unit` is one of the dimension a figure needs."""
        tags = tags_of(hint)
        if tags and isinstance(value, dict):
            field = next(iter(tags.values()))
            if value.get(field) not in tags:
                yield self._not_a_word(value.get(field), list(tags), f"{place}.{field}")
                return
        plain = plain_type(hint, value)
        choices = literal_choices(plain)
        if is_record(plain):
            yield from self._record(value, plain, place, unit)
        elif get_origin(plain) is tuple:
            yield from self._array(value, hint, plain, place, unit)
        elif get_origin(plain) is dict:
            yield from self._table(value, plain, place, unit)
        elif choices:
            if value not in choices:
                yield self._not_a_word(value, choices, place)
        else:
            yield from self._leaf(value, hint, place)

    def _record(self, value: Any, record_type: type, place: str, unit: str | None) -> Iterator[RawFault]:
        if not isinstance(value, dict):
            wanted = WHOLE_FIGURE if record_type is Figure else _table_of(record_type)
            yield RawFault(place=place, found=shown(value), wanted=wanted)
            return
        faults = [*self._keys(value, record_type, place)]
        for key, hint in hints_of(record_type).items():
            if key in value:
                faults += self.value(value[key], hint, _join(place, key), wanted_unit(hint))
        faults += self._dates_and_words(value, record_type, place)
        if record_type is Figure:
            faults += self._unit(value.get("unit"), unit, place)
        yield from faults
        if not faults:
            try:
                msgspec.convert(value, record_type)
            except msgspec.ValidationError as error:
                yield _as_fault(error, place)

    def _keys(self, value: dict[str, Any], record_type: type, place: str) -> Iterator[RawFault]:
        known = keys_of(record_type)
        for key in value:
            if key not in known:
                yield RawFault(
                    place=_join(place, key),
                    found="an unknown key",
                    wanted=f"one of {', '.join(known)}",
                    suggestion=nearest(key, known),
                )
        for field in msgspec.structs.fields(record_type):
            if field.required and field.encode_name not in value:
                key, hint = field.encode_name, hints_of(record_type)[field.name]
                wanted = _WANTED_OF.get(key) if hint is str else None
                yield RawFault(place=_join(place, key), found="nothing", wanted=wanted or wanted_text(hint))

    def _dates_and_words(self, value: dict[str, Any], record_type: type, place: str) -> Iterator[RawFault]:
        for key in _NEVER_EMPTY:
            if value.get(key) == "":
                yield RawFault(place=_join(place, key), found="empty text", wanted="text")
        date = value.get("date")
        if "date" not in hints_of(record_type) or not isinstance(date, str):
            return
        if date == "" and record_type is Source:
            return  # a source needs an address or a date; which of them is a question of its own
        here = _join(place, "date")
        if is_placeholder(date):
            return
        if not is_date(date):
            yield RawFault(place=here, found=shown(date), wanted=_WANTED_OF["date"])
        elif is_after(date, self._as_of):
            yield RawFault(place=here, found=shown(date), wanted=f"a date up to {self._as_of}")

    def _unit(self, unit: Any, wanted: str | None, place: str) -> Iterator[RawFault]:
        fitting = units_like(wanted) if wanted else list(UNITS)
        if isinstance(unit, str) and unit not in fitting and not is_placeholder(unit):
            yield RawFault(
                place=_join(place, "unit"),
                found=shown(unit),
                wanted=f"one of {listed(fitting)}",
                suggestion=nearest(unit, fitting),
            )

    def _array(self, value: Any, hint: Any, plain: Any, place: str, unit: str | None) -> Iterator[RawFault]:
        if not isinstance(value, list):
            yield RawFault(place=place, found=shown(value), wanted=wanted_text(hint))
            return
        least = max((meta.min_length or 0 for meta in _constraints(hint)), default=0)
        if len(value) < least:
            yield RawFault(place=place, found=shown(value), wanted=f"an array of at least {least}")
        for index, item in enumerate(value):
            inner = item_hint(plain, index)
            yield from self.value(item, inner, f"{place}[{index}]", wanted_unit(inner) or unit)

    def _table(self, value: Any, plain: Any, place: str, unit: str | None) -> Iterator[RawFault]:
        if not isinstance(value, dict):
            yield RawFault(place=place, found=shown(value), wanted="a table")
            return
        key_hint, item = get_args(plain)
        for key, inner in value.items():
            yield from self._leaf(key, key_hint, _join(place, key))
            yield from self.value(inner, item, _join(place, key), wanted_unit(item) or unit)

    def _leaf(self, value: Any, hint: Any, place: str) -> Iterator[RawFault]:
        if is_placeholder(value):
            key = place.rpartition(".")[2].split("[")[0]
            if key not in REFERENCES:  # an id that leads nowhere is named where ids are followed
                wanted = _WANTED_OF.get(key) if hint is str else None
                yield RawFault(place=place, found=A_PLACEHOLDER, wanted=wanted or wanted_text(hint))
            return
        try:
            msgspec.convert(value, hint)
        except msgspec.ValidationError:
            yield RawFault(place=place, found=shown(value), wanted=wanted_text(hint))

    def _not_a_word(self, value: Any, choices: list[str], place: str) -> RawFault:
        found = "nothing" if value is None else A_PLACEHOLDER if is_placeholder(value) else shown(value)
        near = nearest(value, choices) if isinstance(value, str) else ""
        return RawFault(
            place=place.removeprefix("."), found=found, wanted=f"one of {', '.join(choices)}", suggestion=near
        )


def wanted_text(hint: Any) -> str:
    """What belongs in a place of this type, in a few words."""
    members = members_of(hint)
    plain = members[0]
    if literal_choices(plain):
        return f"one of {', '.join(literal_choices(plain))}"
    if plain is Figure:
        unit = wanted_unit(hint)
        of = f" in {listed(units_like(unit), 6)}" if unit else ""
        return f"a figure{of}, with value, unit, source, date and confidence"
    if is_record(plain):
        return _table_of(plain)
    if get_origin(plain) is tuple:
        return "an array"
    if get_origin(plain) is dict:
        return "a table"
    return f"{_PLAIN_WORDS.get(plain, str(plain))}{_bounds_text(hint)}"


def _bounds_text(hint: Any) -> str:
    for meta in _constraints(hint):
        if meta.pattern:
            return _PATTERNS.get(meta.pattern, f" like {meta.pattern}")
        if meta.ge is not None and meta.le is not None:
            return f" from {meta.ge:,} to {meta.le:,}"
        if meta.ge is not None:
            return f" of at least {meta.ge:,}"
    return ""


def _table_of(record_type: type) -> str:
    if record_type is Statement:
        return "a statement, with text, source, date and confidence"
    needed = [field.encode_name for field in msgspec.structs.fields(record_type) if field.required]
    return f"a table with {', '.join(needed)}" if needed else "a table"


def _constraints(hint: Any) -> list[msgspec.Meta]:
    own = [meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, msgspec.Meta)]
    inner = [part for part in get_args(hint) if get_origin(part) is Annotated]
    return own + [meta for part in inner for meta in _constraints(part)]


def _as_fault(error: msgspec.ValidationError, place: str) -> RawFault:
    """What a record's own check says, such as "wants low <= value <= high, found 9.0 <= 8.0 <= 8.0"."""
    text = str(error).split(" - at `")[0]
    match = _SAID.match(text)
    if match is None:
        return RawFault(place=place, found=text, wanted="values that agree")
    return RawFault(place=place, found=match["f"] or match["f2"], wanted=match["w"] or match["w2"])


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
