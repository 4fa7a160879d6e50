"""A short cut for profiles in canonical form: read as JSON, several times faster than as TOML.

Loading a thousand profiles is mostly parsing. What the formatter writes is so regular that a few replacements
make JSON of it. Wherever a text is not exactly that regular this gives up, and the TOML parser, which is the
authority, reads it and says what is wrong. `tests/catalogue/test_canonical_reader.py` holds the two equal.
"""

import re
from typing import Any, NamedTuple

import msgspec

_FIRST_LINE = "#:schema "
_KEY = re.compile(r"([A-Za-z0-9_-]++) = ")
_FOREIGN = ("#", "'", ":", "null")
"""What canonical form never has outside strings: comments, other quotes, JSON's own colon and null."""
_MOST_LEVELS = 12
_LONGEST_KEY = 80
_HEADER = re.compile(r"\[(\[)?([A-Za-z0-9_.-]+)\](?(1)\])")
_QUOTE, _ESCAPED_QUOTE = "\x00", "\x01"  # stand-ins; the caller has made sure that the text holds neither

Tree = dict[str, Any]


class _Block(NamedTuple):
    """The lines between two blank ones."""

    path: list[str]
    """Of its header; empty for the first block, which has none."""
    is_array: bool
    lines: str
    """JSON members, one a line, each string replaced by two stand-ins for its quotes."""


def read_canonical(text: str) -> Tree | None:
    """The tree of a text without control characters but line ends; None unless it is in canonical form."""
    if not text.startswith(_FIRST_LINE) or not text.endswith("\n"):
        return None
    body = text[text.index("\n") + 1 : -1]
    if "\\" in body:
        body = body.replace('\\"', _ESCAPED_QUOTE)
        if "\\" in body:
            return None
    parts = body.split('"')
    outside = _QUOTE.join(parts[::2])
    if len(parts) % 2 == 0 or outside.count("\n") != body.count("\n"):
        return None
    if any(word in outside for word in _FOREIGN):
        return None
    members, keys = _quoted_keys(outside)
    members = members.replace(",\n]", "]").replace("[\n    ", "[").replace(",\n    ", ", ")
    blocks = _blocks(members)
    tables = _decoded(blocks, parts[1::2]) if blocks else None
    if not blocks or tables is None:
        return None
    # A key given twice would vanish in JSON: every key of the text must have arrived.
    return _attached(blocks, tables) if _count_keys(tables) == keys else None


def _quoted_keys(outside: str) -> tuple[str, int]:
    """The text with each `key = ` as `"key":`, and how many there are; -1 where one is too long."""
    pieces = _KEY.split(outside)
    keys = pieces[1::2]
    quoted = [""] * (4 * len(keys) + 1)
    quoted[::4], quoted[1::4], quoted[2::4], quoted[3::4] = (
        pieces[::2],
        ['"'] * len(keys),
        keys,
        ['":'] * len(keys),
    )
    sane = max(map(len, keys), default=0) <= _LONGEST_KEY
    return "".join(quoted), len(keys) if sane else -1


def _blocks(members: str) -> list[_Block] | None:
    blocks: list[_Block] = []
    for text in members.split("\n\n"):
        header, _, lines = text.partition("\n")
        match = _HEADER.fullmatch(header)
        if match:
            blocks.append(_Block(match[2].split("."), match[1] is not None, lines))
        elif not blocks and text:
            blocks.append(_Block([], False, text))
        else:
            return None
    return blocks


def _decoded(blocks: list[_Block], strings: list[str]) -> list[Tree] | None:
    """The blocks as tables, if each line of each has given one key."""
    joined = ",".join(f"{{{block.lines}}}".replace("\n", ",") for block in blocks)
    pieces = f"[{joined}]".split(_QUOTE)
    if len(pieces) != len(strings) + 1:
        return None
    whole: list[str] = [""] * (2 * len(strings) + 1)
    whole[::2], whole[1::2] = pieces, strings
    try:
        tables: list[Tree] = msgspec.json.decode('"'.join(whole).replace(_ESCAPED_QUOTE, '\\"'))
    except (msgspec.DecodeError, RecursionError):
        return None
    lines = [block.lines.count("\n") + 1 if block.lines else 0 for block in blocks]
    return tables if [len(table) for table in tables] == lines else None


def _attached(blocks: list[_Block], tables: list[Tree]) -> Tree | None:
    """The tables put together by their headers, under the rules that TOML has for them."""
    root: Tree = {}
    headed = {id(root)}  # tables and arrays that headers made: only these may be added to
    for block, table in zip(blocks, tables, strict=True):
        if not block.path:
            root.update(table)
            continue
        place: Any = root
        for key in block.path[:-1]:
            place = place.get(key)
            if isinstance(place, list):
                place = place[-1] if id(place) in headed else None
            if id(place) not in headed:
                return None
        name = block.path[-1]
        if block.is_array:
            if name not in place:
                place[name] = []
                headed.add(id(place[name]))
            if id(place[name]) not in headed or not isinstance(place[name], list):
                return None
            place[name].append(table)
        elif name in place:
            return None
        else:
            place[name] = table
        headed.add(id(table))
    return root


def _count_keys(tables: list[Tree]) -> int:
    """Keys in these tables and below; 0 where they are nested deeper than any profile."""
    total, level = 0, list[Any](tables)
    for _ in range(_MOST_LEVELS):
        below: list[Any] = []
        for value in level:
            if type(value) is dict:
                total += len(value)
                value = value.values()
            below += [item for item in value if type(item) is dict or type(item) is list]
        if not below:
            return total
        level = below
    return 0
