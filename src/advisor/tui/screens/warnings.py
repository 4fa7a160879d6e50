"""What a reader of the plan must know beside its figures."""

from textual.app import ComposeResult

from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState
from advisor.tui.text.warnings_text import warnings_text
from advisor.tui.widgets.pane import Pane


class WarningsScreen(DialogScreen):
    """One pane to scroll."""

    PROMPT = "To know beside the figures. Up/down scrolls, Esc closes."

    def __init__(self, state: AppState) -> None:
        super().__init__(state, step=5)

    def compose_body(self) -> ComposeResult:
        """The warnings."""
        yield Pane(id="warnings")

    def on_mount(self) -> None:
        """Fill it."""
        pane = self.query_one(Pane)
        if self.state.plan is not None:
            pane.show("Warnings", warnings_text(self.state.plan))
        pane.focus()
