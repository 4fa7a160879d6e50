"""The explained estimate as text, Markdown and JSON: read once by a person, then kept as files."""

import json
from pathlib import Path

import msgspec
import pytest

from advisor.estimate.result import Term
from advisor.plan.explanation import Explanation
from advisor.report.estimate_document import estimate_speed_document, explanation_document
from advisor.report.estimate_markdown import estimate_markdown
from advisor.report.speed_page.lines import Column, cell_width, plain, table, wrapped
from advisor.report.speed_page.page import explanation_blocks, term_blocks
from advisor.report.speed_page.summary_lines import summary_lines
from golden_file import same_as_file
from speed_records import CURVE, DECODE_TERMS, EXPLAINED, LAYOUT, LOAD, SPEED, around, row, speed_of

GOLDEN = Path(__file__).parent / "golden_estimate"


def page(explained: Explanation, width: int, *, ascii_only: bool = False) -> list[str]:
    lines = [
        *summary_lines(SPEED, LAYOUT, LOAD, "supported", width),
        *term_blocks(SPEED, width, ascii_only=ascii_only),
        *explanation_blocks(explained, width, ascii_only=ascii_only),
    ]
    return [plain(line) for line in lines]


@pytest.mark.parametrize("width", [80, 120])
def test_text(width: int) -> None:
    assert same_as_file("\n".join(page(EXPLAINED, width)) + "\n", GOLDEN / f"estimate-{width}.txt")


def test_text_where_the_terminal_knows_ascii_alone() -> None:
    text = "\n".join(page(EXPLAINED, 80, ascii_only=True)) + "\n"
    assert text.isascii()
    assert text.replace("#", "█") == (GOLDEN / "estimate-80.txt").read_text(encoding="utf-8")


def test_markdown() -> None:
    text = estimate_markdown("glm-5 fp8 on 8 x h200-sxm", ["Yes: it fits."], SPEED, EXPLAINED)
    assert same_as_file(text, GOLDEN / "estimate.md")


def test_json() -> None:
    document = {**estimate_speed_document(SPEED), **explanation_document(EXPLAINED)}
    assert same_as_file(json.dumps(document, indent=2) + "\n", GOLDEN / "estimate.json")


@pytest.mark.parametrize("width", [40, 60, 76, 80, 100, 200])
def test_no_line_is_longer_than_the_terminal(width: int) -> None:
    for line in page(EXPLAINED, width):
        assert cell_width(line) <= width, line


def test_where_numbers_are_large_the_curve_keeps_its_columns_and_drops_mids_that_the_chart_has() -> None:
    large = msgspec.structs.replace(
        CURVE.points[0],
        concurrency=65_536,
        tpot_ms=around(1234.0),
        ttft_ms=around(23_456.0),
        output_tok_s=around(123_456.0),
    )
    curve = msgspec.structs.replace(CURVE, points=(*CURVE.points[:2], large))
    lines = page(msgspec.structs.replace(EXPLAINED, curve=curve), 76)
    heads = next(line for line in lines if "ms to first token" in line)
    row_of_it = next(line for line in lines if "65,536" in line and "GB" in line)
    assert "617-2,468" in row_of_it
    assert "23,456 (11,728-46,912)" in row_of_it
    assert len(row_of_it) <= 76
    assert row_of_it.index("+ 42.0 GB") == heads.index("memory")


def test_absurd_times_keep_their_bars_on_the_line() -> None:
    slow = msgspec.structs.replace(SPEED, decode_terms=(Term("prefill", 83_810_842.0), Term("kv", 1.0)))
    lines = [plain(line) for line in term_blocks(slow, 76)]
    assert any("83,810,842 ms █" in line for line in lines)
    assert all(cell_width(line) <= 76 for line in lines)


def test_wide_letters_count_twice_and_are_not_cut() -> None:
    title = "昇腾推理基准" * 20
    lines = [plain(line) for line in wrapped(title, 40, indent=4)]
    assert all(cell_width(line) <= 40 for line in lines)
    assert "".join(line.strip() for line in lines) == title


def test_a_table_too_wide_for_the_terminal_becomes_sentences() -> None:
    columns = [Column("what"), Column("ms a token"), Column("output tokens/s")]
    rows = [("speculation", "12.0-48.0", "620-2,480")]
    (line, *more) = [plain(line) for line in table(columns, rows, 36)]
    assert " ".join([line, *(part.strip() for part in more)]).strip() == (
        "what speculation; ms a token 12.0-48.0; output tokens/s 620-2,480"
    )


def test_what_was_measured_is_told_apart_from_what_the_parts_explain() -> None:
    measured = msgspec.structs.replace(SPEED, tpot_ms=speed_of(36.0, 800.0, basis="measured").tpot_ms)
    said = " ".join(plain(line).strip() for line in term_blocks(measured, 200))
    assert sum(term.ms for term in DECODE_TERMS) == pytest.approx(39.95)
    assert "The parts are of the prediction, 40.0 ms; measured was 36.0 ms." in said


def test_what_does_not_fit_has_no_speed_to_compare_with() -> None:
    explained = msgspec.structs.replace(EXPLAINED, predicted=None)
    asked = next(line for line in page(explained, 120) if "as asked" in line)
    assert "x does not fit" in asked
    document = explanation_document(explained)
    assert all(change["tpot_ms_delta"] is None for change in document["what_if"])


def test_without_an_explanation_every_key_is_there() -> None:
    assert set(explanation_document(None)) == set(explanation_document(EXPLAINED))
    assert set(estimate_speed_document(None)) == set(estimate_speed_document(SPEED))


def test_a_point_that_does_not_fit_is_never_drawn_as_a_bar() -> None:
    empty = msgspec.structs.replace(CURVE, points=CURVE.points[-1:], largest_concurrency=0, bound_by="memory")
    lines = page(msgspec.structs.replace(EXPLAINED, curve=empty), 80)
    assert not any("ms a token of each" in line for line in lines)
    assert any("Largest concurrency: none" in line for line in lines)


def test_markdown_of_a_source_stays_text() -> None:
    hostile = msgspec.structs.replace(
        row("x", "tpot_ms", 1.0), source_title="[a](javascript:b) | <img>", source_url="javascript:alert(1)"
    )
    evidence = msgspec.structs.replace(
        EXPLAINED.evidence[0], near=msgspec.structs.replace(EXPLAINED.evidence[0].near, row=hostile)
    )
    text = estimate_markdown("t", [], SPEED, msgspec.structs.replace(EXPLAINED, evidence=(evidence,)))
    assert r"\[a\](javascript:b) \| \<img\>" in text
    assert "<javascript" not in text
