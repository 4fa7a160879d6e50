"""`advisor estimate`: memory and speed of one deployment; without a count, the fewest cards that serve."""

import datetime
import sys
from typing import Any

import click

from advisor.cli.common import common_options, open_catalogue
from advisor.cli.exit_code import NO, YES
from advisor.cli.output import print_json, print_rich, print_rows, print_text
from advisor.cli.probe_options import probe_options, required
from advisor.cli.render_estimate import estimate_document, estimate_page, estimate_row, estimate_text
from advisor.cli.sizing import SIZING_NAMES, refuse_layout, refuse_with_count, show_smallest, sizing_options
from advisor.estimate.layout import Load
from advisor.plan.demand import Demand
from advisor.plan.explanation import Explanation, explain
from advisor.plan.probe import Probe, ProbeAnswer, probe_speed
from advisor.wording.calibration import calibrated_note

MOST_MS = 1e9
"""A limit of eleven days is none."""


@click.command("estimate")
@click.option("--model", required=True, help="Id of the model.")
@click.option("--accelerator", required=True, help="Id of the part.")
@probe_options
@sizing_options
@click.option("--input", "input_tokens", type=click.IntRange(1, 10_000_000), help="Prompt tokens.")
@click.option("--output", "output_tokens", type=click.IntRange(1, 10_000_000), help="Answer tokens.")
@click.option("--concurrency", type=click.IntRange(1, 100_000), help="Requests in flight.")
@click.option("--tp", type=click.IntRange(1, 1024), help="Tensor parallel devices.")
@click.option("--pp", type=click.IntRange(1, 64), help="Pipeline stages.")
@click.option("--ep", type=click.IntRange(1, 1024), help="Devices the routed experts are spread over.")
@click.option("--dp", type=click.IntRange(1, 1024), help="Attention data parallel ranks.")
@click.option("--stack", help="Id of the serving stack.")
@click.option("--prefix-cache-hit", type=click.FloatRange(0, 1), help="Share of prompts in the cache.")
@click.option("--speculative", is_flag=True, help="The model's own layers draft tokens (MTP).")
@click.option("--disaggregated", is_flag=True, help="Part of the cards only reads prompts; the best split.")
@click.option("--path", type=click.Choice(["tuned", "default"]), help="Maturity of the software path.")
@common_options("text", "json", "csv", "md")
def command(
    count: int | None,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
    **asked: Any,
) -> None:
    """TTFT, TPOT and tokens per second as ranges, with the parts they are made of, over concurrency, what one
    change would do, and what was measured nearby.

    Layout options that are left out are chosen for speed. Exits with 1 when it does not fit. Without --count:
    the smallest standard number of cards that serves --users, --rate or --concurrency within the limits.
    """
    if count is None:
        demand = _demand(asked)
        show_smallest(demand, open_catalogue(profiles), output_format)
        return
    probe = _probe(count, asked)
    catalogue = open_catalogue(profiles)
    answer = probe_speed(probe, catalogue)
    explained = explain(answer.point, catalogue) if answer.point is not None else None
    found = answer.point.calibration if answer.point is not None else None
    note = calibrated_note(found, catalogue.sources) if found is not None else ""
    _show(probe, answer, explained, output_format, note)
    sys.exit(YES if answer.fits else NO)


def _demand(asked: dict[str, Any]) -> Demand:
    """What must be served; a usage error for options that divide a stated number of cards."""
    fixed = ("nodes", "tp", "pp", "ep", "dp", "speculative", "disaggregated")
    refuse_layout(**{name: asked[name] or None for name in fixed})
    given = {name: value for name, value in asked.items() if name not in fixed}
    return Demand(**{**given, "weights": required(asked["weights"], "--weights")})


def _probe(count: int, asked: dict[str, Any]) -> Probe:
    """The deployment named; a usage error for what is missing or asks for a number of cards."""
    refuse_with_count(asked, SIZING_NAMES[:-2])
    for option, limit in (("--ttft-ms", asked["ttft_limit_ms"]), ("--tpot-ms", asked["tpot_limit_ms"])):
        if limit is not None and not 0 < limit < MOST_MS:
            raise click.UsageError(f"{option} wants more than 0 and less than {MOST_MS:,.0f}, found {limit}")
    input_tokens = required(asked["input_tokens"], "--input")
    output_tokens = required(asked["output_tokens"], "--output")
    load = Load(
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        context_tokens=input_tokens + output_tokens,
        concurrency=required(asked["concurrency"], "--concurrency"),
        prefix_cache_hit=asked["prefix_cache_hit"] or 0.0,
        ttft_limit_ms=asked["ttft_limit_ms"],
        tpot_limit_ms=asked["tpot_limit_ms"],
    )
    required(asked["weights"], "--weights")
    named = {name: asked[name] for name in Probe.__struct_fields__ if name in asked}
    return Probe(**named, cards=count, load=load)


def _show(
    probe: Probe, answer: ProbeAnswer, explained: Explanation | None, output_format: str, note: str
) -> None:
    if output_format == "json":
        print_json(estimate_document(probe, answer, explained))
    elif output_format == "csv":
        print_rows([estimate_row(probe, answer, explained)])
    elif output_format == "md":
        print_text(estimate_page(probe, answer, explained))
    else:
        print_rich(*estimate_text(probe, answer, explained, note))
