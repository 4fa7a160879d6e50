"""Step 3: the open-weight model to serve."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from advisor.tui.messages import ModelChosen
from advisor.tui.screens.model_page import ModelPage
from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.text.model_text import MODEL_COLUMNS, model_detail, model_row
from advisor.tui.widgets.pane import Pane
from advisor.tui.widgets.search_table import SearchTable


class ModelScreen(StepScreen):
    """A searchable list of models; `i` opens the page of the one under the cursor."""

    CSS_PATH = "model.tcss"
    STEP = 3
    PROMPT = "Which model is to run there? Enter takes it, i shows claims and sources."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "page", "Info", id="model.page", tooltip="Claims, benchmarks, checkpoints, sources"),
    ]

    def compose_body(self) -> ComposeResult:
        """List and detail."""
        models = self.state.catalogue.models
        rows = sorted((model_row(model) for model in models.values()), key=lambda row: row.cells[0].plain)
        yield SearchTable(
            MODEL_COLUMNS, rows, noun="models", at=self.state.draft.model, pause_s=self.state.pause_s
        )
        yield Pane(id="detail")

    @on(SearchTable.Shown)
    def _show_detail(self, event: SearchTable.Shown) -> None:
        pane = self.query_one(Pane)
        if event.key:
            model = self.state.catalogue.models[event.key]
            pane.show(model.name, model_detail(model))
        else:
            pane.show("", "No model matches. Esc clears the search.")

    @on(SearchTable.Picked)
    def _choose(self, event: SearchTable.Picked) -> None:
        self.post_message(ModelChosen(event.key))

    def action_page(self) -> None:
        """Everything known of the model under the cursor."""
        key = self.query_one(SearchTable).key
        if key:
            self.app.push_screen(ModelPage(self.state, key))
