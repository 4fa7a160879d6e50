"""Tables of errors as `validate` and `selftest` show them in a terminal, 80 columns wide."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.evidence.comparison import Comparison, Omission
from advisor.evidence.score import Score, Seen, Summary, worst
from advisor.evidence.stated import Shortfall
from advisor.wording import error_words as words
from advisor.wording.error_sentences import (
    columns_sentence,
    left_out_sentence,
    outcome_sentence,
    overall_sentence,
    skipped_lines,
    table_rows,
    target_text,
    targets_sentence,
    validation_sentences,
    verdict_sentence,
    widths_sentence,
)

SHOWN_GROUPINGS = ("basis", "accelerator_family", "model_family")
"""Groupings that the text shows below the table; JSON has all of them."""
_HEADS = ("Rows", "Pairs", "Median", "Mean", "Inside", "Width", "Bias")


def validation_text(
    outcomes: Sequence[Comparison | Omission], summary: Summary, seen: Seen, name: str, most_worst: int
) -> list[RenderableType]:
    """How many rows were answered, how far off they are, the `most_worst` furthest off, what was skipped.

    `name` is the file's. `seen` counts the rows that are no test of the model.
    """
    compared = [one for one in outcomes if isinstance(one, Comparison)]
    parts: list[RenderableType] = [Text(line) for line in validation_sentences(summary, seen, name)]
    if compared:
        parts += ["", error_table(summary, meant=False), "", grouping_table(summary)]
        parts += ["", Text(columns_sentence()), Text(words.SHORT_NOTE)]
    parts += _worst_lines(compared, most_worst)
    return [*parts, *_omission_lines(one for one in outcomes if isinstance(one, Omission))]


def selftest_text(summary: Summary, worse: Sequence[Shortfall]) -> list[RenderableType]:
    """What was compared, the tables, what the columns and targets are, and the verdict."""
    parts: list[RenderableType] = [Text(left_out_sentence(summary)), Text(overall_sentence(summary.overall))]
    if summary.answered:
        parts += ["", error_table(summary, meant=True), "", grouping_table(summary), ""]
        parts += [Text(columns_sentence()), Text(words.SHORT_NOTE)]
        parts += [Text(widths_sentence()), Text(targets_sentence())]
    return [*parts, "", Text(verdict_sentence(worse), style="bold")]


def error_table(summary: Summary, *, meant: bool) -> Table:
    """Measure by group of parts; with the errors that are `meant`, which are for pairs never seen."""
    drawn = _empty(("", *_HEADS, "Meant") if meant else ("", *_HEADS))
    for measure, cells in table_rows(summary.table):
        drawn.add_row(Text(words.SHORT_MEASURES[measure], style="bold"))
        for group, found in cells:
            target = (target_text(measure, group, found),) if meant else ()
            drawn.add_row(f"  {words.VENDOR_GROUPS[group]}", *words.score_cells(found), *target)
    return drawn


def grouping_table(summary: Summary) -> Table:
    """The same figures by basis and by family."""
    drawn = _empty(("", *_HEADS))
    for name in SHOWN_GROUPINGS:
        groups: Mapping[str, Score] = summary.by[name]
        drawn.add_row(Text(words.GROUPINGS[name], style="bold"))
        for group, found in groups.items():
            drawn.add_row(Text(f"  {group}"), *words.score_cells(found))
    return drawn


def _worst_lines(compared: Sequence[Comparison], most: int) -> list[RenderableType]:
    lines = [_indented(outcome_sentence(one)) for one in worst(compared, most)]
    return [Text("\nFurthest off", style="bold"), *lines] if lines else []


def _omission_lines(omissions: Iterable[Omission]) -> list[RenderableType]:
    lines = [_indented(line) for line in skipped_lines(omissions)]
    return [Text("\nSkipped", style="bold"), *lines] if lines else []


def _empty(heads: Sequence[str]) -> Table:
    drawn = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for head in heads:
        drawn.add_column(head, no_wrap=True, justify="right" if head else "left")
    return drawn


def _indented(line: str) -> RenderableType:
    """A line whose continuation stands under its text."""
    drawn = Table(box=None, pad_edge=False, show_header=False, padding=0)
    drawn.add_column(width=2)
    drawn.add_column(overflow="fold")
    drawn.add_row("", Text(line))
    return drawn
