"""Reading TOML that somebody else wrote: bounded before it is parsed, cleaned before it is used."""

from typing import Any

import tomli

from advisor.catalogue.text import clean_tree

MAX_DEPTH = 24
MAX_KEY_CHARACTERS = 256
MAX_LINE_CHARACTERS = 100_000
# Ordinary keys have a handful of parts; parsers take quadratic time and memory on thousands of them
# (https://github.com/hukkin/tomli/issues/298).
MAX_KEY_PARTS = 32


class DocumentError(ValueError):
    """The bytes are not a TOML document that Advisor is willing to read."""


def parse_document(data: bytes, *, max_bytes: int) -> dict[str, Any]:
    """The cleaned tree of a TOML document; raises DocumentError with one line that says what is wrong."""
    if len(data) > max_bytes:
        raise DocumentError(f"{len(data):,} bytes, at most {max_bytes:,} are read")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"not UTF-8 text: byte {error.start}") from None
    _check_lines(text)
    try:
        tree = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise DocumentError(f"not TOML: {error}") from None
    except RecursionError:
        raise DocumentError("nested too deeply") from None
    except ValueError as error:  # integers of thousands of digits, dates that don't exist
        raise DocumentError(f"not TOML that can be read: {error}") from None
    _check_depth(tree, 1)
    cleaned: dict[str, Any] = clean_tree(tree)
    return cleaned


def _check_lines(text: str) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > MAX_LINE_CHARACTERS:
            raise DocumentError(f"line {number}: {len(line):,} characters, at most {MAX_LINE_CHARACTERS:,}")
        head = line.lstrip()
        # Only the key side of a line counts; a quoted key keeps its dots, which is harmless here.
        key = head.split("=", 1)[0] if not head.startswith("[") else head
        if key.count(".") >= MAX_KEY_PARTS and not head.startswith(("#", '"', "'")):
            raise DocumentError(f"line {number}: a key of more than {MAX_KEY_PARTS} parts")


def _check_depth(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise DocumentError(f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, dict):
        for key, item in value.items():
            if len(key) > MAX_KEY_CHARACTERS:
                raise DocumentError(f"a key of {len(key)} characters, at most {MAX_KEY_CHARACTERS}")
            _check_depth(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check_depth(item, depth + 1)
