"""`advisor calibrate`: a team's own benchmark adjusts the model, as a private layer of profiles."""

import datetime
import hashlib
import os
import sys
from pathlib import Path

import click

from advisor.catalogue.canonical import to_toml
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.reader import read_record
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.text import clean, one_line
from advisor.cli.common import as_of_date, common_options, open_catalogue, user_profiles_directory
from advisor.cli.exit_code import NO, YES
from advisor.cli.output import print_json, print_text
from advisor.cli.private_file import write_private
from advisor.cli.render_calibrate import calibration_json, calibration_text
from advisor.evidence.calibration_profile import BenchmarkFile, Document, profile_documents
from advisor.evidence.csv_reader import MAX_FILE_BYTES, read_file
from advisor.evidence.errors import UnitsLookWrongError
from advisor.evidence.own_benchmark import OwnBenchmark, calibrate_rows


@click.command("calibrate")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    help="Directory of profiles to write to (default: your own).",
)
@click.option("--dry-run", is_flag=True, help="Show what the rows say; write nothing.")
@click.option("--replace", is_flag=True, help="Replace calibrations of the same models, part and stack.")
@common_options("text", "json")
def command(
    file: Path,
    out: Path | None,
    dry_run: bool,
    replace: bool,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """Adjusts the speed model to the measured rows of FILE, a CSV table with the columns of `validate`.

    For each model family, part, serving stack and weights format in it, two factors are fitted: on the time
    of a decode step and on the time to read a prompt. They are kept in your own profiles with the error
    before and after, and used by every later prediction for the same, of no other stack or part. Few rows
    move the model little. Exits with 1 when no row can be used.
    """
    catalogue = open_catalogue(profiles)
    rows = read_file(file)
    source = BenchmarkFile(
        name=one_line(file.name),
        sha256=hashlib.sha256(read_regular_file(file, MAX_FILE_BYTES)).hexdigest(),
        as_of=as_of_date(as_of).isoformat(),
    )
    try:
        found = calibrate_rows(rows, catalogue)
    except UnitsLookWrongError as error:
        raise UnitsLookWrongError(f"{source.name}: {error}") from None
    documents = profile_documents(found, source)
    written = _write(documents, out or user_profiles_directory(), dry_run, replace)
    _show(found, source, dry_run, written, output_format)
    if documents and not dry_run and out is not None:
        click.echo(clean(f"advisor: they count with `--profiles {out}`"), err=True)
    sys.exit(YES if documents else NO)


def _write(documents: dict[str, Document], directory: Path, dry: bool, replace: bool) -> list[str]:
    """Writes every profile, or none: what is in the way is found before the first is written."""
    texts: dict[Path, str] = {}
    for item, document in documents.items():
        kind, _, profile_id = item.partition("/")
        path = directory / kind / f"{profile_id}.toml"
        read_record(document, KINDS[kind], str(path))
        if kind == "sources" and os.path.lexists(path):
            continue  # its id is made of the file's hash: it is the same source
        texts[path] = to_toml(document, kind)
    taken = [path for path in texts if os.path.lexists(path)]
    if taken and not replace and not dry:
        raise click.UsageError(
            f"{one_line(str(taken[0]))} is there already: --replace takes these factors in its place"
        )
    if not dry:
        for path, text in sorted(texts.items(), key=lambda entry: entry[0].parent.name, reverse=True):
            write_private(path, text)  # sources first, so that no calibration ever cites what is not there
    return [clean(str(path)) for path in texts]


def _show(
    found: OwnBenchmark, source: BenchmarkFile, dry: bool, written: list[str], output_format: str
) -> None:
    if output_format == "json":
        print_json(calibration_json(found, source, dry, written))
    else:
        print_text(calibration_text(found, source, dry, written))
