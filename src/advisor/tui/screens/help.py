"""Every key, by place."""

from textual.app import ComposeResult

from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState
from advisor.tui.text.help_text import help_text
from advisor.tui.widgets.pane import Pane


class HelpScreen(DialogScreen):
    """One pane to scroll."""

    PROMPT = "All keys. Up/down scrolls, Esc closes."

    def __init__(self, state: AppState, step: int) -> None:
        super().__init__(state, step)

    def compose_body(self) -> ComposeResult:
        """The keys."""
        yield Pane(id="help")

    def on_mount(self) -> None:
        """Fill it."""
        pane = self.query_one(Pane)
        pane.show("Keys", help_text())
        pane.focus()
