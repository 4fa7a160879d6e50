"""`advisor profiles import-offers`: a team's own quotes, from a CSV file into its own profiles."""

import datetime
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from advisor.catalogue.canonical import to_toml
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import read_document
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.offers_csv.columns import template
from advisor.catalogue.offers_csv.market_files import added_to, market_documents
from advisor.catalogue.offers_csv.quotes import Quotes, read_quotes
from advisor.catalogue.offers_csv.sheet import MAX_SHEET_BYTES
from advisor.catalogue.reader import read_record
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.text import clean
from advisor.cli.common import as_of_date, common_options, open_catalogue, user_profiles_directory
from advisor.cli.exit_code import BAD_INPUT
from advisor.cli.output import print_json, print_text
from advisor.cli.private_file import write_private
from advisor.cli.profiles.price_remarks import price_remarks


@click.command("import-offers")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--template", "only_template", is_flag=True, help="Print a file to fill in, and do nothing else."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Directory of profiles to write to (default: your own)."
)
@click.option(
    "--add", is_flag=True, help="Add to the markets that are there; a source's old offers give way."
)
@click.option("--force", is_flag=True, help="Replace the markets and sources that are there.")
@common_options("text", "json")
def command(
    file: Path | None,
    only_template: bool,
    out: Path | None,
    add: bool,
    force: bool,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """Reads the quotes in FILE and writes them as private offers, which outrank reference prices and expire.

    With any mistake in FILE nothing is written; every one is named with its line and column. Exits with 2
    then. `--template` shows the columns.
    """
    if only_template:
        print_text(template())
        return
    if file is None:
        raise click.UsageError("name a CSV file, or ask for --template")
    catalogue = open_catalogue(profiles)
    day = as_of_date(as_of)
    read = read_quotes(read_regular_file(file, MAX_SHEET_BYTES), catalogue, day)
    if read.problems:
        _refuse(file, read, output_format)
    directory = out or user_profiles_directory()
    documents = market_documents(read.quotes, catalogue)
    paths = {directory / name: document for name, document in documents.items()}
    taken = [path for path in paths if os.path.lexists(path)]
    if taken and not (force or add):
        raise click.UsageError(
            f"{taken[-1]} is there already: --add keeps its offers from other sources and renews those of "
            "the sources in FILE; --force replaces the whole file"
        )
    if add:
        paths |= {path: added_to(_checked(path), paths[path]) for path in taken}
    for path, document in paths.items():
        write_private(path, to_toml(document, path.parent.name))
    _report(file, read, catalogue, day, list(paths), output_format)


def _checked(path: Path) -> dict[str, Any]:
    """The document of a file that is to be added to; ProfileError where it is no sound profile."""
    document = read_document(str(path))
    read_record(document, KINDS[path.parent.name], str(path))
    return document


def _refuse(file: Path, read: Quotes, output_format: str) -> None:
    if output_format == "json":
        print_json({"written": [], "offers": 0, "problems": [_row(problem) for problem in read.problems]})
    for problem in read.problems:
        click.echo(clean(f"advisor: {file}: {problem}"), err=True)
    count = len(read.problems)
    click.echo(f"advisor: {count} mistake{'s' if count > 1 else ''}; nothing was written", err=True)
    sys.exit(BAD_INPUT)


def _row(problem: Any) -> Mapping[str, Any]:
    return dict(problem._asdict())


def _report(
    file: Path,
    read: Quotes,
    catalogue: Catalogue,
    as_of: datetime.date,
    written: list[Path],
    output_format: str,
) -> None:
    remarks = [f"{file}: {remark}" for remark in (*read.remarks, *price_remarks(read, catalogue, as_of))]
    for remark in remarks:
        click.echo(clean(f"advisor: note: {remark}"), err=True)
    if output_format == "json":
        print_json(
            {"written": [str(path) for path in written], "offers": len(read.quotes), "remarks": remarks}
        )
        return
    markets = sorted({quote.country for quote in read.quotes})
    print_text(f"{len(read.quotes)} offers for {', '.join(markets)} written to")
    for path in written:
        print_text(f"  {clean(str(path))}")
