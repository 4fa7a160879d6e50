"""`advisor profiles`: list, show and check the catalogue."""

import datetime
import sys

import click
import tomli_w
from rich.table import Table
from rich.text import Text

from advisor.catalogue.catalogue import KINDS
from advisor.catalogue.check import check_catalogue
from advisor.catalogue.text import clean
from advisor.cli.common import common_options, open_catalogue, user_profiles_directory
from advisor.cli.exit_code import BAD_INPUT
from advisor.cli.output import markdown_table, print_json, print_rich, print_rows, print_text


@click.group("profiles", epilog=f"Your own profiles are read from {user_profiles_directory()}")
def command() -> None:
    """List, show and check the catalogue."""


@command.command("list")
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
@common_options("text", "json", "csv", "md")
def list_profiles(
    kind: str | None, output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """Ids and names, of one KIND or of all but sources."""
    catalogue = open_catalogue(profiles)
    kinds = [kind] if kind else [known for known in KINDS if known != "sources"]
    rows = [
        {"kind": name, "id": record.id, "name": getattr(record, "name", None) or record.title}
        for name in kinds
        for record in catalogue.folders[name].values()
    ]
    if output_format == "json":
        print_json({"profiles": rows})
    elif output_format == "csv":
        print_rows(rows)
    elif output_format == "md":
        print_text(markdown_table(rows))
    else:
        table = Table(box=None, pad_edge=False)
        for head in ("Kind", "Id", "Name"):
            table.add_column(head, no_wrap=head != "Name")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row.values()))
        print_rich(table)


@command.command("show")
@click.argument("profile_id", metavar="ID")
@common_options("text", "json")
def show_profile(
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


@command.command("check")
@common_options("text", "json")
def check_profiles(
    output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """Reads every profile and follows every id it cites. Exits with 2 when something is wrong."""
    catalogue = open_catalogue(profiles)
    problems = list(check_catalogue(catalogue))
    count = sum(len(folder) for folder in catalogue.folders.values())
    if output_format == "json":
        print_json({"profiles": count, "problems": problems})
    else:
        for problem in problems:
            click.echo(f"advisor: {clean(problem)}", err=True)
        print_text(f"{count} profiles read, {len(problems)} problems")
    sys.exit(BAD_INPUT if problems else 0)
