"""A table of errors as Markdown: the one that the README shows."""

from advisor.evidence.score import Summary
from advisor.report.markdown_text import table
from advisor.wording import error_words as words
from advisor.wording.error_sentences import table_rows, target_text

_SCORES = ("rows", "pairs", "median error", "mean", "inside", "width", "bias")


def markdown_errors(summary: Summary, *, meant: bool) -> str:
    """Measure and group of parts with their errors, a line each; a measure is named on its first line.

    With the errors that are `meant`, which are for pairs never seen.
    """
    heads = ("measure", "parts", *_SCORES, *(("meant",) if meant else ()))
    lines = [
        (
            words.MEASURES[measure] if not index else "",
            words.VENDOR_GROUPS[group],
            *words.score_cells(found),
            *((target_text(measure, group, found),) if meant else ()),
        )
        for measure, cells in table_rows(summary.table)
        for index, (group, found) in enumerate(cells)
    ]
    return table(heads, lines, right=heads[2:])


def markdown_groups(summary: Summary) -> str:
    """Every grouping as a table of its own, below its name; those of the table above are left out."""
    parts = []
    for name, groups in summary.by.items():
        if name in ("measure", "vendor_group"):
            continue
        lines = [(group, *words.score_cells(found)) for group, found in groups.items()]
        parts.append(f"## {words.GROUPINGS[name]}\n\n{table(('', *_SCORES), lines, right=_SCORES)}")
    return "\n\n".join(parts)
