"""`advisor profiles show`: every figure of an item with its source, date, age, confidence and layer."""

import datetime
import shutil
import sys

import click
from rich.text import Text

from advisor.catalogue.catalogue import Catalogue
from advisor.cli.common import as_of_date, common_options, open_catalogue
from advisor.cli.output import print_json, print_rich, print_text
from advisor.report.profile_page.compose import called, kinds_with, make_page, near_ids
from advisor.report.profile_page.document import pages_document
from advisor.report.profile_page.layout import Role, page_lines, page_text
from advisor.report.profile_page.markdown import page_markdown
from advisor.report.profile_page.page import Page

PIPE_WIDTH = 80
_WIDEST = 100
_STYLES: dict[Role, str] = {
    "title": "bold", "heading": "bold cyan", "label": "", "text": "", "quiet": "dim", "stale": "yellow",
    "unknown": "dim",
}  # fmt: skip


@click.command("show")
@click.argument("profile_id", metavar="ID")
@common_options("text", "json", "md")
def command(
    profile_id: str, output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """Every figure of ID with source, date, age, confidence and layer, and what refers to it.

    ID may be in several kinds (KZ is a region and a market): all are shown. `regions/KZ` picks one.
    """
    catalogue = open_catalogue(profiles)
    found = kinds_with(catalogue, profile_id)
    if not found:
        raise click.UsageError(_no_such(profile_id, catalogue))
    day = as_of_date(as_of)
    pages = [make_page(kind, one, catalogue, day) for kind, one in found]
    if output_format == "json":
        documents = [catalogue.document(kind, one) for kind, one in found]
        print_json(pages_document(pages, documents))
    elif output_format == "md":
        print_text("\n".join(page_markdown(page) for page in pages))
    else:
        _print(pages)


def _print(pages: list[Page]) -> None:
    """Coloured where a terminal shows it; elsewhere plain and 80 columns wide."""
    if not sys.stdout.isatty():
        print_text("\n\n".join(page_text(page, PIPE_WIDTH) for page in pages))
        return
    width = min(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, _WIDEST)
    for page in pages:
        lines = [Text.assemble(*((span.text, _STYLES[span.role]) for span in line))
                 for line in page_lines(page, width)]  # fmt: skip
        print_rich(Text("\n").join(lines), Text(""))


def _no_such(profile_id: str, catalogue: Catalogue) -> str:
    parts = called(catalogue, profile_id)
    if parts:
        return f"{profile_id!r} is said of {', '.join(parts)}; show one of them"
    near = near_ids(catalogue, profile_id)
    meant = f"; did you mean {' or '.join(near)}?" if near else ";"
    return f"no profile {profile_id!r}{meant} `advisor profiles list` shows the ids"
