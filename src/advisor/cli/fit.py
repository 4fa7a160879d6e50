"""`advisor fit`: does a model fit on so many cards, and by how much; without a number, the fewest that do."""

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from advisor.cli.common import common_options, open_catalogue
from advisor.cli.exit_code import NO, YES
from advisor.cli.fit_file import judge_file
from advisor.cli.output import markdown_table, print_json, print_rich, print_rows, print_text
from advisor.cli.probe_options import probe_options, required
from advisor.cli.render_documented import documented_text
from advisor.cli.render_probe import fit_document, fit_row, fit_text
from advisor.cli.sizing import SIZING_NAMES, refuse_layout, refuse_with_count, show_smallest, sizing_options
from advisor.estimate.layout import Load
from advisor.plan.demand import DEFAULT_CONTEXT_TOKENS, Demand
from advisor.plan.documented import Verdict
from advisor.plan.probe import Probe, ProbeAnswer, probe_fit
from advisor.report.documented_document import documented_document, documented_rows

FILE_COLUMNS = (
    "row", "model_id", "accelerator_id", "weights", "accel_count", "documented", "fits", "headroom_bytes",
    "reason",
)  # fmt: skip
"""Heads of an empty table."""
FIT_SIZING_NAMES = (*SIZING_NAMES, "input_tokens", "output_tokens", "prefix_cache_hit")


@click.command("fit")
@click.option("--model", help="Id of the model.")
@click.option("--accelerator", help="Id of the part.")
@probe_options
@click.option("--context", type=click.IntRange(1, 10_000_000), help="Tokens of a request (default 8192).")
@click.option("--concurrency", type=click.IntRange(1, 100_000), help="Requests in flight (default 1).")
@sizing_options
@click.option("--input", "input_tokens", type=click.IntRange(1, 10_000_000), help="Prompt tokens.")
@click.option("--output", "output_tokens", type=click.IntRange(1, 10_000_000), help="Answer tokens.")
@click.option("--prefix-cache-hit", type=click.FloatRange(0, 1), help="Share of prompts in the cache.")
@click.option("--stack", help="Id of the serving stack.")
@click.option(
    "--from", "from_file", type=click.Path(readable=False), help="Answer every row of a CSV file instead."
)
@common_options("text", "json", "csv", "md")
def command(
    count: int | None,
    from_file: str | None,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
    **asked: Any,
) -> None:
    """Weights, KV cache and reserve against usable memory. Exits with 1 when it does not fit.

    Without --count: the smallest standard number of cards that serves --users, --rate or --concurrency within
    the limits, with the arithmetic. Users and a rate take lengths and limits of the workload office-chat
    unless others are given.
    """
    catalogue = open_catalogue(profiles)
    if from_file is not None:
        _show_file(judge_file(Path(from_file), catalogue), output_format)
        return
    named = {name: required(asked.pop(name), f"--{name}") for name in ("model", "accelerator", "weights")}
    nodes, context = asked.pop("nodes"), asked.pop("context")
    if count is None:
        demand = Demand(**named, **asked, context_tokens=context)
        refuse_layout(nodes=nodes)
        show_smallest(demand, catalogue, output_format)
        return
    refuse_with_count(asked, FIT_SIZING_NAMES)
    context, concurrency = context or DEFAULT_CONTEXT_TOKENS, asked["concurrency"] or 1
    load = Load(input_tokens=context, output_tokens=1, context_tokens=context, concurrency=concurrency)
    probe = Probe(**named, cards=count, nodes=nodes, kv=asked["kv"], stack=asked["stack"], load=load)
    answer = probe_fit(probe, catalogue)
    _show(probe, answer, output_format)
    sys.exit(YES if answer.fits else NO)


def _show(probe: Probe, answer: ProbeAnswer, output_format: str) -> None:
    if output_format == "json":
        print_json(fit_document(probe, answer))
    elif output_format == "csv":
        print_rows([fit_row(probe, answer)])
    elif output_format == "md":
        print_text(markdown_table([fit_row(probe, answer)]))
    else:
        print_rich(*fit_text(probe, answer))


def _show_file(verdicts: tuple[Verdict, ...], output_format: str) -> None:
    if output_format == "json":
        print_json(documented_document(verdicts))
    elif output_format == "csv":
        print_rows(documented_rows(verdicts), FILE_COLUMNS)
    elif output_format == "md":
        summary = ", ".join(
            f"{name} {value}" for name, value in documented_document(verdicts)["summary"].items()
        )
        print_text(f"{markdown_table(documented_rows(verdicts))}\n\n{summary}\n")
    else:
        print_rich(*documented_text(verdicts))
