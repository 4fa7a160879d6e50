"""A page as lines of plain text for a terminal of any width: labels, values, and where they come from.

A line is a sequence of spans, each with the role of its text; a face may colour roles, and loses nothing
where it does not.
"""

import textwrap
from collections.abc import Iterator
from typing import Literal, NamedTuple

from advisor.report.profile_page.page import Origin, Page, Row, SourceLine
from advisor.wording.numbers import count_text
from advisor.wording.profile_words import KIND_NAMES, LAYER_NAMES

Role = Literal["title", "heading", "label", "text", "quiet", "stale", "unknown"]

_INDENT = 2
_GAP = 2
_MOST_LABEL = 24
_LEAST_VALUE = 20
_CONFIDENCE_CELLS = 6
_LEAST_WIDTH = 40


class Span(NamedTuple):
    """Text in one role."""

    text: str
    role: Role


Line = tuple[Span, ...]


def page_lines(page: Page, width: int = 80) -> Iterator[Line]:
    """The page at most `width` cells wide, at least 40."""
    width = max(width, _LEAST_WIDTH)
    yield from _head(page, width)
    frame = _frame(page, width)
    for section in page.sections:
        yield ()
        yield (Span(section.title, "heading"),)
        for row in section.rows:
            yield from _row(row, frame)
    if page.sources:
        yield ()
        yield (Span("Sources", "heading"),)
        for source in page.sources:
            yield from _source(source, width)
    yield from _stale_words(page, width)


def page_text(page: Page, width: int = 80) -> str:
    """The same as plain text, without blanks at line ends."""
    return "\n".join("".join(span.text for span in line).rstrip() for line in page_lines(page, width)) + "\n"


def age_words(origin_age: int | None, date: str) -> str:
    """Age for a reader: "123 days"; "123+ days" where the date is a month or year, "this year" within it."""
    if origin_age is None:
        return "undated"
    if len(date) == 10:
        return f"{count_text(origin_age)} day{'s' if origin_age != 1 else ''}" if origin_age >= 0 else "ahead"
    if origin_age < 0:
        return "this month" if len(date) == 7 else "this year"
    return f"{count_text(origin_age)}+ days"


class _Frame(NamedTuple):
    """Where things stand on this page."""

    width: int
    label: int
    """Cells of the label column."""
    date: int
    age: int
    number: int

    @property
    def start(self) -> int:
        return _INDENT + self.label + _GAP


