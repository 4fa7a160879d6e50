"""Keys of a document that this version does not know: refused in our own format, kept in a newer one."""

import difflib
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from advisor.catalogue.catalogue import KINDS
from advisor.session.errors import SessionError
from advisor.session.session import Extra, Session
from advisor.session.shape import is_struct, item_type, plain_type, struct_fields

Path = tuple[str | int, ...]


def take_unknown(document: dict[str, Any], file: str, *, keep: bool) -> tuple[Extra, ...]:
    """Removes unknown keys from a session's document and returns them.

    With `keep` false, the first one is a SessionError that names table, key and what is known there.
    """
    found: list[Extra] = []
    walks = [_unknown_keys(document, Session, ())]
    figures: Any = document.get("figures")
    for kind, profiles in _tables(figures):
        if kind in KINDS:
            for profile_id, profile in _tables(profiles):
                walks.append(_unknown_keys(profile, KINDS[kind], ("figures", kind, profile_id)))
        else:
            walks.append(iter([(figures, kind, list(KINDS), ("figures",))]))
    for walk in walks:
        for table, key, known, path in walk:
            if not keep:
                raise SessionError(f"{file}: {place_text((*path, key))}: unknown key{_hint(key, known)}")
            found.append(Extra((*path, key), table.pop(key)))
    return tuple(found)


def place_text(path: Path) -> str:
    """A path as a reader of the file would write it: "plan.setups[0].cost"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _unknown_keys(value: Any, hint: Any, path: Path) -> Iterator[tuple[dict[str, Any], str, list[str], Path]]:
    """(table, key, known keys, path of the table) of every key that the types don't know."""
    plain = plain_type(hint, value)
    if is_struct(plain) and isinstance(value, dict):
        fields = struct_fields(plain)
        tag = plain.__struct_config__.tag_field
        known = [key for key in (tag, *fields) if key and (plain is not Session or key != "extra")]
        for key in list(value):
            if key not in known:
                yield value, key, known, path
            elif key in fields:
                yield from _unknown_keys(value[key], fields[key].type, (*path, key))
    elif get_origin(plain) is tuple and isinstance(value, list):
        for index, item in enumerate(value):
            if index == 0 or ... in get_args(plain):
                yield from _unknown_keys(item, item_type(plain, index), (*path, index))


def _tables(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _hint(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f". Known here: {', '.join(known)}"
