"""The options that name one deployment."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from advisor.catalogue.record import KV_FORMATS, WEIGHTS_FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])
Value = TypeVar("Value")

PROBE_OPTIONS = (
    click.option("--weights", type=click.Choice(WEIGHTS_FORMATS), help="Format of the weights."),
    click.option("--kv", type=click.Choice(KV_FORMATS), default="bf16", show_default=True, help="KV format."),
    click.option("--count", type=click.IntRange(1, 4096), help="Cards over all nodes."),
    click.option("--nodes", type=click.IntRange(1, 512), help="Servers (default: by the usual server)."),
)


def probe_options(command: Command) -> Command:
    """Weights, KV format, cards and nodes."""
    for option in reversed(PROBE_OPTIONS):
        command = option(command)
    return command


def required(value: Value | None, option: str) -> Value:
    """The value; a usage error where it is missing. For options that are not needed with a file."""
    if value is None:
        raise click.UsageError(f"missing option {option}")
    return value
