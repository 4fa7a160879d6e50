"""The explained estimate, block by block."""

from collections.abc import Iterator, Mapping

from advisor.estimate.result import Speed
from advisor.plan.explanation import Explanation
from advisor.report.speed_page.curve_lines import curve_lines
from advisor.report.speed_page.lines import NOTHING, Column, Line, heading, table, wrapped
from advisor.report.speed_page.term_lines import term_lines
from advisor.wording.arithmetic import FITTED_NOTE
from advisor.wording.change_words import CHANGE_HEADS, CHANGE_NOTE, change_rows
from advisor.wording.english import NO_NAMES
from advisor.wording.evidence_words import NO_EVIDENCE, evidence_text, nearness_text, source_lines
from advisor.wording.limit_words import limit_sentences
from advisor.wording.numbers import ms_text


def term_blocks(speed: Speed, width: int, *, ascii_only: bool = False) -> Iterator[Line]:
    """One token, the first token and one prompt by part, and where the limit is."""
    total_ms = sum(term.ms for term in speed.decode_terms)
    yield heading("One token, by part")
    yield from term_lines(speed.decode_terms, total_ms, "time per token", width, ascii_only=ascii_only)
    if speed.tpot_ms.basis == "measured":
        measured = ms_text(speed.tpot_ms.mid)
        said = f"The parts are of the prediction, {ms_text(total_ms)}; measured was {measured}."
        yield from wrapped(said, width, indent=1)
    yield from wrapped(limit_sentences(speed), width, indent=1)
    if any(term.arithmetic for term in speed.decode_terms):
        yield from wrapped(FITTED_NOTE, width, indent=1, role="quiet")
    for title, total_name, terms in (
        ("Time to first token, by part", "first token", speed.ttft_terms),
        ("Reading one prompt, by part", "one prompt", speed.prefill_terms),
    ):
        if terms:
            yield NOTHING
            yield heading(title)
            total_ms = sum(term.ms for term in terms)
            yield from term_lines(terms, total_ms, total_name, width, ascii_only=ascii_only)


def explanation_blocks(
    explained: Explanation, width: int, names: Mapping[str, str] = NO_NAMES, *, ascii_only: bool = False
) -> Iterator[Line]:
    """Speed over concurrency, what would change, and what was measured nearby."""
    load = explained.point.load
    yield heading("At other concurrency, same layout")
    yield from curve_lines(explained.curve, load, width, ascii_only=ascii_only)
    yield NOTHING
    yield heading("What one change would do")
    rows = change_rows(explained.changes, explained.predicted, explained.curve.largest_concurrency, names)
    columns = [Column(head, right=place > 0) for place, head in enumerate(CHANGE_HEADS)]
    yield from table(columns, rows, width)
    yield from wrapped(CHANGE_NOTE, width, indent=1, role="quiet")
    yield NOTHING
    yield heading("Measured nearby")
    yield from evidence_lines(explained, width, names)


def evidence_lines(explained: Explanation, width: int, names: Mapping[str, str]) -> Iterator[Line]:
    """The nearest rows, best first, each with its source."""
    if not explained.evidence:
        yield from wrapped(NO_EVIDENCE, width, indent=1)
    for evidence in explained.evidence:
        words = f"{evidence_text(evidence, names)} ({nearness_text(evidence.near)})"
        yield from wrapped(words, width, indent=1)
        for said in source_lines(evidence):
            yield from wrapped(said, width, indent=4, role="quiet")
