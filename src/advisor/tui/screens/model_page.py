"""A model's own page."""

from textual.app import ComposeResult

from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState
from advisor.tui.text.model_page_text import model_page
from advisor.tui.widgets.pane import Pane


class ModelPage(DialogScreen):
    """One long pane to scroll."""

    PROMPT = "What is said about it and what was found. Up/down scrolls, Esc closes."

    def __init__(self, state: AppState, model: str) -> None:
        super().__init__(state, step=3)
        self.model = model

    def compose_body(self) -> ComposeResult:
        """The page."""
        yield Pane(id="page")

    def on_mount(self) -> None:
        """Fill it."""
        model = self.state.catalogue.models[self.model]
        pane = self.query_one(Pane)
        pane.show(model.name, model_page(model, self.state.catalogue.sources))
        pane.focus()
