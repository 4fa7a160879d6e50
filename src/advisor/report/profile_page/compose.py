"""From an id to its page."""

import datetime
import difflib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.freshness import stale_life
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.model import Model
from advisor.catalogue.walk import cited_facts
from advisor.report.profile_page.architecture_rows import computed_rows
from advisor.report.profile_page.builder import PageBuilder
from advisor.report.profile_page.disagreements import disagreement_rows
from advisor.report.profile_page.fields import field_rows
from advisor.report.profile_page.outline import titles_of
from advisor.report.profile_page.page import Counts, Page, Row, Section
from advisor.report.profile_page.uses import use_groups

DISAGREEMENTS = "Open disagreements"


def kinds_with(catalogue: Catalogue, wanted: str) -> list[tuple[str, str]]:
    """(kind, id) of every item that a user may mean by "KZ" or "regions/KZ"; empty for none."""
    kind, slash, profile_id = wanted.partition("/")
    if slash and kind in KINDS:
        return [(kind, profile_id)] if profile_id in catalogue.folders[kind] else []
    return [(kind, wanted) for kind, folder in catalogue.folders.items() if wanted in folder]


def called(catalogue: Catalogue, wanted: str) -> list[str]:
    """Ids of the accelerators that a looser name such as "ascend-910b" is said of."""
    word = wanted.removeprefix("accelerators/").casefold()
    return [
        part.id
        for part in catalogue.accelerators.values()
        if word in (name.casefold() for name in part.also_called)
    ]


def near_ids(catalogue: Catalogue, wanted: str) -> list[str]:
    """Up to three ids that somebody who wrote `wanted` may have meant."""
    kind, slash, profile_id = wanted.partition("/")
    folders = [catalogue.folders[kind]] if slash and kind in KINDS else list(catalogue.folders.values())
    ids = {known.casefold(): known for folder in folders for known in folder}
    word = (profile_id if slash and kind in KINDS else wanted).casefold()
    return [ids[near] for near in difflib.get_close_matches(word, list(ids), n=3, cutoff=0.7)]


def make_page(kind: str, profile_id: str, catalogue: Catalogue, as_of: datetime.date) -> Page:
    """The page of one item; ProfileError for a profile that can't be read."""
    record = catalogue.folders[kind][profile_id]
    builder = PageBuilder(kind, profile_id, catalogue, as_of)
    fields = [section for section in _field_sections(builder, record) if section.rows]
    own = [row for section in fields for row in section.rows]
    open_rows = tuple(disagreement_rows(builder, record, own))
    sections = [Section(title=DISAGREEMENTS, rows=open_rows)] if open_rows else []
    sections += fields
    if isinstance(record, Model):
        sections.append(Section(title="Computed by the app", rows=tuple(computed_rows(builder, record))))
    for title, rows in use_groups(builder, record):
        found = tuple(rows)
        if found:
            sections.append(Section(title=title, rows=found))
    return Page(
        kind=kind,
        id=profile_id,
        name=getattr(record, "name", None) or getattr(record, "title", "") or profile_id,
        as_of=as_of.isoformat(),
        layers=catalogue.folders[kind].layers(profile_id),
        name_layer=builder.layer("name") or builder.layer("title"),
        counts=_counts(builder, record, own),
        sections=tuple(sections),
        sources=tuple(builder.sources()),
    )


def _field_sections(builder: PageBuilder, record: Any) -> Iterator[Section]:
    for title, fields in titles_of(builder.kind):
        rows = [row for field in fields for row in field_rows(builder, record, field)]
        yield Section(title=title, rows=tuple(rows))


def _counts(builder: PageBuilder, record: Any, rows: list[Row]) -> Counts:
    facts = list(cited_facts(record))
    confidence = Counter(fact.confidence for fact in facts)
    stale = sum(stale_life(builder.kind, fact.place, fact.date, builder.as_of) is not None for fact in facts)
    return Counts(
        figures=sum(fact.kind == "figure" for fact in facts),
        statements=sum(fact.kind == "statement" for fact in facts),
        confidence={str(level): count for level, count in confidence.items()},
        stale=stale,
        unknown=sum(row.unknown for row in rows),
    )
