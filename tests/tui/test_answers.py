"""Buyer, searches, a helpful no, near-misses, rejections, warnings, and what goes wrong."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from textual.message import Message

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.brief import Brief
from advisor.plan.errors import BriefError
from advisor.plan.result import Plan
from advisor.tui.engine import Engine
from advisor.tui.messages import BuyerSet, PlanComputed, RegionChosen
from advisor.tui.screens.results import ResultsScreen
from advisor.tui.screens.setup import SetupScreen
from advisor.tui.screens.turned_down import NearMissScreen
from tui_world import JOURNEY, answer, make_app, press, preview, running, settle, text


async def test_messages_of_a_journey_in_order(tmp_path: Path) -> None:
    heard: list[Message] = []
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24), message_hook=heard.append) as pilot:
        await settle(pilot)
        await press(pilot, *JOURNEY)
    names = [type(message).__name__ for message in heard]
    told = dict.fromkeys(name for name in names if name.endswith(("Chosen", "Set", "Computed")))
    assert list(told) == ["RegionChosen", "BudgetSet", "ModelChosen", "WorkloadSet", "PlanComputed"]
    assert RegionChosen.__name__ in told
    assert PlanComputed.__name__ in told


async def test_the_buyer_is_the_region_unless_said(tmp_path: Path) -> None:
    heard: list[Message] = []
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24), message_hook=heard.append) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down")
        assert "Buyer in Kenya, no US ties, accepts no risk" in text(app)
        await press(pilot, "b", "down", *"cn", "down", "space", "down", "space", "enter")
        assert [message for message in heard if isinstance(message, BuyerSet)]
        draft = app.state.draft
        assert (draft.buyer_hq, draft.buyer_parent) == (None, "CN")
        assert (draft.us_ties, draft.accept_use) == (True, ("gp10_risk",))
        assert "Buyer in Kenya, parent in China, US ties, accepts GP10 risk" in text(app)


async def test_half_a_country_code_is_refused(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "b", "c", "enter")
        assert "wants two letters" in text(app)
        await press(pilot, "escape")
        assert app.state.draft.buyer_hq is None


async def test_another_buyer_in_the_results_computes_anew(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "b", "down", "down", "down", "space", "enter")
        assert isinstance(app.screen, ResultsScreen)
        assert app.state.plan is not None
        assert app.state.plan.brief.accept_use == ("gp10_risk",)


async def test_search_takes_any_words_in_any_order(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "slash", *"asia d:1", "enter")
        shown = text(app)
        assert "Kazakhstan" in shown
        assert "Mongolia" in shown
        assert "Kenya" not in shown
        await press(pilot, "escape")
        assert "Kenya" in text(app)


async def test_a_search_without_a_match_says_so(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "slash", *"atlantis", "enter")
        assert "No country matches" in text(app)
        await press(pilot, "enter")
        assert app.state.draft.region == ""


async def test_an_empty_plan_shows_what_would_work(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter", *"50k", "enter", "enter", "enter")
        shown = text(app)
        assert "No: nothing serves GLM-5 in Kazakhstan for 50,000 USD." in shown
        assert "What would work" in shown
        assert "488,718 USD" in shown
        assert "What stood in the way" in shown


async def test_near_misses_and_rejections_with_reasons_in_numbers(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY, "n")
        assert isinstance(app.screen, NearMissScreen)
        assert "budget 3,000,000 USD, 412,212 USD over" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, SetupScreen)
        await press(pilot, "c")
        assert app.state.chosen is None
        await press(pilot, "escape", "escape", "r", "down")
        assert "106.3 GB needed on each device, 85.5 GB usable, 20.8 GB short" in text(app).replace(
            "\n ", " "
        )
        await press(pilot, "escape", "w")
        assert "No rate was found" in text(app) or "no rate was found" in text(app)


async def test_a_brief_that_cannot_be_answered_says_why(tmp_path: Path) -> None:
    def refuse(brief: Brief, catalogue: Catalogue, as_of: date) -> Plan:
        raise BriefError("users", "no published figure turns users into requests")

    engine = Engine(planner=refuse, preview=preview, to_usd=lambda amount, currency, regions: amount)
    app = make_app(tmp_path, engine=engine)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY)
        assert "users: no published figure" in text(app)
        assert app.state.plan is None
        await press(pilot, "escape")
        assert app.is_running


async def test_a_fault_of_the_engine_is_logged_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(brief: Brief, catalogue: Catalogue, as_of: date) -> Plan:
        raise ZeroDivisionError("engine")

    monkeypatch.setattr("advisor.tui.log.log_path", lambda: tmp_path / "state" / "crash.log")
    engine = Engine(planner=break_down, preview=preview, to_usd=lambda amount, currency, regions: amount)
    app = make_app(tmp_path, engine=engine)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY)
        assert "a fault of Advisor itself" in text(app)
        assert "ZeroDivisionError" not in text(app)
    log = tmp_path / "state" / "crash.log"
    assert "ZeroDivisionError" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


async def test_an_answer_to_an_older_question_is_dropped(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY)
        brief = app.state.draft.brief()
        assert brief is not None
        stale = msgspec.structs.replace(brief, region="KE")
        app.post_message(PlanComputed(stale, answer(stale, app.state.catalogue, app.state.as_of)))
        await settle(pilot)
        assert app.state.plan is not None
        assert app.state.plan.brief.region == "KZ"


async def test_letters_never_reach_the_amount(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter", *"abc", "enter")
        assert "wants an amount such as 3,000,000 or 3m" in text(app)
        assert app.state.draft.budget is None


async def test_local_currency_is_taken_where_there_is_a_rate(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter", *"900m", "down", "ctrl+u", *"kzt", "enter")
        assert (str(app.state.draft.budget), app.state.draft.currency) == ("900000000", "KZT")
        await press(pilot, "escape", "down", "ctrl+u", *"eur", "enter")
        assert "no exchange rate for EUR" in text(app)


async def test_numbers_of_the_load_replace_the_preset(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY[:-1], "tab", *"200", "down", *"4000", "enter")
        draft = app.state.draft
        assert (draft.concurrency, draft.input_tokens, draft.output_tokens) == (200, 4000, None)


async def test_the_model_page_sets_claims_beside_findings(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter", "3", "m", "enter", "i")
        shown = text(app)
        assert "44 billion (the press)" in shown
        assert "40 billion by the publisher, 40.8 computed" in shown
        assert "x wrong" in shown
        assert "? unconfirmed" in shown
        await press(pilot, "pagedown")
        shown += text(app)
        assert "77.8%" in shown
        assert "72.8%" in shown
