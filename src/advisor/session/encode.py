"""A session as TOML: keys in the order of the types, one value a line, defaults and unknowns left out."""

from decimal import Decimal
from typing import Any, get_origin

import msgspec
import tomli_w

from advisor.catalogue.text import clean_tree
from advisor.session.session import Extra, Session
from advisor.session.shape import default_of, item_type, plain_type, struct_fields

_ALWAYS = ("format",)
"""Keys that are written even when they hold the default."""


def encode_session(session: Session) -> bytes:
    """The bytes of a session file; the same session gives the same bytes everywhere."""
    # A copy of its own: the figures are the catalogue's documents, and nothing may be put into those.
    tree = clean_tree(encode_struct(session))
    tree.pop("extra", None)
    for extra in session.extra:
        _put_back(tree, extra)
    return tomli_w.dumps(clean_tree(tree)).encode()


def encode_struct(struct: msgspec.Struct) -> dict[str, Any]:
    """A record as a tree of plain values; None and defaults are left out, decimals become text."""
    tree: dict[str, Any] = {}
    for key, field in struct_fields(type(struct)).items():
        value = getattr(struct, field.name)
        if value is None or (key not in _ALWAYS and value == default_of(field)):
            continue
        tree[key] = _encode(value, field.type)
    return tree


def _encode(value: Any, hint: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return encode_struct(value)
    if isinstance(value, tuple):
        plain = plain_type(hint)
        typed = get_origin(plain) is tuple
        return [_encode(item, item_type(plain, index) if typed else Any) for index, item in enumerate(value)]
    if isinstance(value, Decimal):
        return str(value)
    if plain_type(hint) is float and isinstance(value, int):
        return float(value)  # a whole number in a float's place reads back as a float: write it as one
    return value


def _put_back(tree: dict[str, Any], extra: Extra) -> None:
    """A newer version's key, at its old place if that place is still there."""
    place: Any = tree
    try:
        for step in extra.path[:-1]:
            place = place[step]
        place[extra.path[-1]] = extra.value
    except (KeyError, IndexError, TypeError):
        return
