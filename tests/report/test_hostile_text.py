"""What a file says stays text in every report: no formatting, no link, no HTML, no formula."""

import csv
import io
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.source import Source
from advisor.plan.result import Plan
from advisor.report.citations import age_text
from advisor.report.csv_table import defused, render_csv
from advisor.report.markdown import render_markdown
from advisor.report.markdown_text import bullets, escaped, link, paragraph, table
from plan_factory import sample_plan

EVIL = (
    "<script>alert(1)</script> [click](javascript:alert(1)) ![x](http://x) | *bold* `code` &lt; $x$\n# Title"
)


def _evil_plan() -> Plan:
    plan = sample_plan()
    setup = plan.setups[0]
    lines = tuple(msgspec.structs.replace(line, how=EVIL) for line in setup.cost.lines)
    setup = msgspec.structs.replace(
        setup,
        checkpoint=EVIL,
        layout=msgspec.structs.replace(setup.layout, accelerator="=HYPERLINK(1)", stack=EVIL),
        cost=msgspec.structs.replace(setup.cost, lines=lines),
    )
    return msgspec.structs.replace(plan, setups=(setup,))


def test_no_markup_of_a_file_survives_in_markdown() -> None:
    source = Source(id="hf-hardware-table", title=EVIL, url="javascript:alert(1)", date="2026-08-08")
    page = render_markdown(
        _evil_plan(), names={"KZ": EVIL}, sources={source.id: source}, title=EVIL, note=EVIL
    )
    assert "<script" not in page.replace("\\<script", "")
    assert not re.search(r"(?<!\\)\[", page)
    assert not re.search(r"(?<!\\)`", page)
    assert not re.search(r"<(?!https?://)", page.replace("\\<", ""))
    assert "\n# Title" not in page


def test_every_row_of_a_table_has_its_columns() -> None:
    page = render_markdown(_evil_plan())
    for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}
        assert len(widths) == 1


@given(st.text())
def test_escaped_text_is_one_line_without_live_characters(text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>`\[\]|*_]", re.sub(r"\\(.)", "", shown))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- x", r"\- x"),
        ("1. a", r"1\. a"),
        ("12) b", r"12\) b"),
        ("3.5 GB", "3.5 GB"),
        ("+ c", r"\+ c"),
        ("===", r"\==="),
        ("# f", r"\# f"),
        ("h200-sxm", "h200-sxm"),
        ("gp10_risk", r"gp10\_risk"),
    ],
)
def test_a_paragraph_starts_no_block(text: str, shown: str) -> None:
    assert paragraph(text) == shown
    assert bullets([text]) == f"- {shown}"


def test_only_web_addresses_become_links() -> None:
    assert link("https://example.org/a_(b)") == "<https://example.org/a_(b)>"
    assert link("javascript:alert(1)") == "javascript:alert(1)"
    assert link("https://example.org/<b>") == r"https://example.org/\<b\>"
    assert link("file:///etc/passwd") == "file:///etc/passwd"


def test_a_table_escapes_its_cells() -> None:
    assert table(("A", "B"), [("x|y", "z")], right=("B",)) == "| A | B |\n| --- | ---: |\n| x\\|y | z |"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r\n="])
def test_no_cell_is_a_formula(start: str) -> None:
    assert str(defused(f"{start}cmd()")).startswith("'")


@given(st.text())
def test_text_cells_never_start_a_formula(text: str) -> None:
    assert str(defused(text))[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_the_csv_of_a_hostile_plan_stays_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(_evil_plan()))))
    assert rows[0]["accelerator"] == "'=HYPERLINK(1)"
    assert all(None not in row and None not in row.values() for row in rows)
    assert len(render_csv(_evil_plan()).splitlines()) == len(rows) + 1


def test_an_unpriced_setup_has_empty_money_cells() -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(sample_plan()))))
    assert [row["row"] for row in rows] == [
        "feasible", "tight", "price_unknown", "near_miss", "rejected", "rejected", "rejected",
    ]  # fmt: skip
    assert rows[2]["capex_usd_mid"] == ""
    assert rows[2]["highest_quote_usd"] == "92418.55"
    assert rows[0]["capex_usd_mid"] == "488718.44"


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2026-08-08", ", 107 days old"),
        ("2026-08", ", up to 114 days old"),
        ("2025", ", up to 691 days old"),
        ("2027-01-01", ", later than this plan"),
        ("undated", ""),
        ("", ""),
    ],
)
def test_the_age_of_a_source(date: str, text: str) -> None:
    assert age_text(date, "2026-11-23") == text
