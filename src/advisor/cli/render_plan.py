"""How `plan` shows its answer."""

from collections.abc import Mapping
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.cli.condense import shortened
from advisor.cli.output import print_json, print_rich, print_text
from advisor.cli.render_rejections import near_miss_lines, rejection_lines
from advisor.cli.render_setups import setup_lines
from advisor.plan.result import Plan
from advisor.report.csv_table import render_csv
from advisor.report.json_document import plan_document
from advisor.report.markdown import render_markdown
from advisor.session.session import Session
from advisor.wording.english import alternative_text, warning_text
from advisor.wording.headline import decision_text, workload_text


def show_plan(
    plan: Plan,
    catalogue: Catalogue,
    output_format: str,
    *,
    session: Session | None = None,
    whole: bool = True,
) -> None:
    """The plan on stdout in the format asked for; a session adds its title, note and chosen setup.

    Text that is not `whole` shows each part once; the other formats always show everything.
    """
    names = display_names(catalogue)
    if output_format == "json":
        print_json(plan_document(plan))
    elif output_format == "csv":
        print_text(render_csv(plan))
    elif output_format == "md":
        page = render_markdown(
            plan,
            names=names,
            sources=catalogue.sources,
            rules=catalogue.rules,
            accelerators=catalogue.accelerators,
            chosen=session.chosen if session else None,
            title=session.title if session else "",
            note=session.note if session else "",
        )
        print_text(page)
    else:
        print_rich(*plan_text(plan, names, whole=whole))


def warn_if_stale(session: Session) -> None:
    """Says on stderr that the brief or date in a file was changed after its plan was made."""
    if session.stale:
        click.echo(
            "advisor: the brief or date in this file was changed after its plan was made; the plan below "
            "answers the old one. `advisor open` works it out anew.",
            err=True,
        )


def display_names(catalogue: Catalogue) -> dict[str, str]:
    """Id -> name of everything that a plan mentions by id."""
    folders = (
        catalogue.accelerators,
        catalogue.servers,
        catalogue.models,
        catalogue.markets,
        catalogue.regions,
        catalogue.stacks,
    )
    return {profile_id: _name(folder, profile_id) for folder in folders for profile_id in folder}


def _name(folder: Mapping[str, Any], profile_id: str) -> str:
    """A name, else the id: a broken profile that the plan doesn't need is no reason to withhold the plan."""
    try:
        return str(folder[profile_id].name)
    except ProfileError:
        return profile_id


def plan_text(plan: Plan, names: dict[str, str], *, whole: bool) -> list[RenderableType]:
    """Headline, setups, what would work instead, near-misses, rejections and warnings."""
    parts: list[RenderableType] = [
        Text(decision_text(plan, names), style="bold"),
        Text(f"Load: {workload_text(plan.brief, plan.load)}"),
    ]
    if plan.setups:
        parts += setup_lines(plan, whole=whole)
    parts += _section("What would work", [alternative_text(one, names) for one in plan.alternatives])
    parts += near_miss_lines(plan)
    parts += rejection_lines(plan, whole=whole)
    warnings = plan.warnings if whole else tuple(shortened(one) for one in plan.warnings)
    parts += _section("Read before you rely on this", [warning_text(one, names) for one in warnings])
    return parts


def _section(title: str, sentences: list[str]) -> list[RenderableType]:
    if not sentences:
        return []
    return [Text(f"\n{title}", style="bold"), *(Text(f"- {sentence}") for sentence in sentences)]
