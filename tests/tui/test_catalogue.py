"""The catalogue browser: kinds, items, what is stale, and the page of each item."""

import os
from pathlib import Path

import pytest
from textual.message import Message

from advisor.catalogue.catalogue import Catalogue
from advisor.report.profile_page.layout import page_text
from advisor.tui.app import AdvisorApp
from advisor.tui.screens.catalogue import CatalogueScreen
from advisor.tui.screens.profile_page import ProfilePage
from advisor.tui.screens.region import RegionScreen
from advisor.tui.widgets.search_table import RowTable, SearchTable
from page_world import DAY, page_catalogue, page_of
from tui_world import JOURNEY, SNAPSHOTS, lines, make_app, press, running, settle, text


def browser(tmp_path: Path) -> AdvisorApp:
    """The app over the catalogue of golden pages."""
    return make_app(tmp_path, catalogue=page_catalogue(), as_of=DAY)


def screen_of(app: AdvisorApp) -> CatalogueScreen:
    """The browser, which must be up."""
    assert isinstance(app.screen, CatalogueScreen)
    return app.screen


async def test_the_key_opens_the_kind_that_the_step_is_about(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "ctrl+l")
        assert screen_of(app).kind == "regions"
        assert "Kazakhstan" in text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, RegionScreen)
        await press(pilot, *JOURNEY[:4], "enter", "f2")
        assert screen_of(app).kind == "models"


@pytest.mark.parametrize("keys", [(), JOURNEY[:2], JOURNEY[:4], JOURNEY[:-1], JOURNEY])
async def test_it_opens_from_every_step_and_leaves_it_as_it_was(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *keys)
        before = text(app)
        await press(pilot, "ctrl+l")
        screen_of(app)
        await press(pilot, "escape")
        assert text(app) == before


async def test_a_kind_is_read_only_when_it_is_looked_at(tmp_path: Path) -> None:
    app = browser(tmp_path)
    read: list[Message] = []
    async with app.run_test(size=(80, 24), message_hook=read.append) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+l")
        assert _kinds(read) == ["regions"]
        await press(pilot, "n")
        assert _kinds(read) == ["regions", "availability"]


def _kinds(messages: list[Message]) -> list[str]:
    """Kinds that were read, each once: the hook hears a message at every node that it passes."""
    return list(
        dict.fromkeys(message.kind for message in messages if isinstance(message, CatalogueScreen.KindRead))
    )


async def test_kinds_go_round_and_the_focus_stays_in_the_items(tmp_path: Path) -> None:
    app = browser(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "ctrl+l", "p")
        assert screen_of(app).kind == "models"
        await press(pilot, "p", "p", "p")
        assert screen_of(app).kind == "sources"
        assert app.screen.query_one(SearchTable).table.has_focus
        assert app.screen.query_one("#kinds", RowTable).cursor_row == 10
        assert "3 sources." in text(app)


async def test_the_list_of_kinds_shows_items_as_the_cursor_moves(tmp_path: Path) -> None:
    app = browser(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "ctrl+l", "tab")
        kinds = app.screen.query_one("#kinds", RowTable)
        assert kinds.has_focus
        await press(pilot, "up", "up", "up")
        assert screen_of(app).kind == "accelerators"
        assert kinds.has_focus
        assert "Maker Part 9" in text(app)
        await press(pilot, "enter")
        assert app.screen.query_one(SearchTable).table.has_focus


async def test_stale_only_and_back(tmp_path: Path) -> None:
    app = browser(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "ctrl+l", "n", "n")
        assert screen_of(app).kind == "rules"
        assert "1 rule, 1 with something stale. Enter opens, s shows those." in text(app)
        assert "1 of 1" in text(app)
        await press(pilot, "n", "n", "s")
        assert screen_of(app).kind == "workloads"
        assert "No workloads are stale" in text(app)
        assert not app.screen.query_one(SearchTable).rows
        await press(pilot, "s")
        assert [row.key for row in app.screen.query_one(SearchTable).rows] == ["chat"]


async def test_a_search_finds_ids_names_and_what_is_stale(tmp_path: Path) -> None:
    app = browser(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "ctrl+l", "n", "slash", *"world", "enter")
        assert app.screen.query_one(SearchTable).key == "world"
        assert "Kazakhstan" not in text(app)


