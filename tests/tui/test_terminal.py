"""The app in a real terminal: it starts, ends in good order, and a dropped line loses nothing."""

import signal
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a Unix thing", allow_module_level=True)

from terminal_session import Terminal

APP = ("-m", "advisor")
FIRST_SCREEN = "Buyer in "


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The app, drawn."""
    run = Terminal(tmp_path, APP)
    try:
        run.wait_for(FIRST_SCREEN)
        yield run
    finally:
        run.close()


def unsaved(home: Path) -> dict[str, object]:
    """The one file of unsaved work, with where it lies checked on the way."""
    (path,) = home.rglob("unsaved/*.toml")
    assert path.parent.stat().st_mode & 0o077 == 0
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_ctrl_q_leaves_with_0_and_a_restored_terminal(terminal: Terminal, tmp_path: Path) -> None:
    terminal.press("\x11")
    assert terminal.wait_for_exit() == 0
    assert b"\x1b[?1049l" in terminal.seen
    assert b"Traceback" not in terminal.text()
    assert not list(tmp_path.rglob("unsaved/*.toml"))


def choose_a_region(terminal: Terminal) -> None:
    """Something that would be a loss; in one burst, as a slow line delivers what was typed."""
    terminal.press("/kaz\r\r")
    terminal.wait_for("How much may the hardware cost")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_it_with_the_work_kept(
    terminal: Terminal, tmp_path: Path, number: signal.Signals
) -> None:
    choose_a_region(terminal)
    terminal.process.send_signal(number)
    assert terminal.wait_for_exit() == 0
    assert unsaved(tmp_path)["region"] == "KZ"


def test_a_dropped_line_ends_it_with_the_work_kept(terminal: Terminal, tmp_path: Path) -> None:
    choose_a_region(terminal)
    terminal.hang_up()
    assert terminal.wait_for_exit() == 0
    assert unsaved(tmp_path)["region"] == "KZ"


def test_what_a_dropped_line_left_is_offered_again(terminal: Terminal, tmp_path: Path) -> None:
    choose_a_region(terminal)
    terminal.hang_up()
    terminal.wait_for_exit()
    again = Terminal(tmp_path, APP)
    try:
        again.wait_for("An earlier run left unsaved work")
        again.press("\r")
        again.wait_for("How much may the hardware cost")
    finally:
        again.close()


@pytest.mark.parametrize("name", ["dumb", "unknown"])
def test_a_terminal_without_a_cursor_is_pointed_to_the_command_line(tmp_path: Path, name: str) -> None:
    run = Terminal(tmp_path, APP, TERM=name)
    try:
        run.wait_for("advisor plan --region KZ")
        assert run.wait_for_exit() == 2
    finally:
        run.close()


def test_a_crash_is_one_line_and_a_private_log(tmp_path: Path) -> None:
    breaking = (
        "import sys; from advisor.tui.screens.region import RegionScreen; "
        "RegionScreen.action_buyer = lambda self: 1 / 0; "
        "from advisor.cli.open_app import start_app; "
        "sys.exit(start_app(session_path=None, mouse=False, profiles=None))"
    )
    run = Terminal(tmp_path, ("-c", breaking))
    try:
        run.wait_for(FIRST_SCREEN)
        run.press("b")
        assert run.wait_for_exit() == 70
        assert b"stopped by a fault of its own" in run.text()
        assert b"Traceback" not in run.text()
        (log,) = tmp_path.rglob("crash.log")
        assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
        assert log.stat().st_mode & 0o077 == 0
    finally:
        run.close()


@pytest.mark.parametrize("name", ["linux", "screen"])
def test_16_colours_are_enough(tmp_path: Path, name: str) -> None:
    run = Terminal(tmp_path, APP, TERM=name)
    try:
        run.wait_for(FIRST_SCREEN)
        run.press("\x11")
        assert run.wait_for_exit() == 0
        assert b"38;2;" not in run.seen, "true colour"
        assert b"38;5;" not in run.seen, "256 colours"
    finally:
        run.close()


def test_a_wrong_key_in_a_profile_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    own = tmp_path / "own" / "regions"
    own.mkdir(parents=True)
    (own / "XX.toml").write_text('id = "XX"\nname = "Nowhere"\ncurency = "XXX"\n', encoding="utf-8")
    run = Terminal(tmp_path, (*APP, "--profiles", str(own.parent)))
    try:
        assert run.wait_for_exit() == 2
        assert b"XX.toml" in run.text()
        assert b"curency" in run.text()
        assert b"Traceback" not in run.text()
    finally:
        run.close()
