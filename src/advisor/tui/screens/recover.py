"""At start: work of an earlier run that was never saved."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from advisor.tui.autosave import Unsaved
from advisor.tui.messages import OpenAsked
from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState


class RecoverScreen(DialogScreen):
    """Take it up, or leave it where it is; nothing is deleted here."""

    CSS_PATH = ["recover.tcss", "../widgets/form.tcss"]  # noqa: RUF012 - Textual's own
    PROMPT = "An earlier run left unsaved work. Enter takes it up, Esc starts anew."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", "Take it up", key_display="Enter")]

    def __init__(self, state: AppState, unsaved: Unsaved) -> None:
        super().__init__(state, step=1)
        self.unsaved = unsaved

    def compose_body(self) -> ComposeResult:
        """What it is about."""
        text = f"{self.unsaved.summary}\nLast changed {self.unsaved.when} UTC"
        yield Static(text, markup=False, id="unsaved")
        yield Static("It stays in the list of Ctrl+O until it is taken up.", markup=False, classes="note")

    def action_take(self) -> None:
        """Go on with it."""
        self.dismiss()
        self.app.post_message(OpenAsked(self.unsaved.path))
