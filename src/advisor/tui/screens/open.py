"""Open a saved session: the newest first, unsaved work of earlier runs among them, or any path."""

from datetime import UTC, datetime
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from advisor.tui.messages import OpenAsked
from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState
from advisor.tui.text.compact import left, right
from advisor.tui.widgets.form import Field, Form
from advisor.tui.widgets.search_table import MAX_ROWS, Column, Row, SearchTable

_COLUMNS = (Column("Session", 44), Column("Saved (UTC)", 17), Column("kB", 7, justify_right=True))


class OpenScreen(DialogScreen):
    """A list of the sessions directory and a line for any other path."""

    CSS_PATH = "open.tcss"
    PROMPT = "Open a session. Enter opens it, Tab goes to the path line, Esc closes."

    def __init__(self, state: AppState, sessions_dir: Path, unsaved_dir: Path, step: int) -> None:
        super().__init__(state, step)
        self.sessions_dir = sessions_dir
        self.unsaved_dir = unsaved_dir

    def compose_body(self) -> ComposeResult:
        """List, then path."""
        rows = [*_rows(self.unsaved_dir, "not saved: "), *_rows(self.sessions_dir, "")]
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


def _rows(directory: Path, mark: str) -> list[Row]:
    """Files of a directory, newest first; one that can't be looked at is left out."""
    found: list[tuple[float, Row]] = []
    for path in directory.glob("*.toml") if directory.is_dir() else ():
        try:
            status = path.stat()
        except OSError:
            continue
        when = datetime.fromtimestamp(status.st_mtime, UTC).strftime("%Y-%m-%d %H:%M")
        cells = (left(f"{mark}{path.stem}", cells=44), left(when), right(f"{status.st_size / 1000:.1f}"))
        found.append((-status.st_mtime, Row(str(path), cells, f"{mark}{path.stem}".casefold())))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])][:MAX_ROWS]
