"""`advisor profiles show`: one item as its file has it."""

import datetime

import click
import tomli_w

from advisor.cli.common import common_options, open_catalogue
from advisor.cli.output import print_json, print_text


@click.command("show")
@click.argument("profile_id", metavar="ID")
@common_options("text", "json")
def command(
    profile_id: str, output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """Every profile with this ID, with its figures and their sources."""
    catalogue = open_catalogue(profiles)
    found = {
        kind: folder.document(profile_id)
        for kind, folder in catalogue.folders.items()
        if profile_id in folder
    }
    if not found:
        raise click.UsageError(f"no profile {profile_id!r}; `advisor profiles list` shows the ids")
    if output_format == "json":
        print_json(found)
        return
    for kind, document in found.items():
        catalogue.folders[kind][profile_id]  # shows a broken profile as an error, not as if it held
        print_text(f"# {kind}/{profile_id}.toml\n{tomli_w.dumps(document)}")
