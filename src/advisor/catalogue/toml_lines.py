"""Which line of a TOML text a place stands on, so that an error can name it."""

import re

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''.*?'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{},=\n]"
    r"|[^\s\[\]{},=#\"']+"
    r"|.",
    re.DOTALL,
)

Lines = dict[str, int]
"""Place, such as "offers[1].price", -> line, counted from 1; "" is not in it."""


def lines_of(text: str) -> Lines:
    """The line of every key, table header and array item of a TOML text that parses."""
    return _Scanner(text).lines


def repeated_key(text: str) -> tuple[str, int, int] | None:
    """(place, first line, second line) of the first key or table that a text gives twice; None where none."""
    return _Scanner(f"{text}\n").repeated


def line_at(lines: Lines, place: str) -> int | None:
    """The line of a place, else of its nearest ancestor that has one."""
    while place:
        if place in lines:
            return lines[place]
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return None


def comments_in(text: str) -> list[str]:
    """The comments of a TOML text, each with its "#"."""
    return [match[0] for match in _TOKEN.finditer(text) if match[0].startswith("#")]


class _Open:
    """An array or inline table whose end has not come yet."""

    def __init__(self, place: str, *, array: bool) -> None:
        self.place = place
        self.array = array
        self.index = 0
        self.key: list[str] = []
        self.in_key = not array


class _Scanner:
    """Goes through the tokens of a text once, keeping track of where it is."""

    def __init__(self, text: str) -> None:
        self.lines: Lines = {}
        self.repeated: tuple[str, int, int] | None = None
        self._arrays: dict[str, int] = {}
        self._declared: Lines = {}
        self._table = ""
        self._open: list[_Open] = []
        self._key: list[str] = []
        self._state = "start"  # start of a statement, key, header, value
        self._double = False  # of a header: [[...]]
        line = 1
        for match in _TOKEN.finditer(text):
            token = match[0]
            if not token.startswith("#") and (token == "\n" or not token.isspace()):
                self._take(token, line)
            line += token.count("\n")

    def _take(self, token: str, line: int) -> None:
        if self._state == "value":
            self._take_value(token, line)
        elif self._state == "header":
            self._take_header(token, line)
        elif token == "[":
            self._state, self._key, self._double = "header", [], False
        elif token == "=":
            self._state = "value"
            self._declare(_join(self._table, self._key), line)
            self._place = _join(self._table, self._key)
            self._key = []
        elif token == "\n":
            self._key = []
        else:
            self._key.extend(_parts(token))

    def _take_header(self, token: str, line: int) -> None:
        if token == "[":
            self._double = True
        elif token == "\n":
            self._state = "start"
            name = self._resolved(self._key[:-1])
            place = _join(name, self._key[-1:])
            if self._double:
                self._mark(place, line)
                self._arrays[place] = self._arrays.get(place, -1) + 1
                place = f"{place}[{self._arrays[place]}]"
                self._mark(place, line)
            else:
                self._declare(place, line)
            self._table = place
            self._key = []
        elif token != "]":
            self._key.extend(_parts(token))

    def _resolved(self, keys: list[str]) -> str:
        """The place of a dotted name: below an array of tables it means the array's last item."""
        place = ""
        for key in keys:
            place = _join(place, [key])
            if place in self._arrays:
                place = f"{place}[{self._arrays[place]}]"
        return place

    def _take_value(self, token: str, line: int) -> None:
        inner = self._open[-1] if self._open else None
        if inner is None and token == "\n":
            self._state = "start"
        elif inner is not None and token in ("]", "}"):
            self._open.pop()
        elif inner is not None and token == ",":
            inner.index += 1
            inner.key, inner.in_key = [], not inner.array
        elif inner is not None and inner.in_key:
            if token == "=":
                inner.in_key = False
                self._declare(_join(inner.place, inner.key), line)
            elif token != "\n":
                inner.key.extend(_parts(token))
        elif token != "\n":
            place = self._place if inner is None else self._inside(inner)
            self._mark(place, line)
            if token in ("[", "{"):
                self._open.append(_Open(place, array=token == "["))

    def _inside(self, inner: _Open) -> str:
        return f"{inner.place}[{inner.index}]" if inner.array else _join(inner.place, inner.key)

    def _declare(self, place: str, line: int) -> None:
        """Marks a key or a table that may be given once, and the tables around it that have no line yet."""
        if self.repeated is None and place in self._declared:
            self.repeated = (place, self._declared[place], line)
        self._declared.setdefault(place, line)
        while place:
            self._mark(place, line)
            place = place[: max(place.rfind("."), place.rfind("["), 0)]

    def _mark(self, place: str, line: int) -> None:
        self.lines.setdefault(place, line)


def _join(table: str, keys: list[str]) -> str:
    return ".".join((table, *keys)) if table else ".".join(keys)


def _parts(token: str) -> list[str]:
    """The keys that a token of a dotted name stands for; quotes come off, escapes in them stay."""
    if token[0] in "\"'":
        return [token.strip(token[0])]
    return [part for part in token.split(".") if part]
