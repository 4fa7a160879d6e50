"""The Speed pane: parts at once, what stands around them when it is there, a line where it can't be."""

from pathlib import Path

import msgspec
import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.explanation import Explanation
from advisor.plan.result import Plan, Setup
from advisor.tui.engine import Engine
from advisor.tui.text.speed_text import WORKING
from advisor.tui.widgets.pane import Pane
from speed_records import EXPLAINED
from tui_world import JOURNEY, answer, lines, make_app, press, preview, running, settle, text


def engine(explain: object) -> Engine:
    return Engine(
        planner=answer, preview=preview, to_usd=lambda amount, currency, regions: amount,
        explain=explain,  # type: ignore[arg-type]
    )  # fmt: skip


class Explainer:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, setup: Setup, plan: Plan, catalogue: Catalogue) -> Explanation:
        self.asked.append(setup.layout.accelerator)
        return EXPLAINED


async def test_nothing_is_worked_out_before_the_pane_opens_and_then_once(tmp_path: Path) -> None:
    explain = Explainer()
    app = make_app(tmp_path, engine=engine(explain))
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "enter", "1", "3", "4", "5")
        assert explain.asked == []
        await press(pilot, "2", "1", "2")
        assert len(explain.asked) == 1
        await press(pilot, "escape", "down", "enter", "2")
        assert len(explain.asked) == 2


async def test_the_pane_shows_parts_curve_changes_and_evidence(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app, (100, 140)) as pilot:
        await press(pilot, *JOURNEY, "enter", "2")
        shown = text(app)
    for said in (
        "One token, by part",
        "At other concurrency, same layout",
        "Largest concurrency: 40 requests of 5,120 tokens",
        "What one change would do",
        "Measured nearby",
        "https://example.org/performance-lab/glm-5.2/h200.md",
    ):
        assert said in shown
    assert WORKING not in shown


async def test_at_80_columns_nothing_is_cut(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app, (80, 160)) as pilot:
        await press(pilot, *JOURNEY, "enter", "2")
        shown = [line.rstrip() for line in lines(app)]
    assert any(line.endswith("late") for line in shown), "the last column of the curve"
    assert any("71 (+31)" in line for line in shown), "the last column of the changes"


async def test_the_reader_stays_where_they_are_when_it_arrives(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "enter", "2", "pagedown")
        pane = app.screen.query_one(Pane)
        place = pane.scroll_offset.y
        assert place > 0
        app.tell_screen("show_explained")
        await settle(pilot)
        assert pane.scroll_offset.y == place


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("no speed is known: rates missing"), "no speed is known: rates missing"),
        (RuntimeError("boom"), "a fault of Advisor itself"),
    ],
)
async def test_what_can_not_be_worked_out_is_said_beside_the_speeds(
    tmp_path: Path, error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.tui.work.write_log", lambda text: None)

    def fails(setup: Setup, plan: Plan, catalogue: Catalogue) -> Explanation:
        raise error

    app = make_app(tmp_path, engine=engine(fails))
    async with running(app, (100, 60)) as pilot:
        await press(pilot, *JOURNEY, "enter", "2")
        assert said in text(app)
        assert "One token, by part" in text(app)


async def test_markup_in_a_source_is_shown_as_text(tmp_path: Path) -> None:
    row = msgspec.structs.replace(EXPLAINED.evidence[0].near.row, source_title="[red]x[/] [@click=app.bell]")
    near = msgspec.structs.replace(EXPLAINED.evidence[0].near, row=row)
    evidence = msgspec.structs.replace(EXPLAINED.evidence[0], near=near)
    hostile = msgspec.structs.replace(EXPLAINED, evidence=(evidence,))
    app = make_app(tmp_path, engine=engine(lambda setup, plan, catalogue: hostile))
    async with running(app, (100, 140)) as pilot:
        await press(pilot, *JOURNEY, "enter", "2")
        assert "[red]x[/] [@click=app.bell]" in text(app)
