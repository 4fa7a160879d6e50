"""An explained estimate as a Markdown page."""

from collections.abc import Iterator, Sequence

from advisor.estimate.result import Speed, Term
from advisor.plan.explanation import Explanation
from advisor.report.markdown_text import bullets, link, paragraph, table
from advisor.report.speed_page.summary_lines import SATURATED, layout_text
from advisor.wording.arithmetic import arithmetic_sentences, term_ms_text
from advisor.wording.change_words import CHANGE_HEADS, CHANGE_NOTE, change_rows
from advisor.wording.curve_words import curve_cells, curve_heads, curve_sentences
from advisor.wording.english import term_name
from advisor.wording.evidence_words import NO_EVIDENCE, evidence_text, nearness_text, source_title
from advisor.wording.limit_words import limit_sentences
from advisor.wording.names import BASES, PATHS
from advisor.wording.numbers import range_text


def estimate_markdown(
    title: str, verdict: Sequence[str], speed: Speed | None, explained: Explanation | None
) -> str:
    """Verdict and reasons, ranges, parts, curve, changes and evidence, as far as there are any."""
    parts = [f"# {paragraph(title)}", *(paragraph(line) for line in verdict)]
    if speed is not None and explained is not None:
        parts += [paragraph(layout_text(explained.point.layout)), _ranges(speed), *_parts(speed)]
    if explained is not None:
        parts += _surroundings(explained)
    return "\n\n".join(parts) + "\n"


def _ranges(speed: Speed) -> str:
    rows = [
        ("Time to first token", range_text(speed.ttft_ms, "ms") if speed.ttft_ms else SATURATED),
        ("Time per token", range_text(speed.tpot_ms, "ms")),
        ("Output", range_text(speed.output_tok_s, "tokens/s")),
        ("Input and output", range_text(speed.total_tok_s, "tokens/s")),
        ("Basis", f"{BASES.get(speed.basis, speed.basis)}; {PATHS[speed.path]}"),
    ]
    return table(("speed", "mid (low to high)"), rows)


def _parts(speed: Speed) -> Iterator[str]:
    for name, terms in (
        ("One token, by part", speed.decode_terms),
        ("Time to first token, by part", speed.ttft_terms),
        ("Reading one prompt, by part", speed.prefill_terms),
    ):
        if terms:
            yield f"## {name}"
            yield table(
                ("part", "time", "arithmetic"), [_term(term) for term in _largest(terms)], right=("time",)
            )
        if terms is speed.decode_terms:
            yield paragraph(limit_sentences(speed))


def _largest(terms: Sequence[Term]) -> list[Term]:
    return sorted((term for term in terms if term.ms), key=lambda term: -term.ms)


def _term(term: Term) -> tuple[str, ...]:
    return (term_name(term.code), term_ms_text(term.ms), "; ".join(arithmetic_sentences(term)))


def _surroundings(explained: Explanation) -> Iterator[str]:
    load, heads = explained.point.load, curve_heads()
    yield "## At other concurrency, same layout"
    yield table(heads, [curve_cells(point, load) for point in explained.curve.points], right=heads[:-1])
    yield from (paragraph(sentence) for sentence in curve_sentences(explained.curve, load))
    yield "## What one change would do"
    rows = change_rows(explained.changes, explained.predicted, explained.curve.largest_concurrency)
    yield table(CHANGE_HEADS, rows, right=CHANGE_HEADS[1:])
    yield paragraph(CHANGE_NOTE)
    yield "## Measured nearby"
    if not explained.evidence:
        yield paragraph(NO_EVIDENCE)
        return
    said = (
        (f"{evidence_text(one)} ({nearness_text(one.near)}). {source_title(one)}", one.near.row.source_url)
        for one in explained.evidence
    )
    yield "\n".join(f"{bullets([text])} {link(url)}".rstrip() for text, url in said)
