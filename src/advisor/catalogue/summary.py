"""The catalogue in numbers: how much it says, how sure it is, how old it is, and what wants another look."""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.freshness import known_age, last_day, stale_life
from advisor.catalogue.source import Source
from advisor.catalogue.walk import CitedFact, cited_facts

ALL_KINDS = "all"


class KindSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of profile, or all of them together."""

    kind: str
    items: int
    figures: int
    statements: int
    """Cited facts that are no numbers: sentences, lines of support, licences, rules."""
    high: int
    """Figures and statements of this confidence; likewise the next three."""
    medium: int
    low: int
    none: int
    stale: int
    oldest_date: str
    """Of the oldest dated fact, or source; empty where nothing is dated."""
    oldest_source: str
    """Its source's id."""

    @property
    def facts(self) -> int:
        """Figures and statements."""
        return self.figures + self.statements


class StaleItem(msgspec.Struct, frozen=True, kw_only=True):
    """A profile of which something should be looked up again."""

    kind: str
    id: str
    name: str
    stale: int
    of: int
    """Figures and statements of the profile."""
    oldest_date: str
    """Of its stale facts."""


def summarise(catalogue: Catalogue, as_of: datetime.date) -> list[KindSummary]:
    """A line a kind, the last one over all; reads every profile."""
    lines = [_of_kind(kind, catalogue, as_of) for kind in catalogue.folders]
    return [*lines, _sum(lines)]


def stale_items(catalogue: Catalogue, kinds: list[str], as_of: datetime.date) -> Iterator[StaleItem]:
    """Profiles of these kinds with something stale, in the order of their ids."""
    for kind in kinds:
        for profile_id, record in catalogue.folders[kind].items():
            facts = list(cited_facts(record))
            dates = [
                _date(fact, catalogue)
                for fact in facts
                if stale_life(kind, fact.place, _date(fact, catalogue), as_of)
            ]
            if dates:
                yield StaleItem(
                    kind=kind,
                    id=profile_id,
                    name=profile_name(record),
                    stale=len(dates),
                    of=len(facts),
                    oldest_date=min(dates, key=last_day),
                )


def stale_count(catalogue: Catalogue, kind: str, profile_id: str, as_of: datetime.date) -> int:
    """How many facts of one profile are stale."""
    return sum(
        stale_life(kind, fact.place, _date(fact, catalogue), as_of) is not None
        for fact in cited_facts(catalogue.folders[kind][profile_id])
    )


def profile_name(record: Any) -> str:
    """What a reader calls an item: its name, or the title of a rule or source."""
    return str(getattr(record, "name", None) or getattr(record, "title", ""))


def _of_kind(kind: str, catalogue: Catalogue, as_of: datetime.date) -> KindSummary:
    levels: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    stale, dated = 0, []
    for record in catalogue.folders[kind].values():
        if isinstance(record, Source):
            dated.append((record.date, record.id))
        for fact in cited_facts(record):
            date = _date(fact, catalogue)
            kinds[fact.kind] += 1
            levels[fact.confidence] += 1
            stale += stale_life(kind, fact.place, date, as_of) is not None
            dated.append((date, fact.source))
    known = [pair for pair in dated if known_age(pair[0], as_of) is not None]
    date, source = min(known, key=_age_order, default=("", ""))
    return KindSummary(
        kind=kind,
        items=len(catalogue.folders[kind]),
        figures=kinds["figure"],
        statements=kinds["statement"],
        high=levels["high"],
        medium=levels["medium"],
        low=levels["low"],
        none=levels["none"],
        stale=stale,
        oldest_date=date,
        oldest_source=source,
    )


def _sum(lines: list[KindSummary]) -> KindSummary:
    dated = [(line.oldest_date, line.oldest_source) for line in lines if line.oldest_date]
    date, source = min(dated, key=_age_order, default=("", ""))
    counts = ("items", "figures", "statements", "high", "medium", "low", "none", "stale")
    sums = {name: sum(getattr(line, name) for line in lines) for name in counts}
    return KindSummary(kind=ALL_KINDS, oldest_date=date, oldest_source=source, **sums)


def _age_order(pair: tuple[str, str]) -> tuple[datetime.date, str]:
    """Oldest first; among equals by id, so that the answer does not hang on the order of files."""
    return last_day(pair[0]), pair[1]


def _date(fact: CitedFact, catalogue: Catalogue) -> str:
    """The fact's own date, else that of its source."""
    if fact.date:
        return fact.date
    source = catalogue.sources.get(fact.source)
    return source.date if source else ""
