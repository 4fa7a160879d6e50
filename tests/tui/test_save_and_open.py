"""What is saved opens as the same figures; what was not saved is never lost."""

from pathlib import Path

import msgspec
import pytest
from textual.message import Message

from advisor.session.file import open_session, save_session
from advisor.tui.messages import OpenFailed, SaveFailed, SessionSaved
from advisor.tui.screens.recover import RecoverScreen
from advisor.tui.screens.results import ResultsScreen
from advisor.tui.screens.save import SaveScreen
from advisor.tui.state import Draft
from session_factory import sample_session
from tui_world import JOURNEY, lines, make_app, press, running, settle, text


def saved_session(directory: Path) -> Path:
    """The sample session on disk."""
    path = directory / "almaty.toml"
    save_session(path, sample_session())
    return path


async def test_an_opened_session_shows_the_stored_plan(tmp_path: Path) -> None:
    path = saved_session(tmp_path)
    app = make_app(tmp_path, session=open_session(path), session_path=path)
    async with running(app) as pilot:
        assert isinstance(app.screen, ResultsScreen)
        assert app.state.plan == sample_session().plan
        assert app.state.chosen == 1
        assert not app.state.unsaved
        first = lines(app)
        await press(pilot, "enter", "escape")
        assert lines(app) == first


async def test_save_and_reopen_gives_the_same_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source, target = saved_session(tmp_path), Path("copy.toml")
    app = make_app(tmp_path, session=open_session(source), session_path=source)
    async with running(app) as pilot:
        shown = text(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, SaveScreen)
        await press(pilot, "ctrl+u", *str(target), "enter")
        assert f"Saved: {target}" in text(app)
        assert app.state.session_path == target
    again = make_app(tmp_path, session=open_session(target), session_path=target)
    async with running(again):
        assert text(again) == shown
        assert again.state.plan == app.state.plan


async def test_saving_over_another_file_asks_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source, other = saved_session(tmp_path), Path("other.toml")
    other.write_text("precious")
    app = make_app(tmp_path, session=open_session(source), session_path=source)
    async with running(app) as pilot:
        await press(pilot, "ctrl+s", "ctrl+u", *str(other), "enter")
        assert "This file exists" in text(app)
        assert other.read_text() == "precious"
        await press(pilot, "enter")
        assert open_session(other).plan == sample_session().plan


async def test_a_file_that_somebody_else_changed_is_not_overwritten(tmp_path: Path) -> None:
    path = saved_session(tmp_path)
    heard: list[Message] = []
    app = make_app(tmp_path, session=open_session(path), session_path=path)
    async with app.run_test(size=(80, 24), message_hook=heard.append) as pilot:
        await settle(pilot)
        path.write_text(path.read_text(encoding="utf-8") + "\n# theirs\n", encoding="utf-8")
        await press(pilot, "ctrl+s", "enter")
        assert [message for message in heard if isinstance(message, SaveFailed)]
        assert not [message for message in heard if isinstance(message, SessionSaved)]
        assert "changed on disk" in text(app)
    assert path.read_text(encoding="utf-8").endswith("# theirs\n")


async def test_a_broken_file_is_refused_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("this is = not [ a session")
    heard: list[Message] = []
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24), message_hook=heard.append) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+o", "down", "enter")
        assert [message for message in heard if isinstance(message, OpenFailed)]
        assert "broken.toml" in text(app)
        assert app.state.draft == Draft()


async def test_unsaved_answers_are_offered_at_the_next_start(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter", "2", "m", "enter")
    again = make_app(tmp_path)
    async with running(again) as pilot:
        assert isinstance(again.screen, RecoverScreen)
        assert "KZ, 2,000,000 USD" in text(again)
        await press(pilot, "enter")
        assert again.state.draft == app.state.draft
        assert again.state.unsaved
        await press(pilot, "enter", "enter")
        assert isinstance(again.screen, ResultsScreen)


async def test_unsaved_work_can_be_left_alone(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter")
    again = make_app(tmp_path)
    async with running(again) as pilot:
        await press(pilot, "escape")
        assert again.state.draft == Draft()
    assert len(list((tmp_path / "unsaved").glob("*.toml"))) == 1


async def test_an_unsaved_session_is_taken_over_and_its_file_goes(tmp_path: Path) -> None:
    (tmp_path / "unsaved").mkdir()
    save_session(tmp_path / "unsaved" / "20260101T000000000000-1.toml", sample_session())
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "enter")
        assert app.state.plan == sample_session().plan
        assert app.state.session_path is None
        assert [path.name for path in (tmp_path / "unsaved").iterdir()] == [app.autosave.path.name]


async def test_saving_clears_the_unsaved_copy(tmp_path: Path) -> None:
    path = saved_session(tmp_path)
    app = make_app(tmp_path, session=open_session(path), session_path=path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter", "c")
        assert app.state.unsaved
        assert app.autosave.path.exists()
        await press(pilot, "ctrl+s", "enter")
        assert not app.state.unsaved
        assert not app.autosave.path.exists()
    assert open_session(path).chosen == 2
    assert open_session(path).note == sample_session().note


async def test_a_new_question_keeps_the_old_one_in_the_list(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "enter", "ctrl+n")
        assert app.state.draft == Draft()
        await press(pilot, "ctrl+o")
        assert "not saved: KZ" in text(app)


async def test_nothing_to_save_is_said(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "ctrl+s")
        assert "Nothing to save" in text(app)


async def test_what_was_typed_is_kept_in_a_journey(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app) as pilot:
        await press(pilot, *JOURNEY)
        assert app.autosave.path.exists()
        assert app.autosave.path.parent.stat().st_mode & 0o077 == 0


async def test_a_session_whose_brief_was_edited_is_worked_out_anew(tmp_path: Path) -> None:
    session = sample_session()
    edited = msgspec.structs.replace(session, brief=msgspec.structs.replace(session.brief, years=5))
    app = make_app(tmp_path, session=edited)
    async with running(app):
        assert app.state.plan is not None
        assert app.state.plan.brief.years == 5
        assert app.state.chosen is None
        assert "The brief in this file was edited" in text(app)


async def test_a_directory_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("a file, where a directory is wanted")
    app = make_app(tmp_path / "sessions")
    async with running(app) as pilot:
        await press(pilot, "down", "enter")
        assert "Not kept:" in text(app)
        assert app.state.draft.region == "KZ"


async def test_the_palette_has_every_action_in_the_same_words(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with running(app):
        titles = " ".join(command.title for command in app.get_system_commands(app.screen))
        for words in ("Search", "Buyer", "Help", "Save", "Open", "New", "Quit", "Step Budget"):
            assert words in titles
