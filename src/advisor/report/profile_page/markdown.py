"""A page as Markdown: a table a section, sources as a list."""

from collections.abc import Iterator

from advisor.report.markdown_text import escaped, link, table
from advisor.report.profile_page.layout import age_words, counts_text, layer_text
from advisor.report.profile_page.page import Page, Row
from advisor.wording.profile_words import LAYER_NAMES

_HEADS = ("Field", "Value", "Source", "Date", "Confidence", "Age")


def page_markdown(page: Page) -> str:
    """One page; nothing that a profile says becomes formatting."""
    return "\n\n".join(_blocks(page)) + "\n"


def _blocks(page: Page) -> Iterator[str]:
    yield f"# {escaped(page.name)}"
    yield escaped(f"{page.kind}/{page.id}, as of {page.as_of}. {counts_text(page)}.")
    if layers := layer_text(page):
        yield escaped(f"{layers}.")
    for section in page.sections:
        yield f"## {escaped(section.title)}"
        yield table(_HEADS, [_cells(row) for row in section.rows], right=("Age",))
    if page.sources:
        yield "## Sources"
        yield "\n".join(
            f"- S{source.number}: {escaped(source.title or source.id)}, "
            f"{link(source.url) + ', ' if source.url else ''}"
            f"{escaped(source.date or 'undated')}, {age_words(source.age_days, source.date)}"
            for source in page.sources
        )


def _cells(row: Row) -> tuple[str, ...]:
    origin = row.origin
    extra = [row.note, LAYER_NAMES.get(row.layer, row.layer)]
    text = " ".join([row.text, *(f"({one})" for one in extra if one)])
    if origin is None:
        return (row.label.strip(), text, "", "", "", "")
    age = age_words(origin.age_days, origin.date)
    stale = ", stale" if origin.stale else ""
    return (row.label.strip(), text, f"S{origin.number}", origin.date, origin.confidence, f"{age}{stale}")
