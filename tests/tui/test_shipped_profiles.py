"""The app with the shipped profiles and the real engine: the cases it was made for."""

from pathlib import Path

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.search import make_plan
from advisor.session.file import open_session
from advisor.tui.app import AdvisorApp
from tui_world import AS_OF, Clock, press, running, text

GLM_5 = ("slash", *"glm-5", "enter", "enter", "s")


def real_app(directory: Path, path: Path | None = None) -> AdvisorApp:
    """Nothing put in place of anything but the clock."""
    return AdvisorApp(
        Catalogue.shipped(),
        as_of=AS_OF,
        sessions_dir=directory,
        session=open_session(path) if path else None,
        session_path=path,
        pause_s=0,
        now=Clock(),
    )


def to_results(country: str, budget: str) -> tuple[str, ...]:
    """Keys from the first screen to the results for GLM-5."""
    return ("slash", *country, "enter", "enter", *budget, "enter", *GLM_5)


async def test_kazakhstan_saved_and_opened_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = real_app(Path("here"))
    async with running(app) as pilot:
        await press(pilot, *to_results("kaz", "3m"))
        plan, brief = app.state.plan, app.state.draft.brief()
        assert plan is not None
        assert brief is not None
        assert plan == make_plan(brief, Catalogue.shipped(), AS_OF)
        parts = {item.layout.accelerator for item in plan.setups}
        parts |= {item.setup.layout.accelerator for item in plan.near_misses}
        parts |= {item.accelerator for item in plan.rejections}
        assert parts >= {"ascend-910b3", "ascend-910c", "h20-96", "h100-sxm", "h200-sxm", "mi300x"}
        await press(pilot, "enter", "c", "escape")
        shown = text(app).splitlines()[4:]
        await press(pilot, "ctrl+s", "ctrl+u", *"kz", "enter")
    again = real_app(Path("elsewhere"), Path("kz.toml"))
    async with running(again) as pilot:
        assert again.state.plan == plan
        assert again.state.chosen == 0
        assert text(again).splitlines()[4:] == shown
        for key in ("enter", "1", "2", "3", "4", "5"):
            await press(pilot, key)
        assert "no entry in the catalogue" not in text(again)


async def test_mongolia_totals_are_at_least(tmp_path: Path) -> None:
    app = real_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *to_results("mong", "3m"))
        assert app.state.plan is not None
        for setup in app.state.plan.setups:  # some parts have no power figure either
            assert {"power_price", "power_draw"} & set(setup.cost.tco.missing)
        await press(pilot, "enter", "3")
        assert '! "+" means at least; not known:' in text(app)
        assert "power price" in text(app).replace("\n ", " ")


async def test_a_kenyan_buyer_with_a_chinese_parent(tmp_path: Path) -> None:
    app = real_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "slash", *"keny", "enter", "b", "down", *"cn", "enter")
        await press(pilot, "enter", *"3m", "enter", *GLM_5)
        plan = app.state.plan
        assert plan is not None
        assert plan.brief.buyer.parent == "CN"
        refused = {
            one.accelerator for one in plan.rejections if "export_refused" in {r.code for r in one.reasons}
        }
        assert "b200" in refused
        assert "b200" not in {setup.layout.accelerator for setup in plan.setups}


async def test_fifty_thousand_is_a_helpful_no(tmp_path: Path) -> None:
    app = real_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *to_results("kaz", "50k"))
        assert app.state.plan is not None
        assert not app.state.plan.feasible
        shown = text(app)
        assert "x No: nothing serves GLM-5 in Kazakhstan for 50,000 USD." in shown
        assert "What would work" in shown
        assert "would serve GLM-5" in shown


async def test_accepting_the_risk_brings_ascend_in(tmp_path: Path) -> None:
    app = real_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *to_results("kaz", "3m"))
        assert app.state.plan is not None
        before = {setup.layout.accelerator for setup in app.state.plan.setups}
        await press(pilot, "b", "down", "down", "down", "space", "enter")
        assert app.state.plan is not None
        after = {setup.layout.accelerator for setup in app.state.plan.setups}
        assert not any(part.startswith("ascend") for part in before)
        assert any(part.startswith("ascend") for part in after)
