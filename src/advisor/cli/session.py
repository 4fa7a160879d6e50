"""`advisor session`: show and check a saved session."""

import datetime
import sys
from pathlib import Path

import click

from advisor.catalogue.catalogue import Catalogue
from advisor.cli.common import common_options
from advisor.cli.exit_code import NO, YES
from advisor.cli.output import print_json, print_text
from advisor.cli.render_plan import show_plan, warn_if_stale
from advisor.session.check import recompute
from advisor.session.file import open_session


@click.group("session")
def command() -> None:
    """Show and check a saved session."""


@command.command("show")
@click.argument("path", type=click.Path(readable=False))
@common_options("text", "json", "csv", "md")
def show_session(
    path: str, output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """The plan that a session holds, with the names and sources that it carries itself."""
    session = open_session(Path(path))
    warn_if_stale(session)
    show_plan(session.plan, Catalogue.from_documents(session.figures), output_format, session=session)


@command.command("check")
@click.argument("path", type=click.Path(readable=False))
@common_options("text", "json")
def check_session(
    path: str, output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """Computes the session anew from the figures it carries. Exits with 1 when the stored plan differs."""
    differences = recompute(open_session(Path(path)))
    if output_format == "json":
        print_json({"same": not differences, "differences": list(differences)})
    elif differences:
        print_text(
            "The stored plan differs from what this version computes from the session's own figures, at:\n"
            + "\n".join(f"- {place}" for place in differences)
        )
    else:
        print_text("Computed anew from the session's own figures: the same plan, to the digit.")
    sys.exit(NO if differences else YES)
