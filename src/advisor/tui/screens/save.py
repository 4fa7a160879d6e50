"""Where to save the session."""

import re
from datetime import date
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from advisor.tui.messages import SaveAsked
from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState
from advisor.tui.widgets.form import Field, Form

_NOTE = (
    "One text file with the brief, the figures used and the answer. Whoever opens it sees the same plan. "
    "Nothing leaves this machine."
)


class SaveScreen(DialogScreen):
    """One line: the path. An existing file is only replaced after a second Enter."""

    CSS_PATH = ["save.tcss", "../widgets/form.tcss"]  # noqa: RUF012 - Textual's own
    PROMPT = "Save this session. Enter writes the file, Esc writes nothing."

    def __init__(self, state: AppState, sessions_dir: Path, step: int) -> None:
        super().__init__(state, step)
        self.sessions_dir = sessions_dir
        self._agreed: Path | None = None

    def compose_body(self) -> ComposeResult:
        """Path and note."""
        path = self.state.session_path or self.sessions_dir / file_name(self.state)
        yield Form(Field("path", "File", str(path), max_length=1024))
        yield Static(_NOTE, markup=False, classes="note")

    def on_mount(self) -> None:
        """Start in the path."""
        self.query_one(Form).focus_field("path")

    @on(Form.Submitted)
    def _save(self) -> None:
        typed = self.query_one(Form).value("path")
        if not typed:
            self.prompt("Type where to save it.", wrong=True)
            return
        path = Path(typed).expanduser()
        path = path if path.suffix else path.with_suffix(".toml")
        if path.is_dir():
            self.prompt(f"{path} is a directory; add a file name.", wrong=True)
        elif path.exists() and path not in (self.state.session_path, self._agreed):
            self._agreed = path
            self.prompt("This file exists. Enter again replaces it, Esc writes nothing.", wrong=True)
        else:
            self.post_message(SaveAsked(path))


def file_name(state: AppState) -> str:
    """A name from the brief: KZ-glm-5-3000000-USD-2026-11-23.toml."""
    draft = state.draft
    as_of = state.plan.as_of if state.plan else date.isoformat(state.as_of)
    budget = "" if draft.budget is None else f"{draft.budget:.0f}-{draft.currency}"
    words = "-".join(part for part in (draft.region, draft.model, budget, as_of) if part)
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', words)}.toml"