def _frame(page: Page, width: int) -> _Frame:
    rows = [row for section in page.sections for row in section.rows]
    origins = [row.origin for row in rows if row.origin is not None]
    most = min(_MOST_LABEL, max(10, width // 3))
    label = max((len(row.label) for row in rows if len(row.label) <= most), default=0)
    return _Frame(
        width=width,
        label=max(label, 10),
        date=max((len(origin.date) for origin in origins), default=0),
        age=max((len(age_words(origin.age_days, origin.date)) for origin in origins), default=0),
        number=max((len(str(origin.number)) for origin in origins), default=1) + 2,
    )


def _head(page: Page, width: int) -> Iterator[Line]:
    for line in textwrap.wrap(page.name, width):
        yield (Span(line, "title"),)
    yield (Span(f"{page.kind}/{page.id}, as of {page.as_of}", "quiet"),)
    for line in textwrap.wrap(layer_text(page), width, break_on_hyphens=False):
        yield (Span(line, "label"),)
    for line in textwrap.wrap(counts_text(page), width):
        yield (Span(line, "text"),)


def layer_text(page: Page) -> str:
    """Which layers the item is made of: "Layer: shipped, with entries from your own profiles (marked below)".

    Empty for an item that is shipped as it is.
    """
    lowest, higher = page.layers[-1], page.layers[:-1]
    base = LAYER_NAMES.get(lowest, lowest)
    if not higher:
        return f"Layer: {base}" if lowest in LAYER_NAMES else ""
    over = " and ".join(LAYER_NAMES.get(layer, layer) for layer in higher)
    named = f"; its name is {LAYER_NAMES.get(page.name_layer, page.name_layer)}" if page.name_layer else ""
    return f"Layer: {base}, with entries {over} (marked below){named}"


def counts_text(page: Page) -> str:
    """What the profile says in numbers: "14 figures: confidence 13 high, 1 low; 1 stale; 2 not known"."""
    counts = page.counts
    if page.kind == "sources":  # has no figures: others cite it
        return KIND_NAMES[page.kind].removesuffix("s")
    said = [
        f"{count_text(count)} {word}{'s' if count != 1 else ''}"
        for count, word in ((counts.figures, "figure"), (counts.statements, "statement"))
        if count
    ]
    sure = [
        f"{counts.confidence[level]} {level}"
        for level in ("high", "medium", "low", "none")
        if counts.confidence.get(level)
    ]
    parts = [f"{' and '.join(said)}: confidence {', '.join(sure)}" if said else "no figures of its own"]
    parts += [f"{counts.stale} stale"] if counts.stale else []
    parts += [f"{counts.unknown} not known"] if counts.unknown else []
    return "; ".join(parts)


def _row(row: Row, frame: _Frame) -> Iterator[Line]:
    start = frame.start if row.label else _INDENT + 2
    label = f"{'':{_INDENT}}{row.label:<{frame.label + _GAP}}" if row.label else f"{'':{_INDENT}}- "
    if len(row.label) > frame.label:
        for line in textwrap.wrap(row.label.strip(), frame.width - _INDENT):
            yield (Span(f"{'':{_INDENT}}{line}", "label"),)
        label = " " * start
    origin = _origin(row.origin, frame) if row.origin else ()
    role: Role = "unknown" if row.unknown else "text"
    yield from _value(row.text, role, Span(label, "label"), start, origin, frame)
    notes = [row.note, LAYER_NAMES.get(row.layer, row.layer)]
    for note in filter(None, notes):
        for line in textwrap.wrap(note, max(frame.width - start - 2, _LEAST_VALUE), break_on_hyphens=False):
            yield (Span(f"{'':{start + 2}}{line}", "quiet"),)


def _value(text: str, role: Role, label: Span, start: int, origin: Line, frame: _Frame) -> Iterator[Line]:
    """The text beside its label; the origin at the right edge of the last line, or of one more."""
    cells = sum(len(span.text) for span in origin)
    lines = textwrap.wrap(text, max(frame.width - start, _LEAST_VALUE), break_on_hyphens=False) or [""]
    for place, line in enumerate(lines):
        head = label if place == 0 else Span(" " * start, "label")
        if place < len(lines) - 1 or not origin:
            yield (head, Span(line, role))
        elif start + len(line) + _GAP + cells <= frame.width:
            blank = frame.width - start - len(line) - cells
            yield (head, Span(line, role), Span(" " * blank, "text"), *origin)
        else:
            yield (head, Span(line, role))
            yield (Span(" " * max(frame.width - cells, 0), "text"), *origin)


def _origin(origin: Origin, frame: _Frame) -> Line:
    """Stale mark, number, date, confidence, age; in columns that line up over the page."""
    age = age_words(origin.age_days, origin.date)
    number = f"[{origin.number}]"
    text = (
        f"{number:>{frame.number}} {origin.date:<{frame.date}} "
        f"{origin.confidence:<{_CONFIDENCE_CELLS}} {age:>{frame.age}}"
    )
    return (*((Span("stale ", "stale"),) if origin.stale else ()), Span(text, "quiet"))


def _source(source: SourceLine, width: int) -> Iterator[Line]:
    start = _INDENT + 5
    when = ", ".join(filter(None, [source.date or "undated", _source_age(source)]))
    title = source.title or "no such source in the catalogue"
    first = Span(f"{'':{_INDENT}}{f'[{source.number}]':<5}", "label")
    told = textwrap.wrap(f"{source.id}: {title} ({when})", width - start, break_on_hyphens=False)
    for place, line in enumerate(told):
        yield (first if place == 0 else Span(" " * start, "text"), Span(line, "text"))
    # An address is kept in one piece where it fits the width at all, so that it can be copied.
    before = min(start, width - len(source.url)) if len(source.url) <= width else start
    for line in textwrap.wrap(source.url, width - before, break_on_hyphens=False):
        yield (Span(f"{'':{before}}{line}", "quiet"),)


def _source_age(source: SourceLine) -> str:
    return age_words(source.age_days, source.date) if source.date else ""


def _stale_words(page: Page, width: int) -> Iterator[Line]:
    reasons = dict.fromkeys(
        row.origin.stale
        for section in page.sections
        for row in section.rows
        if row.origin is not None and row.origin.stale
    )
    if reasons:
        yield ()
        yield (Span("Stale: look it up again", "heading"),)
    for reason in reasons:
        for place, line in enumerate(textwrap.wrap(reason, width - _INDENT - 2)):
            yield (Span(f"{'':{_INDENT}}{'- ' if place == 0 else '  '}{line}", "text"),)