async def test_enter_opens_the_page_that_the_command_line_prints(tmp_path: Path) -> None:
    app = browser(tmp_path)
    async with running(app, (80, 200)) as pilot:
        await press(pilot, "ctrl+l", "enter")
        page = app.screen
        assert isinstance(page, ProfilePage)
        shown = [line.strip(" █▁▂▃▄▅▆▇") for line in lines(app)]
        for line in page_text(page_of("regions/KZ"), 76).splitlines():
            assert line.strip() in shown
        await press(pilot, "escape")
        assert screen_of(app).kind == "regions"


async def test_a_page_is_laid_out_anew_for_another_width(tmp_path: Path) -> None:
    app = browser(tmp_path)
    async with running(app, (80, 120)) as pilot:
        await press(pilot, "ctrl+l", "enter")
        await pilot.resize_terminal(60, 120)
        await settle(pilot)
        shown = [line.strip(" █▁▂▃▄▅▆▇") for line in lines(app)]
        assert set(map(str.strip, page_text(page_of("regions/KZ"), 56).splitlines()[:60])) <= set(shown)


async def test_the_key_does_nothing_inside_the_browser(tmp_path: Path) -> None:
    app = browser(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "ctrl+l", "ctrl+l", "enter", "ctrl+l")
        assert len(app.screen_stack) == 3
        assert "^l" not in lines(app)[-1]


async def test_a_profile_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "profiles" / "workloads"
    broken.mkdir(parents=True)
    (broken / "mine.toml").write_text('id = "mine"\nnaem = "Mine"\n', encoding="utf-8")
    shipped = Path(Catalogue.shipped().workloads.files("office-chat")[0].path).parents[1]
    app = make_app(tmp_path, catalogue=Catalogue.open(shipped, tmp_path / "profiles"), as_of=DAY)
    async with running(app, (200, 60)) as pilot:
        await press(pilot, "ctrl+l", "p", "p")
        await press(pilot, *["n"] * 6)
        assert screen_of(app).kind == "workloads"
        assert "Office assistant chat" in text(app)
        await press(pilot, "slash", *"mine", "enter")
        assert "can't be read" in text(app)
        assert "naem" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ProfilePage)
        assert "unknown key" in text(app)
        await press(pilot, "escape", "escape")
        assert app.is_running


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 10), (20, 5), (200, 60)])
async def test_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    app = browser(tmp_path)
    async with running(app, size) as pilot:
        for key in ("ctrl+l", *["n"] * 11, "s", "s", "tab", "enter", "enter", "pagedown", "escape", "escape"):
            await press(pilot, key)
            assert lines(app)[0].strip(), f"the step bar is gone after {key}"
        assert isinstance(app.screen, RegionScreen)


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("catalogue", (80, 24), ("ctrl+l",)),
        ("catalogue-wide", (120, 36), ("ctrl+l", "n")),
        ("profile-page", (80, 24), ("ctrl+l", "enter")),
        ("profile-page-wide", (120, 36), ("ctrl+l", *["p"] * 3, "enter")),
    ],
)
async def test_screen(name: str, size: tuple[int, int], keys: tuple[str, ...], tmp_path: Path) -> None:
    app = browser(tmp_path)
    async with running(app, size) as pilot:
        await press(pilot, *keys)
        shown = "\n".join(lines(app)) + "\n"
    file = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["[/nope]", "[@click=app.quit]x[/]", "[red]x[/red]", "$primary {0} %s"])
async def test_markup_in_profiles_stays_literal(tmp_path: Path, name: str) -> None:
    catalogue = page_catalogue()
    documents = {
        kind: {one: dict(folder.document(one)) for one in folder}
        for kind, folder in catalogue.folders.items()
    }
    documents["regions"]["KZ"] |= {"name": name, "climate": name}
    documents["sources"]["gazette"]["title"] = name
    app = make_app(tmp_path, catalogue=Catalogue.from_documents(documents), as_of=DAY)
    async with running(app, (100, 140)) as pilot:
        await press(pilot, "ctrl+l")
        assert name in text(app)
        await press(pilot, "enter")
        assert sum(name in line for line in lines(app)) == 3, "name, climate, title of a source"
        assert app.is_running
