"""The catalogue's lists and pages as rich text; the words are those of `advisor profiles show`."""

from dataclasses import dataclass
from datetime import date

from rich.style import Style
from rich.text import Text

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.summary import profile_name, stale_count
from advisor.catalogue.walk import cited_facts
from advisor.report.profile_page.layout import Role, page_lines
from advisor.report.profile_page.page import Page
from advisor.tui.text.compact import left
from advisor.tui.theme import BAD, CARE, HEADING, QUIET, STRONG
from advisor.tui.widgets.search_table import Column, Row
from advisor.wording.profile_words import KIND_NAMES

KIND_CELLS = 15
_MOST_ID_CELLS = 30
_STALE_CELLS = 9
_STYLES: dict[Role, Style] = {
    "title": STRONG,
    "heading": HEADING,
    "label": Style.null(),
    "text": Style.null(),
    "quiet": QUIET,
    "stale": CARE,
    "unknown": QUIET,
}


@dataclass(frozen=True)
class CatalogueItem:
    """One profile in a list."""

    id: str
    name: str
    stale: int
    """Of its facts, those that should be looked up again."""
    facts: int
    problem: str = ""
    """Why it can't be read, where it can't."""


def read_items(catalogue: Catalogue, kind: str, as_of: date) -> list[CatalogueItem]:
    """Every item of a kind; reads all its files. One that can't be read doesn't hide the others."""
    return [_item(catalogue, kind, profile_id, as_of) for profile_id in catalogue.folders[kind]]


def _item(catalogue: Catalogue, kind: str, profile_id: str, as_of: date) -> CatalogueItem:
    try:
        record = catalogue.folders[kind][profile_id]
        stale = stale_count(catalogue, kind, profile_id, as_of)
    except ProfileError as error:
        return CatalogueItem(profile_id, "", 0, 0, str(error))
    return CatalogueItem(profile_id, profile_name(record), stale, sum(1 for _ in cited_facts(record)))


def item_columns(items: list[CatalogueItem]) -> tuple[Column, ...]:
    """Ids as wide as they are, up to 30 cells; the name takes the rest and can be scrolled to."""
    cells = min(_MOST_ID_CELLS, max((len(item.id) for item in items), default=0))
    stale = (Column("Stale", _STALE_CELLS),) if any(item.stale for item in items) else ()
    return (Column("Id", max(cells, 8)), *stale, Column("Name"))


def item_rows(items: list[CatalogueItem]) -> list[Row]:
    """A line an item; what is stale is counted where anything of the kind is."""
    counted = any(item.stale for item in items)
    return [_row(item, counted=counted) for item in items]


def _row(item: CatalogueItem, *, counted: bool) -> Row:
    """The search finds id, name and the word "stale"."""
    stale = f"{item.stale} of {item.facts}" if item.stale else ""
    name = left(f"can't be read: {item.problem}", BAD) if item.problem else left(item.name)
    cells = (left(item.id, cells=_MOST_ID_CELLS), *([left(stale, CARE)] if counted else []), name)
    words = f"{item.id} {item.name} {'stale' if item.stale else ''}"
    return Row(item.id, cells, words.casefold())


def kind_name(kind: str, count: int = 2) -> str:
    """What a reader calls so many items of a kind, as in the middle of a sentence."""
    name = KIND_NAMES.get(kind, kind).lower()
    return name.removesuffix("s") if count == 1 else name


def page_content(page: Page, width: int) -> Text:
    """The page, `width` cells wide; a style a role, and no text of a profile is ever markup."""
    lines = [
        Text.assemble(*((span.text, _STYLES[span.role]) for span in line)) for line in page_lines(page, width)
    ]
    return Text("\n").join(lines)
