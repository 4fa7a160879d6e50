"""A validation as a Markdown page."""

from collections.abc import Sequence

from advisor.evidence.comparison import Comparison, Omission
from advisor.evidence.score import Seen, Summary, worst
from advisor.report.error_table import markdown_errors, markdown_groups
from advisor.report.markdown_text import bullets, paragraph
from advisor.wording.error_sentences import (
    columns_sentence,
    outcome_sentence,
    skipped_lines,
    validation_sentences,
)


def validation_markdown(
    outcomes: Sequence[Comparison | Omission], summary: Summary, seen: Seen, name: str, most_worst: int
) -> str:
    """The table by measure, every grouping, the `most_worst` rows furthest off and why rows were skipped.

    `name` is the file's. `seen` counts the rows that are no test of the model.
    """
    compared = [one for one in outcomes if isinstance(one, Comparison)]
    parts = [f"# Predicted against measured: {paragraph(name)}"]
    parts += [paragraph(line) for line in validation_sentences(summary, seen, name)]
    if compared:
        parts += [
            markdown_errors(summary, meant=False),
            paragraph(columns_sentence()),
            markdown_groups(summary),
        ]
    if furthest := worst(compared, most_worst):
        parts += ["## Furthest off", bullets(outcome_sentence(one) for one in furthest)]
    if skipped := skipped_lines(one for one in outcomes if isinstance(one, Omission)):
        parts += ["## Skipped", bullets(skipped)]
    return "\n\n".join(parts) + "\n"
