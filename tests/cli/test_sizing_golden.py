"""The smallest number of cards and documented setups, as they are shown, against files that a person read.

To refresh after a change that is meant, and then read the diff:
    ADVISOR_REFRESH_GOLDEN=1 python -m pytest tests/cli/test_sizing_golden.py
"""

import io
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console, RenderableType

from advisor.catalogue.catalogue import Catalogue
from advisor.cli.output import markdown_table, print_rows
from advisor.cli.render_documented import documented_text
from advisor.cli.render_smallest import smallest_markdown, smallest_text
from advisor.plan.documented import DocumentedRow, UnreadRow, Verdict, judge_rows
from advisor.report.documented_document import documented_document, documented_rows
from advisor.report.sizing_document import sizing_document, sizing_rows
from sizing_factory import MEASURED_TITLE, answered, refused

GOLDEN = Path(__file__).parent / "golden"
CATALOGUE = Catalogue.shipped()
# Memory alone decides these, so no speed constant moves them.
ROWS: tuple[DocumentedRow | UnreadRow, ...] = (
    DocumentedRow(number=1, model="glm-5", accelerator="h200-sxm", weights="fp8", cards=8, status="minimum"),
    DocumentedRow(
        number=2, model="glm-5.2", accelerator="ascend-910c", weights="w4a8", cards=8, status="works",
        context_tokens=1_024_000, engine="vLLM-Ascend",
    ),
    DocumentedRow(
        number=3, model="qwen3-235b-a22b", accelerator="ascend-910b3", weights="bf16", cards=8,
        status="recommended", engine="vLLM-Ascend",
    ),
    DocumentedRow(
        number=4, model="glm-5.3", accelerator="ascend-910b3", weights="w8a8", cards=32, nodes=4,
        status="minimum",
    ),
    DocumentedRow(
        number=5, model="glm-5.2", accelerator="ascend-910b3", weights="w8a8", cards=16, nodes=2,
        status="minimum",
    ),
    DocumentedRow(
        number=6, model="glm-4.6", accelerator="ascend-910c", weights="w8a8", cards=8, status="minimum"
    ),
    DocumentedRow(number=7, model="nope", accelerator="h200-sxm", weights="fp8", cards=8, status="works"),
    UnreadRow(
        number=8, model="glm-5", accelerator="h200-sxm", weights="int3", cards="8", status="works",
        problem="weights: found 'int3', wanted one of bf16, fp8",
    ),
)  # fmt: skip


def verdicts() -> tuple[Verdict, ...]:
    return judge_rows(ROWS, CATALOGUE)


def drawn(parts: Sequence[RenderableType]) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=80, highlight=False, markup=False, emoji=False, color_system=None)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


CASES: dict[str, Callable[[], str]] = {
    "sizing.txt": lambda: drawn(smallest_text(answered(), MEASURED_TITLE)),
    "sizing.md": lambda: smallest_markdown(answered(), MEASURED_TITLE),
    "sizing.json": lambda: as_json(sizing_document(answered(), MEASURED_TITLE)),
    "sizing_no.txt": lambda: drawn(smallest_text(refused(), "")),
    "sizing_no.md": lambda: smallest_markdown(refused(), ""),
    "sizing_no.json": lambda: as_json(sizing_document(refused())),
    "documented.txt": lambda: drawn(documented_text(verdicts())),
    "documented.json": lambda: as_json(documented_document(verdicts())),
    "documented.md": lambda: markdown_table(documented_rows(verdicts())) + "\n",
}


@pytest.mark.parametrize("name", CASES)
def test_output_is_as_it_was_read(name: str) -> None:
    path, found = GOLDEN / name, CASES[name]()
    if os.environ.get("ADVISOR_REFRESH_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".txt")])
def test_text_keeps_to_80_columns(name: str) -> None:
    assert max(len(line) for line in CASES[name]().splitlines()) <= 80


@pytest.mark.parametrize(
    ("name", "rows"), [("sizing.csv", sizing_rows(answered())), ("documented.csv", None)]
)
def test_csv_is_as_it_was_read(
    name: str, rows: list[dict[str, Any]] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    print_rows(documented_rows(verdicts()) if rows is None else rows)
    path, found = GOLDEN / name, capsys.readouterr().out
    if os.environ.get("ADVISOR_REFRESH_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_the_arithmetic_of_the_text_holds() -> None:
    # 12,000 x 48 x 12.5% = 72,000 an hour = 20 a second; x (1 s + 200 x 40 ms) = 180 in flight; / 2 = 90.
    text = " ".join(CASES["sizing.txt"]().split())
    for step in ("= 72,000 requests an hour = 20 requests/s", "= 9 s) = 180 in flight", "= 90 sequences"):
        assert step in text
