"""`advisor session`: show and check a saved session."""

import datetime
import sys
from pathlib import Path

import click
import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.text import clean
from advisor.cli.common import common_options, open_catalogue
from advisor.cli.exit_code import NO, YES
from advisor.cli.output import print_json, print_text
from advisor.cli.render_plan import show_plan, warn_if_stale
from advisor.session.check import recompute
from advisor.session.differences import Difference, differences
from advisor.session.file import open_session
from advisor.session.session import Session
from advisor.wording.calibration import calibrated_note
from advisor.wording.layers import difference_sentence

_MOST_SHOWN = 8


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
    for benchmark in _benchmarks(session):
        click.echo(f"advisor: {benchmark}", err=True)
    lines = [_sentence(difference) for difference in _differences(session, profiles)]
    if lines:
        click.echo(f"advisor: {len(lines)} figures of this session differ from your own catalogue:", err=True)
        for line in lines[:_MOST_SHOWN]:
            click.echo(f"- {line}", err=True)
    if len(lines) > _MOST_SHOWN:
        click.echo(f"- {len(lines) - _MOST_SHOWN} more; `advisor session check` lists them", err=True)


@command.command("check")
@click.argument("path", type=click.Path(readable=False))
@common_options("text", "json")
def check_session(
    path: str, output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """Computes the session anew from the figures it carries. Exits with 1 when the stored plan differs.

    Figures that your own catalogue gives otherwise are listed too; they don't change the exit code.
    """
    session = open_session(Path(path))
    changed = recompute(session)
    others = _differences(session, profiles)
    if output_format == "json":
        figures = [
            {**msgspec.to_builtins(difference), "text": _sentence(difference)} for difference in others
        ]
        print_json(
            {
                "same": not changed,
                "differences": list(changed),
                "calibrations": _benchmarks(session),
                "figures_that_differ": figures,
            }
        )
        sys.exit(NO if changed else YES)
    if changed:
        print_text(
            "The stored plan differs from what this version computes from the session's own figures, at:\n"
            + "\n".join(f"- {place}" for place in changed)
        )
    else:
        print_text("Computed anew from the session's own figures: the same plan, to the digit.")
    if benchmarks := _benchmarks(session):
        print_text(
            "Own benchmarks that it carries, and that its speeds rest on:\n"
            + "\n".join(f"- {benchmark}" for benchmark in benchmarks)
        )
    if others:
        print_text(
            "Its figures differ from your own catalogue:\n"
            + "\n".join(f"- {_sentence(difference)}" for difference in others)
        )
    else:
        print_text("Its figures are those of your own catalogue.")
    sys.exit(NO if changed else YES)


def _benchmarks(session: Session) -> list[str]:
    """What each calibration that the session carries is for, and which benchmark it comes from."""
    catalogue = Catalogue.from_documents(session.figures)
    return [
        clean(f"{one.name}: {calibrated_note(one, catalogue.sources)}")
        for one in catalogue.calibrations.values()
    ]


def _differences(session: Session, profiles: str | None) -> tuple[Difference, ...]:
    """Against the reader's catalogue; where that can't be read, a line says so and nothing is compared."""
    try:
        return differences(session, open_catalogue(profiles))
    except ProfileError as error:
        click.echo(f"advisor: not compared with your own profiles: {clean(str(error))}", err=True)
        return ()


def _sentence(difference: Difference) -> str:
    return clean(
        difference_sentence(
            f"{difference.kind}/{difference.id}",
            difference.place,
            difference.there,
            difference.here,
            difference.layer_there,
            difference.layer_here,
        )
    )
