"""`advisor report`: a saved session as a page to send."""

import datetime
from pathlib import Path

import click

from advisor.catalogue.catalogue import Catalogue
from advisor.cli.common import common_options
from advisor.cli.render_plan import show_plan, warn_if_stale
from advisor.session.file import open_session


@click.command("report")
@click.argument("session", type=click.Path(readable=False))
@common_options("md", "json", "csv", "text")
def command(
    session: str, output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """The session's plan as a page, a table or a document, on stdout.

    Names and sources come from the session itself, so that the page is the same everywhere.
    """
    saved = open_session(Path(session))
    warn_if_stale(saved)
    show_plan(saved.plan, Catalogue.from_documents(saved.figures), output_format, session=saved)
