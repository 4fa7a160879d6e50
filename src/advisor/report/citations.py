"""The sources that a page cites: numbered in order of appearance, with their age."""

import datetime
from collections.abc import Iterable, Mapping

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.rule import UNVERIFIED, Rule
from advisor.catalogue.source import Source
from advisor.clearance.dates import age_days, is_stale
from advisor.figures import Figure
from advisor.plan.result import Plan, Setup
from advisor.report.markdown_rejections import nearest
from advisor.report.markdown_text import escaped, link
from advisor.wording.rule_statuses import rule_status_text

NO_PARTS: Mapping[str, Accelerator] = {}
NO_SOURCES: Mapping[str, Source] = {}
NO_RULES: Mapping[str, Rule] = {}


class Citations:
    """Source ids of a plan and the marks, S1, S2 and so on, under which a page cites them."""

    def __init__(
        self,
        plan: Plan,
        sources: Mapping[str, Source] = NO_SOURCES,
        rules: Mapping[str, Rule] = NO_RULES,
        accelerators: Mapping[str, Accelerator] = NO_PARTS,
    ) -> None:
        self._as_of = plan.as_of
        self._accelerators = accelerators
        self._sources = sources
        self._rules = rules
        ids = dict.fromkeys(source for source in self._cited(plan) if source)
        self._marks = {source: f"S{number}" for number, source in enumerate(ids, start=1)}

    def mark(self, source_id: str) -> str:
        """Such as "S3" for a source of this plan; empty for none."""
        return self._marks.get(source_id, "")

    def usable_text(self, setup: Setup) -> str:
        """Source, date and confidence of the figure that the usable bytes of a device come from."""
        figure = self._usable(setup)
        if figure is None:
            return ""
        return f" ({self.mark(figure.source)}, {figure.date}, confidence {figure.confidence})"

    def rule_text(self, rule_id: str) -> str:
        """A rule with its title, its source's mark and date; its age where it is old."""
        if rule_id not in self._rules:
            return rule_id
        rule = self._rules[rule_id]
        where = [self.mark(rule.source), rule.date]
        as_of = datetime.date.fromisoformat(self._as_of)
        if is_stale(rule.date, as_of):
            where.append(f"{age_days(rule.date, as_of):,} days old, verify")
        if rule.status in UNVERIFIED:
            where.append(rule_status_text(rule.status))
        return f"{rule_id}: {rule.title} ({', '.join(filter(None, where))})"

    def lines(self) -> list[str]:
        """One Markdown line a source: mark, title, address, date and age."""
        return [self._line(source_id, mark) for source_id, mark in self._marks.items()]

    def _line(self, source_id: str, mark: str) -> str:
        if source_id not in self._sources:
            return f"- {mark}: {escaped(source_id)}"
        source = self._sources[source_id]
        age = age_text(source.date, self._as_of)
        parts = (escaped(source.title), link(source.url), escaped(source.date) + age)
        return f"- {mark}: {', '.join(part for part in parts if part)}"

    def _cited(self, plan: Plan) -> Iterable[str]:
        shown = [*plan.setups, *(miss.setup for miss in plan.near_misses)]
        near = None if shown else nearest(plan)
        for setup in [near.setup] if near else shown:
            yield from self._cited_by(setup)

    def _cited_by(self, setup: Setup) -> Iterable[str]:
        usable = self._usable(setup)
        yield usable.source if usable else ""
        yield setup.memory.reserve_source if setup.memory.reserve_source in self._sources else ""
        yield from (line.source for line in setup.cost.lines)
        for rule_id in (*setup.clearance.export.rules, *setup.clearance.use.rules):
            yield self._rules[rule_id].source if rule_id in self._rules else ""
        yield setup.clearance.supply.source

    def _usable(self, setup: Setup) -> Figure | None:
        part = self._accelerators.get(setup.layout.accelerator)
        figures = {"usable": part.memory.usable, "reported": part.memory.reported} if part else {}
        nominal = part.memory.nominal if part else None
        return figures.get(setup.memory.usable_from) or nominal


def age_text(date: str, as_of: str) -> str:
    """Such as ", 107 days old"; of a source that states only its year or month, ", up to 326 days old"."""
    try:
        start = datetime.date.fromisoformat((date + "-01-01")[:10] if len(date) < 10 else date)
        days = (datetime.date.fromisoformat(as_of) - start).days
    except ValueError:
        return ""
    if days < 0:
        return ", later than this plan"
    return f", {'up to ' if len(date) < 10 else ''}{days:,} days old"
