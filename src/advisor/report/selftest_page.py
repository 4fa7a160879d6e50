"""The self-test as the section of the README that states the errors, and as a JSON document."""

import textwrap
from collections.abc import Sequence
from typing import Any

import msgspec

from advisor.evidence.comparison import Comparison, Omission
from advisor.evidence.score import Summary
from advisor.evidence.stated import Shortfall, StatedErrors
from advisor.report.error_table import markdown_errors
from advisor.report.markdown_text import paragraph
from advisor.report.validation_document import outcome_document, summary_document
from advisor.wording.error_sentences import (
    columns_sentence,
    left_out_sentence,
    overall_sentence,
    shortfall_text,
    targets_sentence,
    widths_sentence,
)

WIDTH = 110
FORMAT = "advisor.selftest/1.0"


def selftest_markdown(summary: Summary) -> str:
    """What was compared, the table, and what its columns and targets are."""
    parts = (
        _wrapped(f"{left_out_sentence(summary)} {overall_sentence(summary.overall)}"),
        markdown_errors(summary, meant=True),
        _wrapped(f"{columns_sentence()} {widths_sentence()}"),
        _wrapped(targets_sentence()),
    )
    return "\n\n".join(parts) + "\n"


def selftest_document(
    outcomes: Sequence[Comparison | Omission],
    summary: Summary,
    stated: StatedErrors,
    worse: Sequence[Shortfall],
    as_of: str,
) -> dict[str, Any]:
    """Rows and summary as of a validation, what the version states, and in what this is `worse`."""
    return {
        "format": FORMAT,
        "as_of": as_of,
        "rows": [outcome_document(outcome) for outcome in outcomes],
        "summary": summary_document(summary),
        "stated": msgspec.to_builtins(stated),
        "worse": [{**msgspec.to_builtins(one), "text": shortfall_text(one)} for one in worse],
    }


def _wrapped(text: str) -> str:
    return textwrap.fill(paragraph(text), WIDTH, break_long_words=False, break_on_hyphens=False)
