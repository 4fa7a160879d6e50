"""Which figures of a session differ from those of the reader's own catalogue."""

from collections.abc import Iterator
from typing import Any

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.layers import SHIPPED
from advisor.session.layers import layer_at
from advisor.session.session import Session

_CARRIED_IN_PART = ("stacks",)
"""Kinds of which a session carries only what bears on its models: what it leaves out is no difference."""
_LONGEST_TEXT = 60
_MOST_WORDS = 4


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One place of one profile that says something else in the session than here."""

    kind: str
    id: str
    place: str
    """Such as "power_price"; empty for an item that is not here at all."""
    there: str | None
    """What the session says; None where it says nothing."""
    here: str | None
    """What the reader's catalogue says."""
    layer_there: str
    """The sender's layer, "user" or "profiles"; "" for the profiles that came with the sender's Advisor."""
    layer_here: str


def differences(session: Session, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Every place that differs, of the profiles that the session carries, in their order."""
    return tuple(
        difference
        for kind, profiles in session.figures.items()
        for profile_id, document in profiles.items()
        for difference in _of_item(session, catalogue, kind, profile_id, document)
    )


def _of_item(
    session: Session, catalogue: Catalogue, kind: str, profile_id: str, document: dict[str, Any]
) -> Iterator[Difference]:
    folder = catalogue.folders[kind]
    there_only = profile_id not in folder
    ours = {} if there_only else folder.document(profile_id)
    found = (
        [("", str(document.get("name") or document.get("title") or profile_id), None)]
        if there_only
        else _compare(document, ours, "")
    )
    for place, there, here in found:
        if kind in _CARRIED_IN_PART and there is None:
            continue
        layer = "" if there_only or here is None else folder.layer_of(profile_id, place)
        yield Difference(
            kind=kind,
            id=profile_id,
            place=place,
            there=there,
            here=here,
            layer_there=layer_at(session.layers, kind, profile_id, place) if there is not None else "",
            layer_here="" if layer == SHIPPED else layer,
        )


_Found = tuple[str, str | None, str | None]


def _compare(there: Any, here: Any, place: str) -> Iterator[_Found]:
    if there == here:
        return
    if _is_table(there) and _is_table(here):
        for key in dict.fromkeys((*there, *here)):
            yield from _compare(there.get(key), here.get(key), f"{place}.{key}" if place else key)
    elif _is_tables(there) or _is_tables(here):
        # Rows have no names, and a layer puts its own before the others: each is looked for anywhere.
        theirs, ours = there or [], here or []
        yield from ((f"{place}[{at}]", shown(row), None) for at, row in enumerate(theirs) if row not in ours)
        yield from ((f"{place}[{at}]", None, shown(row)) for at, row in enumerate(ours) if row not in theirs)
    else:
        full = shown(there) == shown(here)
        yield place, _or_none(there, full=full), _or_none(here, full=full)


def shown(value: Any, *, full: bool = False) -> str:
    """A value in a few words: a figure with its unit. `full`: with its source, for two that look alike."""
    if isinstance(value, dict):
        if "value" in value and "unit" in value:
            text = f"{value['value']} {value['unit']}"
            bounds = [str(value[key]) for key in ("low", "high") if key in value]
            text += f" ({' to '.join(bounds)})" if bounds else ""
        elif "text" in value and "item" not in value:
            text = _short(str(value["text"]))
        else:
            words = [shown(inner) for inner in value.values() if not isinstance(inner, list)]
            text = ", ".join(words[:_MOST_WORDS])
            prices = [
                inner for inner in value.values() if isinstance(inner, dict) and shown(inner) not in text
            ]
            text += "".join(f", {shown(price)}" for price in prices[:1])
        return f"{text} [{value.get('source', '?')}, {value.get('date', '?')}]" if full else text
    if isinstance(value, list):
        return _short(", ".join(shown(inner) for inner in value))
    return _short(str(value).lower() if isinstance(value, bool) else str(value))


def _or_none(value: Any, *, full: bool) -> str | None:
    return None if value is None else shown(value, full=full)


def _is_table(value: Any) -> bool:
    """A table whose keys are compared one by one; a figure or a statement is one thing."""
    return isinstance(value, dict) and not {"value", "text"} & set(value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}..."
