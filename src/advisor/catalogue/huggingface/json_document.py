"""Reading JSON that somebody else wrote: bounded before it is parsed, cleaned before it is used."""

import json
from typing import Any

from advisor.catalogue.errors import ProfileError
from advisor.catalogue.text import clean_tree

MAX_CONFIG_BYTES = 8 * 1024 * 1024
"""Quantised checkpoints of large mixtures list their layers by name, up to some megabytes."""
MAX_DEPTH = 24
MAX_ITEMS = 200_000
MAX_DIGITS = 100
"""More than any count or seed of a config has, and far fewer than Python refuses to convert."""


def parse_json(data: bytes, file: str) -> dict[str, Any]:
    """The cleaned tree of a JSON object; raises ProfileError with one line that says what is wrong."""
    if len(data) > MAX_CONFIG_BYTES:
        raise ProfileError(
            file, "", f"more than {MAX_CONFIG_BYTES:,} bytes; a config.json has a few thousand"
        )
    try:
        text = data.decode("utf-8-sig")  # editors on Windows put a byte order mark first
    except UnicodeDecodeError as error:
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        said = "UTF-16 text; save it as UTF-8" if wide else f"not UTF-8 text: byte {error.start}"
        raise ProfileError(file, "", said) from None
    try:
        tree = json.loads(text, parse_constant=_constant, parse_int=_integer, object_pairs_hook=_unique_keys)
    except json.JSONDecodeError as error:
        raise ProfileError(
            file, "", f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except RecursionError:
        raise ProfileError(file, "", f"nested deeper than {MAX_DEPTH} levels") from None
    except _RefusedError as error:
        raise ProfileError(file, "", str(error)) from None
    if not isinstance(tree, dict):
        raise ProfileError(file, "", f"found {_kind(tree)}, wanted an object of keys")
    _check(tree, file, "", 1)
    cleaned: dict[str, Any] = clean_tree(tree)
    return cleaned


class _RefusedError(ValueError):
    """JSON that parses, with something in it that nothing here can mean."""


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _RefusedError(f"a whole number of {len(digits):,} digits, at most {MAX_DIGITS} are read")
    return int(digits)


def _constant(name: str) -> float:
    """Infinity stands in time limits of Mamba layers; nothing that is read takes it."""
    if name == "NaN":
        raise _RefusedError("NaN is not a number")
    return float(name)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key, value in pairs:
        if key in tree:
            raise _RefusedError(f"the key {key[:60]!r} stands twice in one object; take one out")
        tree[key] = value
    return tree


def _check(value: Any, file: str, place: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ProfileError(file, place[:120], f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, dict | list):
        if len(value) > MAX_ITEMS:
            raise ProfileError(file, place[:120], f"{len(value):,} items, at most {MAX_ITEMS:,}")
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            _check(item, file, f"{place}.{key}".removeprefix("."), depth + 1)


def _kind(value: Any) -> str:
    return {list: "a list", str: "a text", bool: "true or false"}.get(type(value), "a number or null")
