"""What was turned down, one row each, with every reason in numbers below."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from advisor.plan.result import Reason, Setup
from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.screens.setup import SetupScreen
from advisor.tui.state import AppState
from advisor.tui.text.turned_down_text import (
    TURNED_DOWN_COLUMNS,
    near_miss_row,
    rejection_row,
    turned_down_detail,
)
from advisor.tui.widgets.pane import Pane
from advisor.tui.widgets.search_table import Row, SearchTable

Item = tuple[Setup | None, Sequence[Reason]]


class TurnedDownScreen(DialogScreen):
    """A list and the reasons of the row under the cursor; Enter opens the layout that came closest."""

    CSS_PATH = "turned_down.tcss"
    NOUN = ""
    STATUS = ""

    def __init__(self, state: AppState) -> None:
        super().__init__(state, step=5)

    def rows(self) -> list[Row]:
        """The list."""
        raise NotImplementedError

    def item(self, place: int) -> Item:
        """What stands in a row."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """List and reasons."""
        yield SearchTable(
            TURNED_DOWN_COLUMNS, self.rows(), noun=self.NOUN, pause_s=self.state.pause_s, packed=True
        )
        yield Pane(id="detail")

    @on(SearchTable.Shown)
    def _show_reasons(self, event: SearchTable.Shown) -> None:
        if event.key:
            setup, reasons = self.item(int(event.key))
            self.query_one(Pane).show(
                "Why not", turned_down_detail(setup, reasons, self.state.names, self.STATUS)
            )

    @on(SearchTable.Picked)
    def _open(self, event: SearchTable.Picked) -> None:
        setup, reasons = self.item(int(event.key))
        if setup is None:
            self.prompt("No layout of this could be tried, so there is nothing more to open.", wrong=True)
        else:
            self.app.push_screen(SetupScreen(self.state, setup, reasons=tuple(reasons)))


class NearMissScreen(TurnedDownScreen):
    """Setups that miss one limit by at most 20%."""

    NOUN = "near-misses"
    STATUS = "near_miss"
    PROMPT = "One limit missed by at most 20%. Enter opens the setup, Esc closes."

    def rows(self) -> list[Row]:
        """Near-misses of the plan."""
        misses = self.state.plan.near_misses if self.state.plan else ()
        return [near_miss_row(place, miss, self.state.short_names) for place, miss in enumerate(misses)]

    def item(self, place: int) -> Item:
        """Setup and reasons."""
        assert self.state.plan is not None
        miss = self.state.plan.near_misses[place]
        return miss.setup, miss.reasons


class RejectionScreen(TurnedDownScreen):
    """Parts and formats that cannot serve the brief."""

    NOUN = "turned down"
    STATUS = "rejected"
    PROMPT = "Turned down, with reasons. Enter opens the closest layout, Esc closes."

    def rows(self) -> list[Row]:
        """Rejections of the plan, those with figures first."""
        rejections = self.state.plan.rejections if self.state.plan else ()
        tried_first = sorted(enumerate(rejections), key=lambda pair: (pair[1].closest is None, pair[0]))
        return [rejection_row(place, one, self.state.short_names) for place, one in tried_first]

    def item(self, place: int) -> Item:
        """Closest setup and reasons."""
        assert self.state.plan is not None
        rejection = self.state.plan.rejections[place]
        return rejection.closest, rejection.reasons
