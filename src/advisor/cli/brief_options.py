"""The options that make up a brief."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar, get_args

import click

from advisor.catalogue.rule import UseStatus
from advisor.plan.brief import DEFAULT_WORKLOAD, Brief

Command = TypeVar("Command", bound=Callable[..., Any])

_AMOUNT = re.compile(
    r"(?P<digits>(?:[0-9]{1,3}(?:[,_ ][0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{1,6})?)(?P<scale>[kKmM]?)"
)
_SCALES = {"": Decimal(1), "k": Decimal(10) ** 3, "m": Decimal(10) ** 6}


class Amount(click.ParamType[Decimal]):
    """An amount of money; commas, spaces and underscores may group its digits, k or M may end it."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        found = _AMOUNT.fullmatch(str(value).strip())
        if found is None:
            wanted = "an amount above 0 such as 3000000, 3,000,000 or 1.5M"
            self.fail(f"found {value!r}, wanted {wanted}; a comma groups thousands", param, ctx)
        digits = re.sub("[,_ ]", "", found["digits"])
        amount = Decimal(digits) * _SCALES[(found["scale"] or "").lower()]
        if amount < Decimal("0.01"):
            self.fail(f"found {value!r}, wanted an amount above 0", param, ctx)
        return amount


class Country(click.ParamType[str]):
    """A two-letter country code, in either case."""

    name = "CC"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        code = str(value).strip().upper()
        if len(code) != 2 or not code.isascii() or not code.isalpha():
            self.fail(f"found {value!r}, wanted a two-letter country code such as KZ", param, ctx)
        return code


BRIEF_OPTIONS = (
    click.option("--region", required=True, type=Country(), help="Country the hardware goes to."),
    click.option("--budget", required=True, type=Amount(), help="Landed capex, for example 3000000 or 3M."),
    click.option("--currency", default="USD", show_default=True, help="Currency of the budget."),
    click.option("--model", required=True, help="Id of the model, for example glm-5."),
    click.option("--workload", default=DEFAULT_WORKLOAD, show_default=True, help="Id of a workload preset."),
    click.option("--users", type=int, help="People with access; sized by the preset's traffic."),
    click.option("--concurrency", type=int, help="Requests in flight at the busy hour (default 50)."),
    click.option("--rate", "rate_per_s", type=float, help="Requests a second at the busy hour."),
    click.option("--input", "input_tokens", type=int, help="Prompt tokens of a request."),
    click.option("--output", "output_tokens", type=int, help="Answer tokens of a request."),
    click.option("--ttft-ms", "ttft_limit_ms", type=float, help="Limit on the time to first token."),
    click.option("--tpot-ms", "tpot_limit_ms", type=float, help="Limit on the time per output token."),
    click.option("--context", "context_tokens", type=int, help="Tokens the cache must hold a request."),
    click.option("--years", type=int, default=3, show_default=True, help="Horizon of the TCO."),
    click.option(
        "--buyer-hq", type=Country(), help="Where the buyer has its headquarters (default: region)."
    ),
    click.option("--buyer-parent", type=Country(), help="Where its ultimate parent is (default: its HQ)."),
    click.option("--us-ties", is_flag=True, help="US investors, staff, dollar finance or suppliers."),
    click.option(
        "--accept-use",
        multiple=True,
        type=click.Choice(get_args(UseStatus)),
        help="A use status that the buyer accepts, for example gp10_risk. May be repeated.",
    ),
    click.option("--max-power-kw", type=float, help="Most that the servers may draw."),
)


def brief_options(command: Command) -> Command:
    """Every option of a brief, in the order of `BRIEF_OPTIONS`."""
    for option in reversed(BRIEF_OPTIONS):
        command = option(command)
    return command


def make_brief(values: dict[str, Any]) -> Brief:
    """The brief that the options state."""
    return Brief(**{**values, "currency": values["currency"].upper()})
