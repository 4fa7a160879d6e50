"""Step 1: the country the hardware goes to, and who buys."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from advisor.tui.messages import RegionChosen
from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.text.region_text import (
    REGION_COLUMNS,
    buyer_line,
    in_list_order,
    region_detail,
    region_row,
)
from advisor.tui.widgets.pane import Pane
from advisor.tui.widgets.search_table import SearchTable


class RegionScreen(StepScreen):
    """A searchable list of countries with what matters beside the name."""

    STEP = 1
    PROMPT = "Where will the hardware stand? Enter takes the country, b says who buys."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "buyer", "Buyer", id="region.buyer", tooltip="Who buys, if not from this country"),
    ]

    def compose_body(self) -> ComposeResult:
        """List, buyer, detail."""
        regions = self.state.catalogue.regions
        rows = [region_row(region) for region in in_list_order(regions.values())]
        at = self.state.draft.region
        with Vertical(id="list-side"):
            yield SearchTable(REGION_COLUMNS, rows, noun="countries", at=at, pause_s=self.state.pause_s)
            yield Static(markup=False, id="buyer-line")
        yield Pane(id="detail")

    @on(SearchTable.Shown)
    def _show_detail(self, event: SearchTable.Shown) -> None:
        if not event.key:
            self.query_one(Pane).show("", "No country matches. Esc clears the search.")
            return
        region = self.state.catalogue.regions[event.key]
        self.query_one(Pane).show(region.name, region_detail(region))
        buyer = self.state.draft.with_changes(region=event.key).buyer
        self.query_one("#buyer-line", Static).update(buyer_line(buyer, self.state.catalogue.regions))

    @on(SearchTable.Picked)
    def _choose(self, event: SearchTable.Picked) -> None:
        self.post_message(RegionChosen(event.key))

    def action_buyer(self) -> None:
        """Say who buys."""
        from advisor.tui.screens.buyer import BuyerScreen

        self.app.push_screen(BuyerScreen(self.state, self.query_one(SearchTable).key))

    def come_back(self) -> None:
        """Shown again after other steps: what was chosen may have changed."""
        self.prompt(self.hint + self.PROMPT)
        self.refresh_steps()
        self.query_one(SearchTable).go_to(self.state.draft.region)

    def show_buyer(self) -> None:
        """The buyer was changed in the dialog."""
        self.query_one(SearchTable).tell()
