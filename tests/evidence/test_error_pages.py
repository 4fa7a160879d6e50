"""Validation and self-test in every format, against files that were read by a person.

To refresh after a change that is meant, and then read the diff:
    ADVISOR_REFRESH_GOLDEN=1 python -m pytest tests/evidence/test_error_pages.py
"""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from advisor.cli import render_errors
from advisor.cli.output import print_rows
from advisor.evidence.comparison import Comparison, Omission
from advisor.evidence.score import Seen, Summary, summarise
from advisor.evidence.stated import StatedErrors, shortfalls, stated_from
from advisor.report.selftest_page import selftest_document, selftest_markdown
from advisor.report.validation_document import COLUMNS, csv_row, validation_document
from advisor.report.validation_page import validation_markdown
from evidence_records import SAMPLE, compared, measured_row
from golden_file import same_as_file

GOLDEN = Path(__file__).parent / "golden"
SUMMARY = summarise(SAMPLE)
SEEN, NOT_SEEN = Seen(fitted_rows=5, calibrated_rows=2), Seen()
HOSTILE = "\x1b]0;owned\x07[bold]`|*"


def stated() -> StatedErrors:
    """What a version states that promises a little more than the sample keeps."""
    found = stated_from(SUMMARY)
    return StatedErrors(
        rows=found.rows,
        answered=9,
        cells=tuple(
            type(cell)(
                measure=cell.measure,
                vendor_group=cell.vendor_group,
                rows=cell.rows,
                pairs=cell.pairs,
                median_ape_percent=cell.median_ape_percent - (5 if cell.vendor_group == "nvidia" else 0),
                share_inside=cell.share_inside,
                median_width=cell.median_width,
            )
            for cell in found.cells
        ),
    )


WORSE = shortfalls(SUMMARY, stated())


def drawn(parts: Sequence[RenderableType]) -> str:
    """As a terminal of 80 columns shows it, without the spaces at the ends of lines."""
    console = Console(file=io.StringIO(), width=80, highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def as_json(document: object) -> str:
    return json.dumps(document, indent=1) + "\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("validation.txt", drawn(render_errors.validation_text(SAMPLE, SUMMARY, SEEN, "rows.csv", 3))),
        ("validation.md", validation_markdown(SAMPLE, SUMMARY, SEEN, "rows.csv", 3)),
        ("validation.json", as_json(validation_document(SAMPLE, SUMMARY, "2026-11-24", SEEN))),
        ("selftest.txt", drawn(render_errors.selftest_text(SUMMARY, WORSE))),
        ("selftest.md", selftest_markdown(SUMMARY)),
        ("selftest.json", as_json(selftest_document(SAMPLE, SUMMARY, stated(), WORSE, "2026-11-24"))),
    ],
)
def test_page(name: str, text: str) -> None:
    assert same_as_file(text, GOLDEN / name)


def test_csv_rows(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows((csv_row(one) for one in SAMPLE), COLUMNS)
    assert same_as_file(capsys.readouterr().out, GOLDEN / "validation.csv")


def test_nothing_answered_is_said_without_tables() -> None:
    ones = tuple(one for one in SAMPLE if isinstance(one, Omission))
    found = summarise(ones)
    for text in (
        drawn(render_errors.validation_text(ones, found, NOT_SEEN, "rows.csv", 3)),
        validation_markdown(ones, found, NOT_SEEN, "rows.csv", 3),
    ):
        assert "4 rows of rows.csv: 0 answered, 4 skipped." in text
        assert "Nothing was predicted" in text
        assert "edian error" not in text
    document = validation_document(ones, found, "2026-11-24", NOT_SEEN)
    assert document["summary"]["median_ape_percent"] is None
    assert document["summary"]["by_vendor"] == {}
    assert "Nothing was predicted" in selftest_markdown(found)


@pytest.mark.parametrize("width", [1, 999.0, 4.2e11])
def test_far_off_rows_stay_within_80_columns(width: float) -> None:
    ones = tuple(
        compared(f"far-{number}", 1e-9, 1e-9, 1e-9 * width, 1.0, group="ascend_a2", part="ascend-910b")
        for number in range(1200)
    )
    text = drawn(render_errors.validation_text(ones, summarise(ones), NOT_SEEN, "rows.csv", 1))
    assert max(map(len, text.splitlines())) <= 80
    assert "\u2026" not in text, "no figure is cut"


def test_text_from_a_file_is_neither_markup_nor_control() -> None:
    ones = (
        compared("[red]a`", 20.0, 18.0, 22.0, 30.0, model="glm|5", part="*x*"),
        Omission(row=measured_row("b", 1.0), code="model_unknown", detail=HOSTILE * 40, near="glm-5"),
        Omission(row=measured_row("c", 1.0), code="a_code_to_come", detail="why"),
    )
    found = summarise(ones)
    page = validation_markdown(ones, found, NOT_SEEN, "[x](http://e.org).csv", 3)
    assert "\\[red\\]a\\`" in page
    assert "\\[x\\](http" in page
    text = drawn(render_errors.validation_text(ones, found, NOT_SEEN, "r.csv", 3))
    assert "[red]a`" in text
    assert "a code to come: why" in text
    assert "\x1b" not in text + page


def rows_of(summary: Summary) -> int:
    return sum(one.rows for one in summary.table.values())


def test_shortfalls_name_only_what_is_worse() -> None:
    assert shortfalls(SUMMARY, stated_from(SUMMARY)) == ()
    better = tuple(
        compared(one.row.id, one.measured, one.measured, one.measured, one.measured * 1.2)
        if isinstance(one, Comparison) and one.vendor_group == "intel"
        else one
        for one in SAMPLE
    )
    assert shortfalls(summarise(better), stated_from(SUMMARY)) == ()
    assert {one.what for one in WORSE} == {"answered", "median_ape_percent"}
    fewer = summarise(one for one in SAMPLE if one.row.id not in ("b1", "a1"))
    found = shortfalls(fewer, stated_from(SUMMARY))
    assert {(one.what, one.vendor_group) for one in found} >= {
        ("answered", None),
        ("rows", "amd"),
        ("rows", "nvidia"),
    }
    assert rows_of(fewer) == rows_of(SUMMARY) - 2
