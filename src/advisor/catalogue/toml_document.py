"""Reading TOML that somebody else wrote: bounded before it is parsed, cleaned before it is used."""

import re
from collections.abc import Iterable
from typing import Any

import tomli

from advisor.catalogue.text import clean_tree
from advisor.catalogue.toml_lines import repeated_key

MAX_DEPTH = 24
MAX_KEY_CHARACTERS = 256
MAX_LINE_CHARACTERS = 100_000
# Ordinary keys have a handful of parts; parsers take quadratic time and memory on thousands of them
# (https://github.com/hukkin/tomli/issues/298).
MAX_KEY_PARTS = 32
_CONTROL_ESCAPE = re.compile(r"\\[uUxbfret]")
"""An escape in a string that may stand for a control, bidi or zero-width character."""
_LONG_NUMBER = re.compile(r"[0-9][0-9_]{4000,}")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TOO_LARGE = "found a whole number of too many digits, wanted one of at most 64 bits"
_LARGEST_INTEGER = 2**63 - 1
"""TOML 1.0 wants no more than 64 bits of a whole number."""


class DocumentError(ValueError):
    """The bytes are not a TOML document that Advisor is willing to read."""


def parse_document(data: bytes, *, max_bytes: int) -> dict[str, Any]:
    """The cleaned tree of a TOML document; raises DocumentError with one line that says what is wrong."""
    if len(data) > max_bytes:
        raise DocumentError(f"{len(data):,} bytes, at most {max_bytes:,} are read")
    try:
        text = data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"not UTF-8 text: byte {error.start}") from None
    plain = text.replace("\n", "").isprintable()
    tree = _read_toml(text)
    _check_tree(tree, 1)
    if plain and not _CONTROL_ESCAPE.search(text):
        return tree  # nothing in the text can become a control character
    cleaned: dict[str, Any] = clean_tree(tree)
    return cleaned


def _read_toml(text: str) -> dict[str, Any]:
    if len(text) > MAX_LINE_CHARACTERS or text.count(".") >= MAX_KEY_PARTS:
        _check_lines(text)
    try:
        tree: dict[str, Any] = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise DocumentError(_repetition(text, str(error)) or f"not TOML: {error}") from None
    except RecursionError:
        raise DocumentError("nested too deeply") from None
    except ValueError as error:  # integers of thousands of digits, dates that don't exist
        if digits := _LONG_NUMBER.search(text):
            line = text.count("\n", 0, digits.start()) + 1
            raise DocumentError(f"line {line}: {_TOO_LARGE}") from None
        raise DocumentError(f"not TOML that can be read: {error}") from None
    return tree


def _repetition(text: str, error: str) -> str:
    """What is wrong where the parser complains of a key or a table given twice; empty where it doesn't."""
    if not any(words in error for words in ("overwrite", "twice", "Duplicate", "mutate")):
        return ""
    found = repeated_key(text)
    if found is None:
        return ""
    key, first, again = found
    return f"line {again}: found {key!r} a second time, first in line {first}, wanted each key once"


def _check_lines(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE_CHARACTERS:
            raise DocumentError(f"line {number}: {len(line):,} characters, at most {MAX_LINE_CHARACTERS:,}")
        if line.count(".") < MAX_KEY_PARTS:
            continue
        head = line.lstrip()
        # Only the key side of a line counts; a quoted key keeps its dots, which is harmless here.
        key = head.split("=", 1)[0] if not head.startswith("[") else head
        if key.count(".") >= MAX_KEY_PARTS and not head.startswith(("#", '"', "'")):
            raise DocumentError(f"line {number}: a key of more than {MAX_KEY_PARTS} parts")


def _check_tree(value: dict[str, Any] | list[Any], depth: int) -> None:
    """Refuses tables and arrays nested too deeply, and keys that are too long."""
    if depth > MAX_DEPTH:
        raise DocumentError(f"nested deeper than {MAX_DEPTH} levels")
    if type(value) is dict:
        for key in value:
            if len(key) > MAX_KEY_CHARACTERS:
                raise DocumentError(f"a key of {len(key)} characters, at most {MAX_KEY_CHARACTERS}")
        items: Iterable[Any] = value.values()
    else:
        items = value
    for item in items:
        if type(item) is dict or type(item) is list:
            _check_tree(item, depth + 1)
        elif type(item) is int and not -_LARGEST_INTEGER - 1 <= item <= _LARGEST_INTEGER:
            raise DocumentError(_TOO_LARGE)
