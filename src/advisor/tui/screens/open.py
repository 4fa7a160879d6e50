"""Open a saved session: the newest first, unsaved work of earlier runs among them, or any path."""

from datetime import UTC, datetime
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from advisor.catalogue.text import clean
from advisor.tui.autosave import find_unsaved
from advisor.tui.messages import OpenAsked
from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState
from advisor.tui.text.compact import left, right
from advisor.tui.widgets.form import Field, Form
from advisor.tui.widgets.search_table import MAX_ROWS, Column, Row, SearchTable

MAX_UNSAVED = 5
_COLUMNS = (Column("Session", 50), Column("Saved (UTC)", 16), Column("kB", 5, justify_right=True))


class OpenScreen(DialogScreen):
    """A list of the sessions directory and a line for any other path."""

    CSS_PATH = ["open.tcss", "../widgets/form.tcss"]  # noqa: RUF012 - Textual's own
    PROMPT = "Open a session. Enter opens it, Tab goes to the path line, Esc closes."

    def __init__(self, state: AppState, sessions_dir: Path, unsaved_dir: Path, step: int) -> None:
        super().__init__(state, step)
        self.sessions_dir = sessions_dir
        self.unsaved_dir = unsaved_dir

    def compose_body(self) -> ComposeResult:
        """List, then path."""
        rows = [*_unsaved_rows(self.unsaved_dir), *_rows(self.sessions_dir)]
        yield SearchTable(_COLUMNS, rows, noun="sessions", pause_s=self.state.pause_s)
        yield Form(Field("path", "Other file", "", str(self.sessions_dir), max_length=1024))

    @on(SearchTable.Picked)
    def _open_listed(self, event: SearchTable.Picked) -> None:
        self.post_message(OpenAsked(Path(event.key)))

    @on(Form.Submitted)
    def _open_path(self) -> None:
        typed = self.query_one(Form).value("path")
        if typed:
            self.post_message(OpenAsked(Path(typed).expanduser()))


def _unsaved_rows(directory: Path) -> list[Row]:
    """Unsaved work, told by what it is about."""
    return [
        _row(unsaved.path, f"not saved: {unsaved.summary}", unsaved.when, "")
        for unsaved in find_unsaved(directory, MAX_UNSAVED)
    ]


def _rows(directory: Path) -> list[Row]:
    """Files of a directory, newest first; one that can't be looked at is left out."""
    found: list[tuple[float, Row]] = []
    for path in directory.glob("*.toml") if directory.is_dir() else ():
        try:
            status = path.stat()
        except OSError:
            continue
        when = datetime.fromtimestamp(status.st_mtime, UTC).strftime("%Y-%m-%d %H:%M")
        found.append((-status.st_mtime, _row(path, clean(path.stem), when, f"{status.st_size / 1000:.0f}")))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])][:MAX_ROWS]


def _row(path: Path, name: str, when: str, size: str) -> Row:
    return Row(str(path), (left(name, cells=50), left(when), right(size)), name.casefold())
