"""The smallest number of cards, asked by `fit` and `estimate` where no --count is given."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import UnknownProfileError
from advisor.cli.exit_code import NO, YES
from advisor.cli.output import print_json, print_rich, print_rows, print_text
from advisor.cli.render_smallest import smallest_markdown, smallest_text
from advisor.plan.demand import Demand
from advisor.plan.smallest import Smallest, find_smallest
from advisor.report.sizing_document import sizing_document, sizing_rows

Command = TypeVar("Command", bound=Callable[..., Any])

SIZING_OPTIONS = (
    click.option("--users", type=click.IntRange(1, 10_000_000), help="People with access; without --count."),
    click.option("--prompts-per-day", type=float, help="Prompts of one person on a working day."),
    click.option("--peak-factor", type=float, help="Busy hour over the mean hour of a working day."),
    click.option("--rate", "rate_per_s", type=float, help="Requests a second in the busy hour."),
    click.option("--workload", help="Id of a workload that fills in lengths and limits."),
    click.option("--ttft-ms", "ttft_limit_ms", type=float, help="Limit on the time to first token."),
    click.option("--tpot-ms", "tpot_limit_ms", type=float, help="Limit on the time per output token."),
)
SIZING_NAMES = (
    "users", "prompts_per_day", "peak_factor", "rate_per_s", "workload", "ttft_limit_ms", "tpot_limit_ms"
)  # fmt: skip


def sizing_options(command: Command) -> Command:
    """What a number of cards must serve, where no number is given."""
    for option in reversed(SIZING_OPTIONS):
        command = option(command)
    return command


def refuse_with_count(values: dict[str, Any], names: tuple[str, ...] = SIZING_NAMES) -> None:
    """A usage error for options that ask for a number of cards beside --count."""
    for name in names:
        if values.get(name) is not None:
            option = "--" + name.removesuffix("_per_s").removesuffix("_tokens").replace("_limit", "")
            option = option.replace("_", "-")
            raise click.UsageError(f"{option} asks for the number of cards; leave --count out")


def refuse_layout(**layout: int | None) -> None:
    """A usage error for what divides a stated number of cards, where none is stated."""
    for name, value in layout.items():
        if value is not None:
            raise click.UsageError(f"--{name} divides a stated number of cards; give --count too")


def show_smallest(demand: Demand, catalogue: Catalogue, output_format: str) -> None:
    """Answers and ends the command: 0 where a standard number of cards serves, 1 where none does."""
    found = find_smallest(demand, catalogue)
    title = _measured_title(found, catalogue)
    if output_format == "json":
        print_json(sizing_document(found, title))
    elif output_format == "csv":
        print_rows(sizing_rows(found))
    elif output_format == "md":
        print_text(smallest_markdown(found, title))
    else:
        print_rich(*smallest_text(found, title))
    sys.exit(YES if found.answer is not None else NO)


def _measured_title(found: Smallest, catalogue: Catalogue) -> str:
    """Title of the source of measured prompts; empty where no such figure is shown."""
    measured = found.asked.measured_prompts
    if measured is None:
        return ""
    try:
        return catalogue.sources[measured.source].title
    except UnknownProfileError:
        return ""
