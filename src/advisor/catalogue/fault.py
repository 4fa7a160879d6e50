"""One thing that is wrong with a profile, said so that it can be mended."""

import re

import msgspec

from advisor.catalogue.text import one_line

_LONGEST_SHOWN = 60
_PLACEHOLDER = re.compile(r"<[^<>]+>")
A_PLACEHOLDER = "a placeholder"
WHOLE_FIGURE = (
    "a figure, which is replaced whole: { value = .., unit = .., source = .., date = .., confidence = .. }"
)
"""What is wanted where something else stands in a figure's place, a bare number for one."""


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is wrong, where, and what would be right."""

    file: str
    line: int | None = None
    """Line of the key in the file, counted from 1; None where no line is to blame."""
    place: str = ""
    """Tables and key: "memory.bandwidth.unit", "offers[2].item"; empty for the file as a whole."""
    found: str
    wanted: str
    suggestion: str = ""
    """The nearest valid name, where one is near."""
    warning: bool = False
    """True for what a reader may live with, such as a source that nothing cites."""

    def __str__(self) -> str:
        line = f":{self.line}" if self.line is not None else ""
        place = f"{self.place}: " if self.place else ""
        meant = f"; did you mean {self.suggestion!r}?" if self.suggestion else ""
        return one_line(f"{self.file}{line}: {place}found {self.found}, wanted {self.wanted}{meant}")


class RawFault(msgspec.Struct, frozen=True, kw_only=True):
    """A fault of a document, before anybody knows which file and line it stands in."""

    place: str
    found: str
    wanted: str
    suggestion: str = ""


def is_placeholder(value: object) -> bool:
    """True for what a skeleton leaves to be filled in: text in angle brackets."""
    return isinstance(value, str) and _PLACEHOLDER.fullmatch(value) is not None


def shown(value: object) -> str:
    """A value of a document as an error shows it: short, and text in quotes."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return f"an array of {len(value)}"
    if isinstance(value, bool):
        return str(value).lower()
    text = value if isinstance(value, str) else f"{value}"
    cut, more = text[:_LONGEST_SHOWN], "..." if len(text) > _LONGEST_SHOWN else ""
    return f"{cut!r}{more}" if isinstance(value, str) else f"{cut}{more}"


def listed(names: list[str], most: int = 12) -> str:
    """Names in a row, cut where there are many."""
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{rest}"
