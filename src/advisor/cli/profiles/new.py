"""`advisor profiles new`: a commented skeleton to fill in."""

import datetime
import re
from pathlib import Path

import click

from advisor.catalogue.json_schema import schema_text
from advisor.catalogue.skeleton import skeleton
from advisor.cli.common import common_options, open_catalogue, user_profiles_directory
from advisor.cli.output import print_text
from advisor.cli.profiles.kind_choice import KindChoice

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_COUNTRY = re.compile(r"[A-Z]{2}")


@click.command("new")
@click.argument("kind", type=KindChoice())
@click.argument("profile_id", metavar="ID")
@click.option("--out", type=click.Path(), help="A directory of profiles, or - for the screen; else your own.")
@common_options("text")
def command(
    kind: str,
    profile_id: str,
    out: str | None,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """A skeleton of the profile ID of a KIND, every field explained, written to your own profiles.

    For an id that exists already it is an overlay, of which you keep what you want to change. No file is
    overwritten.
    """
    _check_id(kind, profile_id)
    exists = profile_id in open_catalogue(profiles).folders[kind]
    text = skeleton(kind, profile_id, overlay=exists)
    if out == "-":
        print_text(text.rstrip("\n"))
        return
    directory = Path(out or profiles or user_profiles_directory())
    path = directory / kind / f"{profile_id}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as stream:
        stream.write(text)
    schema = directory / "schemas" / f"{kind}.json"
    schema.parent.mkdir(exist_ok=True)
    schema.write_text(schema_text(kind), encoding="utf-8")  # ours, and always that of this version
    print_text(f"wrote {path}\nFill it in, then: advisor profiles check {path}")


def _check_id(kind: str, profile_id: str) -> None:
    wanted = _COUNTRY if kind == "regions" else _ID
    if not wanted.fullmatch(profile_id):
        said = "a country code of two capitals" if kind == "regions" else "letters, digits and . _ -"
        raise click.UsageError(f"id: found {profile_id!r}, wanted {said}")
