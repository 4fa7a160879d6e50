"""What is not settled about an item: said by the profile, computed otherwise, or noted beside a figure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.region import Region
from advisor.catalogue.rule import UNVERIFIED, Rule
from advisor.clearance.performance import total_processing_performance
from advisor.report.profile_page.architecture_rows import claimed_gap
from advisor.report.profile_page.builder import PageBuilder
from advisor.report.profile_page.page import Row
from advisor.wording.profile_words import DESTINATION_CLASSES
from advisor.wording.rule_statuses import rule_status_text

# A note in one of these words tells of another figure or source. The notes are written for people; this only
# gathers them, and a note that says it otherwise still stands beside its figure.
_CONTRARY = re.compile(
    r"\b(disagree\w*|differ\w*|contradict\w*|conflict\w*|disput\w*|circulate\w*|retract\w*|corrected|"
    r"others? (?:say|sources?|give|list|databases?)|elsewhere|often quoted|in general use|"
    r"(?:says?|prints?|lists?|states?) [\d.,]+)",
    re.IGNORECASE,
)
_AMBIGUOUS = frozenset({*UNVERIFIED, "in_force_ambiguous", "rescission_announced_not_enforced"})
_TPP_WITHIN = 0.02


def disagreement_rows(builder: PageBuilder, record: Any, rows: Iterable[Row]) -> Iterator[Row]:
    """Open disagreements of a profile; `rows` are those of its fields."""
    if isinstance(record, Rule):
        yield from _of_rule(builder, record)
    elif isinstance(record, Region):
        yield from _of_region(builder, record)
    elif isinstance(record, Model):
        yield from _of_model(builder, record)
    elif isinstance(record, Accelerator):
        yield from _of_accelerator(builder, record)
    noted = [row.label.strip() for row in rows if row.note and row.label and _CONTRARY.search(row.note)]
    if noted:
        names = "; ".join(dict.fromkeys(noted))
        yield builder.fact("Sources differ", f"on {names}; the note below each says how")


def _of_rule(builder: PageBuilder, rule: Rule) -> Iterator[Row]:
    if rule.status in _AMBIGUOUS:
        origin = builder.origin(rule.source, rule.date, rule.confidence)
        yield builder.fact("Status", rule_status_text(rule.status), "status", origin=origin)


def _of_region(builder: PageBuilder, region: Region) -> Iterator[Row]:
    export = region.export
    if export.disputed is not None:
        other = ""
        if export.disputed_class is not None:
            words = DESTINATION_CLASSES.get(export.disputed_class, export.disputed_class)
            other = f"By the other reading: {words}. "
        yield builder.statement("US export", export.disputed, "export.disputed")
        if other:
            yield builder.fact("", other.strip())


def _of_model(builder: PageBuilder, model: Model) -> Iterator[Row]:
    gap = claimed_gap(model)
    if gap:
        yield builder.fact("Parameters", gap)
    open_claims = [claim for claim in model.claims if claim.verdict != "confirmed"]
    if open_claims:
        told = ", ".join(dict.fromkeys(f"{claim.subject} ({claim.verdict})" for claim in open_claims))
        yield builder.fact("Claims", f"{told}; see below what was found")


def _of_accelerator(builder: PageBuilder, part: Accelerator) -> Iterator[Row]:
    """What the profile itself tells of, and the stated TPP beside ours where they lie apart."""
    if part.disagreements:
        subjects = ", ".join(one.subject for one in part.disagreements)
        yield builder.fact("Figures", f"{subjects}; see below who says what and which is used")
    stated = part.export.stated_tpp
    computed = total_processing_performance(part)
    if stated is None or computed is None:
        return
    tpp, _ = computed
    if abs(tpp - stated.value) > _TPP_WITHIN * stated.value:
        text = f"{tpp:,.0f} by the rates above, {stated.value:,.0f} as stated"
        origin = builder.origin(stated.source, stated.date, stated.confidence, "export.stated_tpp")
        yield builder.fact("TPP", text, origin=origin)
