"""What is wrong with a cell, said so that it can be mended in a spreadsheet."""

import difflib
from collections.abc import Iterable
from typing import NamedTuple

_SHOWN_CHARACTERS = 60


class Problem(NamedTuple):
    """One mistake: its line in the file, its column, what was found and what was wanted."""

    line: int
    column: str
    """Empty where a whole line, or the file, is meant."""
    found: str
    wanted: str

    def __str__(self) -> str:
        place = f"line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{place}: found {self.found}, wanted {self.wanted}"


class CellError(ValueError):
    """A cell that can't be read; its text says what was wanted."""


def shown(text: str) -> str:
    """A cell's text for an error message: quoted, and no longer than a line can bear."""
    if not text:
        return "nothing"
    if len(text) > _SHOWN_CHARACTERS:
        return f"{text[:_SHOWN_CHARACTERS]!r} and {len(text) - _SHOWN_CHARACTERS:,} characters more"
    return repr(text)


def nearest(text: str, known: Iterable[str]) -> str:
    """A suggestion to append to what was wanted; empty where nothing is near."""
    near = difflib.get_close_matches(text, list(known), n=2, cutoff=0.5)
    return f"; did you mean {' or '.join(near)}?" if near else ""
