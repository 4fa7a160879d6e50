"""The one form in which a profile is written, so that two of them differ only in what they say.

Keys in the order of the record's fields: words and numbers first, then figures and statements, one a line,
then tables, then arrays of tables. No comments but the line that tells editors the schema.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_origin

from advisor.catalogue.hints import hints_of, is_record, item_hint, keys_of, members_of, plain_type
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.layers import PATCH
from advisor.catalogue.toml_document import parse_document
from advisor.catalogue.toml_lines import comments_in
from advisor.figures import Figure, Statement

_WIDTH = 110
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_SCHEMA_COMMENT = "#:schema "
_BILLION = 1e9
_MOST_MANTISSA_DECIMALS = 4
_EXACT_FLOAT = 2**53

Table = dict[str, Any]


def schema_line(kind: str) -> str:
    """The first line of a shipped profile: where its JSON Schema lies."""
    return f"{_SCHEMA_COMMENT}../schemas/{kind}.json"


def to_toml(document: Table, kind: str) -> str:
    """The text of a profile of this kind in canonical form. Reading it gives an equal document."""
    lines = [schema_line(kind), *_table(document, KINDS[kind], ())]
    return "\n".join(lines) + "\n"


def canonical_text(data: bytes, kind: str) -> str:
    """The canonical form of the bytes of a profile; DocumentError where they are no TOML."""
    return to_toml(parse_document(data, max_bytes=len(data)), kind)


def is_canonical(data: bytes, kind: str) -> bool:
    """True when these bytes are what the formatter would write."""
    return canonical_text(data, kind).encode() == data


def own_comments(data: bytes) -> list[str]:
    """Comments of a profile that the formatter would drop: all but the schema's line."""
    comments = comments_in(data.decode("utf-8-sig"))
    return [text for text in comments if not text.startswith(_SCHEMA_COMMENT.rstrip())]


def _table(table: Table, hint: Any, path: tuple[str, ...], *, item: bool = False) -> Iterator[str]:
    """Lines of a table's own keys, its tables, its arrays of tables. `item`: it is one of an array itself."""
    words, figures, tables, arrays = [], [], [], []
    for key, inner in _in_order(table, hint):
        value = table[key]
        if _is_table_array(value, inner):
            arrays.append((key, inner))
        elif isinstance(value, dict) and not (_is_sentence(value, inner) or (item and _is_flat(value))):
            tables.append((key, inner))
        elif isinstance(value, dict) or _is_sentence_array(value):
            figures.append((key, inner))
        else:
            words.append((key, inner))
    for key, inner in (*words, *figures):
        yield f"{_key(key)} = {_value(table[key], inner, len(key) + 3)}"
    for key, inner in tables:
        here = (*path, key)
        yield from ("", f"[{_dotted(here)}]")
        yield from _table(table[key], inner, here)
    for key, inner in arrays:
        here = (*path, key)
        for index, entry in enumerate(table[key]):
            yield from ("", f"[[{_dotted(here)}]]")
            yield from _table(entry, item_hint(plain_type(inner, None), index), here, item=True)


def _in_order(table: Table, hint: Any) -> list[tuple[str, Any]]:
    """(key, type) in the order of the record; keys that it does not know come last, as they stand."""
    plain = plain_type(hint, table)
    if not is_record(plain):
        arguments = get_args(plain)
        return [(key, arguments[1] if get_origin(plain) is dict else Any) for key in table]
    hints = hints_of(plain)
    known = keys_of(plain)
    if PATCH in table and PATCH not in known:
        known = ["id", PATCH, *known[1:]]
    ordered = [key for key in known if key in table]
    rest = [key for key in table if key not in known]
    return [(key, hints.get(key, Any)) for key in (*ordered, *rest)]


def _is_table_array(value: Any, hint: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(entry, dict) for entry in value)
        and get_origin(plain_type(hint, None)) is tuple
        and not _is_sentence_array(value, hint)
    )


def _is_sentence(value: Any, hint: Any) -> bool:
    """True for a figure or a statement, which stand on one line."""
    if isinstance(hint, type) or hint is not Any:
        members = members_of(hint)
        return Figure in members or Statement in members
    return _is_flat(value)


def _is_sentence_array(value: Any, hint: Any = None) -> bool:
    if not (isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value)):
        return False
    if hint is None:
        return True
    return _is_sentence(value[0], item_hint(plain_type(hint, None), 0))


def _is_flat(value: Table) -> bool:
    return not any(
        isinstance(inner, dict)
        or (isinstance(inner, list) and any(isinstance(x, dict | list) for x in inner))
        for inner in value.values()
    )


def _value(value: Any, hint: Any, column: int = 0) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(
            value, as_float=float in members_of(hint) or (hint is Any and isinstance(value, float))
        )
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(value[key], part)}" for key, part in _in_order(value, hint))
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        plain = plain_type(hint, None)
        typed = get_origin(plain) is tuple
        parts = [_value(entry, item_hint(plain, at) if typed else Any) for at, entry in enumerate(value)]
        return _array(parts, tables=_is_sentence_array(value), column=column)
    return str(value.isoformat())


def _array(parts: Sequence[str], *, tables: bool, column: int) -> str:
    """On one line where it fits; tables one a line; words filled to the width."""
    whole = f"[{', '.join(parts)}]"
    if not parts or (not tables and column + len(whole) <= _WIDTH):
        return whole
    if tables:
        return "[\n" + "".join(f"    {part},\n" for part in parts) + "]"
    lines, line = [], "   "
    for part in parts:
        if len(line) + len(part) + 2 > _WIDTH and line.strip():
            lines.append(line)
            line = "   "
        line += f" {part},"
    return "\n".join(["[", *lines, line, "]"])


def _number(value: float, *, as_float: bool) -> str:
    """As people write it: 80 and not 80.0, 744e9 and not 744000000000.0."""
    if not as_float or value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if abs(value) >= _BILLION and float(value) == value:
        mantissa = repr(round(value / _BILLION, _MOST_MANTISSA_DECIMALS)).removesuffix(".0")
        text = f"{mantissa}e9"
        if "e" not in mantissa and float(text) == value:
            return text
    if value == int(value) and abs(value) < _EXACT_FLOAT:
        return str(int(value))
    return repr(value)


def _string(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter) or _visible(letter) for letter in text) + '"'


def _visible(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _string(key)


def _dotted(path: Sequence[str]) -> str:
    return ".".join(_key(key) for key in path)
