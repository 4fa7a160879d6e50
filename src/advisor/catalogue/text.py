"""Text from files, made safe once: no terminal controls, no invisible direction changes."""

import re
from typing import Any

# Whole escape sequences first (CSI, OSC and other string sequences, two-byte ones), so that their printable
# tail goes with them; then what is left of C0 (tab and newline stay), DEL, C1, bidi and zero-width controls,
# line separators and tag characters.
_SEQUENCES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\x9c|$)"
    r"|\x9b[0-?]*[ -/]*[@-~]"
    r"|[\x9d\x90\x98\x9e\x9f].*?(?:\x07|\x1b\\|\x9c|$)"
    r"|\x1b.?",
    re.DOTALL,
)
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
_BREAKS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
_UNDECODABLE = re.compile("[\ud800-\udfff]")
"""What a file name holds in place of bytes that are no UTF-8; no terminal prints it."""


def clean(text: str) -> str:
    """The text without escape sequences, control, bidi and zero-width characters."""
    if text.isprintable():  # no control, format or separator character of any script is
        return text
    return _CONTROLS.sub("", _SEQUENCES.sub("", text))


def one_line(text: str) -> str:
    """Clean text on one line, for a message: line breaks and tabs become spaces, undecodable bytes a mark."""
    if text.isprintable():
        return text
    return _UNDECODABLE.sub("\ufffd", _BREAKS.sub(" ", clean(_BREAKS.sub(" ", text))))


def clean_tree(value: Any) -> Any:
    """Every string of a parsed document cleaned, keys included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): clean_tree(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean_tree(item) for item in value]
    return value
