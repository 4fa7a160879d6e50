"""A profile to be filled in: each field with its meaning and unit, required ones first, the rest as comments.

A placeholder is text in angle brackets; `advisor profiles check` names each one that is left. A line that
starts with "#" and no blank after it is a field that may be left out: take the "#" away to use it.
"""

import textwrap
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import msgspec

from advisor.catalogue.canonical import schema_line
from advisor.catalogue.document_check import wanted_text
from advisor.catalogue.field_notes import notes_of, summary_of
from advisor.catalogue.hints import (
    hints_of,
    is_record,
    item_hint,
    literal_choices,
    members_of,
    tags_of,
    units_like,
    wanted_unit,
)
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.layers import MERGED_LISTS, PATCH
from advisor.catalogue.references import REFERENCES
from advisor.catalogue.skeleton_words import ALSO_NEEDED, EXAMPLE, FIELD_NOTES, USUAL_UNITS
from advisor.figures import Figure, Statement

_WIDTH = 100


def skeleton(kind: str, profile_id: str, *, overlay: bool = False) -> str:
    """The text of a new profile. `overlay`: the id exists in a layer below, of which this changes a part."""
    record_type = KINDS[kind]
    lines = [schema_line(kind), *_prose(_opening(kind, overlay)), ""]
    lines += [f'id = "{profile_id}"']
    if overlay and kind not in MERGED_LISTS:
        lines += [f"{PATCH} = true"]
    lines += _Writer(all_optional=overlay).table(record_type, (), skip=("id",))
    return "\n".join(lines) + "\n"


def _opening(kind: str, overlay: bool) -> str:
    text = f"{summary_of(KINDS[kind])} "
    if overlay and kind in MERGED_LISTS:
        text += "What you list here comes before what the layer below lists; the rest of it stays. "
    elif overlay:
        text += "It exists already: what you write here replaces that key, all else stays. "
    text += (
        "Replace each <placeholder>. A line that begins with # and no blank may be left out: take the # away "
        "to use it. `advisor profiles check` says what is missing or wrong."
    )
    needed = "" if overlay else ALSO_NEEDED.get(kind, "")
    example = f"A figure looks like this: {EXAMPLE}" if kind != "sources" else ""
    return "\n".join(part for part in (text, needed, example) if part)


class _Writer:
    """Lines of a record's fields; `all_optional` makes every one of them a comment."""

    def __init__(self, *, all_optional: bool) -> None:
        self._all_optional = all_optional

    def table(
        self, record_type: Any, path: tuple[str, ...], *, off: bool = False, skip: tuple[str, ...] = ()
    ) -> Iterator[str]:
        """Own keys, required ones first; then tables, then arrays of tables. `off`: all as comments."""
        hints, notes = hints_of(record_type), notes_of(record_type)
        fields = [field for field in msgspec.structs.fields(record_type) if field.encode_name not in skip]
        fields.sort(key=lambda field: (_depth(hints[field.name]), not field.required))
        for field in fields:
            hint, key = hints[field.name], field.encode_name
            hidden = off or self._all_optional or not field.required
            note = notes.get(field.name) or FIELD_NOTES.get(key, "")
            if _depth(hint) == 0:
                yield from _prose(_explained(note, hint))
                yield f"{'#' if hidden else ''}{key} = {_example(hint, key)}"
            else:
                yield from self._inner(hint, (*path, key), note, hidden)

    def _inner(self, hint: Any, path: tuple[str, ...], note: str, off: bool) -> Iterator[str]:
        """A table, or an array of tables with one entry."""
        plain = members_of(hint)[0]
        many = get_origin(plain) is tuple
        inner = item_hint(plain, 0) if many else plain
        name, mark = ".".join(path), "#" if off else ""
        yield ""
        if get_origin(plain) is dict:
            yield from _prose(f"{note} One line an entry.".strip())
            yield f"{mark}[{name}]"
            yield f"#NAME = {_example(get_args(plain)[1], path[-1])}"
            return
        member = members_of(inner)[0]
        tags = tags_of(inner)
        kinds = f" kind is one of {', '.join(tags)}; this is {next(iter(tags))}." if tags else ""
        repeat = " Repeat the block for each." if many else ""
        yield from _prose(f"{note or summary_of(member)}{kinds}{repeat}")
        yield f"{mark}[[{name}]]" if many else f"{mark}[{name}]"
        if tags:
            yield f'{mark}{next(iter(tags.values()))} = "{next(iter(tags))}"'
        yield from self.table(member, path, off=off)


def _depth(hint: Any) -> int:
    """0: a key on one line; 1: a table; 2: an array of tables."""
    plain = members_of(hint)[0]
    if get_origin(plain) is dict:
        return 1
    if get_origin(plain) is tuple:
        item = members_of(item_hint(plain, 0))[0]
        return 2 if is_record(item) and item not in (Figure, Statement) else 0
    return 1 if is_record(plain) and plain not in (Figure, Statement) else 0


def _example(hint: Any, key: str) -> str:
    """What stands behind the "=": a value with placeholders."""
    plain = members_of(hint)[0]
    if get_origin(plain) is tuple:
        return f"[{_example(item_hint(plain, 0), key)}]"
    if plain is Figure:
        unit = wanted_unit(hint)
        word = f'"{USUAL_UNITS.get(unit, unit)}"' if unit else '"<unit>"'
        return f'{{ value = "<number>", unit = {word}, {_SOURCED} }}'
    if plain is Statement:
        return f'{{ text = "<text>", {_SOURCED} }}'
    if literal_choices(plain):
        return f'"<one of {", ".join(literal_choices(plain))}>"'
    if key in REFERENCES:
        return f'"<id in {" or ".join(REFERENCES[key])}>"'
    return f'"<{"YYYY-MM-DD" if key == "date" else wanted_text(hint)}>"'


_SOURCED = (
    'source = "<id in sources>", date = "<YYYY-MM-DD>", confidence = "<one of high, medium, low, none>"'
)


def _explained(note: str, hint: Any) -> str:
    """The meaning of a field, and for a figure the units that it may have."""
    unit = wanted_unit(hint)
    units = f"Unit: {', '.join(units_like(unit))}." if unit else ""
    return " ".join(part for part in (note, units) if part)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH - 2, break_on_hyphens=False)


def _prose(text: str) -> list[str]:
    lines = [line for part in text.split("\n") for line in _wrapped(part)]
    return [f"# {line}" for line in lines]
