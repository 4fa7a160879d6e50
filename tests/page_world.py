"""Pages of a small catalogue, and the day that ages are counted to."""

import datetime
import tomllib
from pathlib import Path

from advisor.catalogue.catalogue import Catalogue
from advisor.report.profile_page.compose import make_page
from advisor.report.profile_page.page import Page, Row

DAY = datetime.date(2026, 11, 24)
PAGES = (
    "accelerators/part-9", "servers/box-8", "availability/KZ", "availability/world", "regions/KZ",
    "rules/US-TEST", "stacks/engine", "models/tiny", "services/host", "workloads/chat", "costs/spares",
    "sources/gazette",
)  # fmt: skip


def page_catalogue() -> Catalogue:
    """The catalogue of `page_catalogue.toml`."""
    text = (Path(__file__).parent / "page_catalogue.toml").read_text(encoding="utf-8")
    return Catalogue.from_documents(tomllib.loads(text))


def page_of(item: str, catalogue: Catalogue | None = None, day: datetime.date = DAY) -> Page:
    """The page of "kind/id"."""
    kind, _, profile_id = item.partition("/")
    return make_page(kind, profile_id, catalogue or page_catalogue(), day)


def row_of(page: Page, label: str) -> Row:
    """The first row with this label."""
    rows = [row for section in page.sections for row in section.rows if row.label.strip() == label]
    assert rows, f"no row {label!r}"
    return rows[0]
