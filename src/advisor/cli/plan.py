"""`advisor plan`: feasible setups for a region, a budget and a model."""

import datetime
import os
import sys
from pathlib import Path
from typing import Any

import click

from advisor.catalogue.text import clean
from advisor.cli.brief_options import brief_options, make_brief
from advisor.cli.common import as_of_date, common_options, open_catalogue
from advisor.cli.exit_code import NO, YES
from advisor.cli.render_plan import show_plan
from advisor.plan.errors import BriefError
from advisor.plan.search import make_plan


@click.command("plan")
@brief_options
@click.option("--save", type=click.Path(readable=False), help="Save the session to this file.")
@click.option("--force", is_flag=True, help="With --save: replace a file that is there already.")
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help="Text with every format, stack and reason, not each part's best alone.",
)
@common_options("text", "json", "csv", "md")
def command(
    save: str | None,
    force: bool,
    whole: bool,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
    **values: Any,
) -> None:
    """Which accelerator setups can serve a model in a region within a budget.

    Exits with 1 when nothing with a known price does; the answer then says what would.
    """
    if save is not None and not force and os.path.lexists(save) and not os.path.isdir(save):
        raise BriefError("--save", f"{save} is there already; --force replaces it, with any notes in it")
    catalogue = open_catalogue(profiles)
    plan = make_plan(make_brief(values), catalogue, as_of_date(as_of))
    if save is not None:
        from advisor.cli.save import save_plan

        save_plan(plan, catalogue, Path(save))
        click.echo(f"saved to {clean(save)}", err=True)
    show_plan(plan, catalogue, output_format, whole=whole)
    sys.exit(YES if plan.feasible else NO)
