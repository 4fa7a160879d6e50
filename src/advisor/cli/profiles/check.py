"""`advisor profiles check`: does the catalogue hold together."""

import datetime
import sys

import click

from advisor.catalogue.check import check_catalogue
from advisor.catalogue.text import clean
from advisor.cli.common import common_options, open_catalogue
from advisor.cli.exit_code import BAD_INPUT
from advisor.cli.output import print_json, print_text


@click.command("check")
@common_options("text", "json")
def command(output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str) -> None:
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
