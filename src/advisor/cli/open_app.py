"""`advisor open`, and `advisor` alone: the app."""

import sys
from pathlib import Path

import click

from advisor.cli.common import as_of_date, open_catalogue


@click.command("open")
@click.argument("session", type=click.Path(readable=False))
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal, for its own selection.")
@click.option(
    "--profiles",
    type=click.Path(readable=False),
    help="A directory of your own profiles, over the shipped ones.",
)
def command(session: str, no_mouse: bool, profiles: str | None) -> None:
    """Open a saved session in the app."""
    sys.exit(start_app(session_path=Path(session), mouse=not no_mouse, profiles=profiles))


def start_app(*, session_path: Path | None, mouse: bool, profiles: str | None) -> int:
    """Runs the app and returns its exit code."""
    from advisor.tui.run import run_app

    catalogue = open_catalogue(profiles)
    session = None
    if session_path is not None:
        from advisor.session.file import open_session

        session = open_session(session_path)
    return run_app(catalogue, as_of=as_of_date(None), session=session, session_path=session_path, mouse=mouse)
