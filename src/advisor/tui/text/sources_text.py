"""The Sources pane: every publication that a setup's figures come from, with its age."""

from collections.abc import Iterator, Mapping
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import StyleType
from rich.text import Text

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.check import cited_sources
from advisor.catalogue.source import Source
from advisor.plan.result import Plan, Setup
from advisor.tui.theme import QUIET, STRONG


def sources_pane(setup: Setup, plan: Plan, catalogue: Catalogue) -> Group:
    """Title, address, date and age of each source, and what rests on it."""
    uses: dict[str, list[str]] = {}
    for source_id, what in _used(setup, plan, catalogue):
        if source_id and what not in uses.setdefault(source_id, []):
            uses[source_id].append(what)
    as_of = date.fromisoformat(plan.as_of)
    entries = (_entry(source_id, uses[source_id], catalogue.sources, as_of) for source_id in sorted(uses))
    return Group(Text(f"{len(uses)} sources; ages as of {plan.as_of}.", QUIET), *entries)


def age_text(published: str, as_of: date) -> str:
    """How old a date, month or year is at `as_of`: "12 days old", "5 months old", "1 year old"."""
    try:
        then = date.fromisoformat((published + "-01-01")[:10] if len(published) < 10 else published)
    except ValueError:
        return "age unknown"
    days = (as_of - then).days
    if days < 0:
        return "newer than this plan"
    if days == 0:
        return "of the same day"
    if days < 60:
        return f"{days} days old"
    return f"{days // 30} months old" if days < 730 else f"{days // 365} years old"


def _entry(source_id: str, uses: list[str], sources: Mapping[str, Source], as_of: date) -> RenderableType:
    used_for = f"for {', '.join(uses)}"
    if source_id not in sources:
        return Group(Text(f"\n{source_id}", STRONG), _indented(f"no entry in the catalogue; {used_for}"))
    source = sources[source_id]
    known = f"[{source_id}] {source.date or 'undated'}, {age_text(source.date, as_of)}; {used_for}"
    return Group(
        Text(f"\n{source.title}", STRONG), _indented(source.url or "no address"), _indented(known, QUIET)
    )


def _indented(text: str, style: StyleType = "") -> Padding:
    return Padding(Text(text, style, overflow="fold"), (0, 0, 0, 2))


def _used(setup: Setup, plan: Plan, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield setup.memory.reserve_source, "memory reserve"
    for line in setup.cost.lines:
        yield line.source, line.code
    yield setup.clearance.supply.source, "supply"
    for rule_id in (*setup.clearance.export.rules, *setup.clearance.use.rules):
        if rule_id in catalogue.rules:
            yield catalogue.rules[rule_id].source, rule_id
    accelerator_id = setup.layout.accelerator
    if accelerator_id in catalogue.accelerators:
        yield from (
            (source, accelerator_id) for source in cited_sources(catalogue.accelerators[accelerator_id])
        )
    if plan.brief.model in catalogue.models:
        model = catalogue.models[plan.brief.model]
        yield model.architecture.source, f"{model.id} architecture"
        yield model.licence.source, f"{model.id} licence"
