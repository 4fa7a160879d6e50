"""The way from region to results at 80x24, with the keyboard only."""

from decimal import Decimal
from pathlib import Path

from advisor.tui.screens.budget import BudgetScreen
from advisor.tui.screens.model import ModelScreen
from advisor.tui.screens.region import RegionScreen
from advisor.tui.screens.results import ResultsScreen
from advisor.tui.screens.setup import SetupScreen
from advisor.tui.screens.workload import WorkloadScreen
from tui_world import JOURNEY, make_app, press, running, text


async def test_from_region_to_results(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        assert isinstance(app.screen, RegionScreen)
        await press(pilot, "slash", *"kaz", "enter")
        assert "Personal data of citizens" in text(app)
        await press(pilot, "enter")
        assert app.state.draft.region == "KZ"
        assert isinstance(app.screen, BudgetScreen)
        await press(pilot, *"3m")
        assert "12" in text(app)
        assert "96" in text(app)
        await press(pilot, "down", "down", "backspace", "5", "enter")
        assert (app.state.draft.budget, app.state.draft.years) == (Decimal(3_000_000), 5)
        assert isinstance(app.screen, ModelScreen)
        await press(pilot, "enter")
        assert app.state.draft.model == "glm-5"
        assert isinstance(app.screen, WorkloadScreen)
        await press(pilot, "s")
        assert isinstance(app.screen, ResultsScreen)
        assert app.state.plan is not None
        assert app.state.plan.brief == app.state.draft.brief()
        shown = text(app)
        assert "Yes: 2 setups serve GLM-5 in Kazakhstan for 3,000,000 USD, 1 more unpriced." in shown
        assert "Office assistant chat, 50 concurrent requests" in shown
        assert "at least 488,718 USD" in shown


async def test_choosing_a_setup(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "down", "enter")
        assert isinstance(app.screen, SetupScreen)
        await press(pilot, "c")
        assert app.state.chosen == 1
        assert app.state.chosen_setup is not None
        assert "* chosen" in text(app)
        await press(pilot, "escape")
        assert "3 setups *" in text(app)


async def test_every_pane_of_a_setup(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "enter")
        for key, words in (
            ("1", "Routed experts                    89.2 GB █"),
            ("2", "Time per token (TPOT)   24.6    31.8    41.2   80.0  ms  + within"),
            ("3", "Landed capex"),
            ("4", "Can it be exported to you? ! licence, case by case"),
            ("5", "sources; ages as of 2026-11-23"),
        ):
            await press(pilot, key)
            assert words in text(app), key
        await press(pilot, "right")
        assert "[1 Memory]" in text(app)


async def test_numbers_lead_to_any_step_that_is_open(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "1")
        assert isinstance(app.screen, RegionScreen)
        await press(pilot, "3")
        assert isinstance(app.screen, ModelScreen)
        await press(pilot, "5")
        assert isinstance(app.screen, ResultsScreen)


async def test_a_step_too_far_ends_at_the_first_open_question(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter", "escape", "5")
        assert isinstance(app.screen, BudgetScreen)
        assert "First this: " in text(app)


async def test_escape_goes_back_step_by_step(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY)
        for screen in (WorkloadScreen, ModelScreen, BudgetScreen, RegionScreen):
            await press(pilot, "escape")
            assert isinstance(app.screen, screen)
        await press(pilot, "escape")
        assert isinstance(app.screen, RegionScreen)


async def test_another_region_drops_the_plan(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "1", "down", "down", "enter")
        assert app.state.draft.region == "MN"
        assert app.state.plan is None
        await press(pilot, "escape", "5")
        assert app.state.plan is not None
        assert app.state.plan.brief.region == "MN"
