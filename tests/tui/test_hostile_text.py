"""Names from files are shown as they are: no markup, no action link, no terminal control."""

import copy
from pathlib import Path

import msgspec
import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.text import clean_tree
from plan_factory import sample_plan
from session_factory import sample_session
from tui_world import JOURNEY, documents, lines, make_app, press, running, text

HOSTILE = ("[/nope]", "8x[H20]", "[@click=app.quit]x[/]", "[red]x[/red]", "a[/]b", "$primary {0} %s")


def hostile_catalogue(name: str) -> Catalogue:
    """A catalogue in which everything with a name has this one."""
    kinds = copy.deepcopy(documents())
    kinds["regions"]["KZ"]["name"] = name
    kinds["regions"]["KZ"]["data_residency"]["text"] = name
    kinds["models"]["glm-5"]["name"] = name
    kinds["models"]["glm-5"]["licence"]["name"] = name
    kinds["models"]["glm-5"]["claims"][0]["claimed"] = name
    kinds["workloads"]["office-chat"]["name"] = name
    kinds["sources"]["test-gazette"]["title"] = name
    return Catalogue.from_documents(kinds)


@pytest.mark.parametrize("name", HOSTILE)
async def test_markup_stays_literal_on_every_screen(tmp_path: Path, name: str) -> None:
    app = make_app(tmp_path, catalogue=hostile_catalogue(name))
    async with running(app) as pilot:
        await press(pilot, "slash", *"kz", "enter")
        region = lines(app)
        assert sum(name in line for line in region) >= 3, "table, title of the pane, data residency"
        await press(pilot, "enter", "3", "m", "enter", "slash", *"glm", "enter")
        assert name in text(app)
        await press(pilot, "i")
        assert name in text(app)
        await press(pilot, "escape", "enter", "enter")
        assert name in text(app)
        await press(pilot, "enter", "5", "escape", "n", "escape", "r", "escape", "w", "escape", "ctrl+s")
        assert app.is_running


async def test_a_hostile_plan_of_somebody_else_stays_literal(tmp_path: Path) -> None:
    plan = sample_plan()
    setup = plan.setups[0]
    lines_of_cost = tuple(
        msgspec.structs.replace(line, how="[/nope] [link=http://x]l[/link]") for line in setup.cost.lines
    )
    evil = msgspec.structs.replace(
        setup,
        server="[red]server[/red]",
        checkpoint="[@click=app.quit]checkpoint[/]",
        cost=msgspec.structs.replace(setup.cost, lines=lines_of_cost),
    )
    session = msgspec.structs.replace(
        sample_session(), plan=msgspec.structs.replace(plan, setups=(evil,)), chosen=0
    )
    app = make_app(tmp_path, session=session)
    async with running(app) as pilot:
        await press(pilot, "enter", "pagedown")
        assert "[@click=app.quit]checkpoint[/]" in text(app)
        await press(pilot, "3", "pagedown")
        assert "[/nope] [link=http://x]l[/link]" in text(app)


async def test_terminal_controls_in_an_error_do_not_reach_the_screen(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        app.say("can't read \x1b]52;c;aGk=\x07evil\x9b31m\u202e.toml", wrong=True)
        await pilot.pause()
        assert "can't read evil.toml" in text(app)


def test_what_a_catalogue_reads_is_clean_before_it_is_shown() -> None:
    assert clean_tree({"name": "\x1b[31mred\u202e"}) == {"name": "red"}


async def test_a_journey_with_brackets_in_the_search(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "slash", *"[/nope]", "enter")
        assert "[/nope]" in text(app)
        await press(pilot, "escape", *JOURNEY)
        assert app.state.plan is not None
