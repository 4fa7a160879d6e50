"""`advisor fit`: does a model fit on so many cards, and by how much."""

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.cli.common import common_options, open_catalogue
from advisor.cli.exit_code import NO, YES
from advisor.cli.fit_file import fit_file
from advisor.cli.output import markdown_table, print_json, print_rich, print_rows, print_text
from advisor.cli.probe_options import probe_options, required
from advisor.cli.render_probe import fit_document, fit_row, fit_text
from advisor.estimate.layout import Load
from advisor.plan.probe import Probe, probe_fit


@click.command("fit")
@click.option("--model", help="Id of the model.")
@click.option("--accelerator", help="Id of the part.")
@probe_options
@click.option("--context", type=click.IntRange(1, 10_000_000), default=8192, show_default=True)
@click.option("--concurrency", type=click.IntRange(1, 100_000), default=1, show_default=True)
@click.option(
    "--from", "from_file", type=click.Path(readable=False), help="Answer every row of a CSV file instead."
)
@common_options("text", "json", "csv", "md")
def command(
    model: str | None,
    accelerator: str | None,
    weights: WeightsFormat | None,
    kv: KvFormat,
    count: int | None,
    nodes: int | None,
    context: int,
    concurrency: int,
    from_file: str | None,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """Weights, KV cache and reserve against usable memory. Exits with 1 when it does not fit."""
    catalogue = open_catalogue(profiles)
    if from_file is not None:
        _show_file(fit_file(Path(from_file), catalogue), output_format)
        return
    load = Load(input_tokens=context, output_tokens=1, context_tokens=context, concurrency=concurrency)
    probe = Probe(
        model=required(model, "--model"),
        accelerator=required(accelerator, "--accelerator"),
        cards=required(count, "--count"),
        nodes=nodes,
        weights=required(weights, "--weights"),
        kv=kv,
        load=load,
    )
    answer = probe_fit(probe, catalogue)
    if output_format == "json":
        print_json(fit_document(probe, answer))
    elif output_format == "csv":
        print_rows([fit_row(probe, answer)])
    elif output_format == "md":
        print_text(markdown_table([fit_row(probe, answer)]))
    else:
        print_rich(*fit_text(probe, answer))
    sys.exit(YES if answer.fits else NO)


def _show_file(document: dict[str, Any], output_format: str) -> None:
    rows = document["rows"]
    if output_format == "json":
        print_json(document)
    elif output_format == "csv":
        print_rows(rows)
    else:
        summary = ", ".join(f"{name} {value}" for name, value in document["summary"].items())
        print_text(f"{markdown_table(rows)}\n\n{summary}\n")
