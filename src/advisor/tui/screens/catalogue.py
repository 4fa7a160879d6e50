"""The catalogue: kinds at the left, the items of one at the right, a page for each."""

import traceback
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import DataTable, Static

from advisor.catalogue.kinds import KINDS, PRIVATE_KINDS
from advisor.tui.log import write_log
from advisor.tui.screens.dialog_screen import BrowsingScreen
from advisor.tui.screens.profile_page import ProfilePage
from advisor.tui.state import AppState
from advisor.tui.text.compact import left, right
from advisor.tui.text.profile_text import (
    KIND_CELLS,
    CatalogueItem,
    item_columns,
    item_rows,
    kind_name,
    read_items,
)
from advisor.tui.widgets.search_table import MAX_ROWS, RowTable, SearchTable
from advisor.wording.profile_words import KIND_NAMES

_KIND_OF_STEP = {1: "regions", 2: "costs", 3: "models", 4: "workloads", 5: "accelerators"}


class CatalogueScreen(BrowsingScreen):
    """A kind is read when it is looked at, in a worker: the app starts without reading the catalogue."""

    CSS_PATH = "catalogue.tcss"
    AUTO_FOCUS = ""  # the items take the focus when they are there
    PROMPT = "Reading the catalogue ..."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "stale", "Stale", id="catalogue.stale", tooltip="Only what should be looked up again"),
        Binding("n", "kind(1)", "Next kind", id="catalogue.next", tooltip="The next kind of profile"),
        Binding(
            "p",
            "kind(-1)",
            "Previous kind",
            show=False,
            id="catalogue.previous",
            tooltip="And the one before",
        ),
    ]

    class KindRead(Message):
        """The items of a kind are there; `problem` is one line where they are not."""

        def __init__(self, kind: str, items: list[CatalogueItem], problem: str = "") -> None:
            super().__init__()
            self.kind = kind
            self.items = items
            self.problem = problem

    def __init__(self, state: AppState, step: int) -> None:
        super().__init__(state, step)
        self.kind = _KIND_OF_STEP[step]
        """The kind whose items are shown."""
        folders = state.catalogue.folders
        self.kinds = tuple(kind for kind in KINDS if folders[kind] or kind not in PRIVATE_KINDS)
        """The kinds that are listed: one of which nothing is shipped only where there is something."""
        self.items: list[CatalogueItem] = []
        self.stale_only = False
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """The two lists; the right one comes when its kind is read."""
        with Horizontal(id="catalogue-lists"):
            yield RowTable(
                id="kinds",
                cursor_type="row",
                show_header=False,
                cursor_foreground_priority="css",
                cursor_background_priority="css",
            )
            with Vertical(id="catalogue-items"):
                yield Static("", markup=False, id="catalogue-empty")

    def on_mount(self) -> None:
        """Every kind with the number of its items; the one that the step is about is open."""
        table = self.query_one("#kinds", RowTable)
        table.add_column("kind", width=KIND_CELLS)
        table.add_column("items", width=5)
        for kind in self.kinds:
            count = len(self.state.catalogue.folders[kind])
            table.add_row(left(KIND_NAMES[kind]), right(f"{count:,}"), key=kind)
        table.move_cursor(row=self.kinds.index(self.kind))
        self._read(self.kind)

    @work(thread=True, exclusive=True, exit_on_error=False, group="catalogue")
    def _read(self, kind: str) -> None:
        try:
            items = read_items(self.state.catalogue, kind, self.state.as_of)
        except Exception:  # noqa: BLE001 - whatever it is, the screen must say that no list comes
            write_log(traceback.format_exc())
            self.post_message(self.KindRead(kind, [], "No list: a fault of Advisor itself."))
        else:
            self.post_message(self.KindRead(kind, items))

    async def on_catalogue_screen_kind_read(self, message: KindRead) -> None:
        """Show it, unless another kind was asked for meanwhile."""
        if message.kind == self.kind:
            self.items = message.items
            if message.problem:
                self.prompt(message.problem, wrong=True)
            else:
                await self._show_items()

    async def _show_items(self, at: str = "") -> None:
        items = [item for item in self.items if item.stale or not self.stale_only]
        in_kinds = self.query_one("#kinds").has_focus
        table = SearchTable(
            item_columns(items),
            item_rows(items),
            noun=kind_name(self.kind),
            at=at,
            pause_s=self.state.pause_s,
            takes_focus=not in_kinds,
        )
        empty = self.query_one("#catalogue-empty", Static)
        empty.update(
            "" if items else Text(f" No {kind_name(self.kind)} {'are stale' if self.stale_only else ''}")
        )
        empty.display = not items
        async with self.batch():  # one repaint, not one without a list between two with one
            await self.query(SearchTable).remove()
            await self.query_one("#catalogue-items").mount(table, before=empty)
        self.prompt(self._what_is_shown(len(items)))

    def _what_is_shown(self, shown: int) -> str:
        stale = sum(bool(item.stale) for item in self.items)
        told = f"{len(self.items):,} {kind_name(self.kind, len(self.items))}"
        told += f", {MAX_ROWS} listed, / finds the rest" if shown > MAX_ROWS else ""
        told += f", {stale:,} with something stale" if stale else ""
        hint = f", s shows {'all' if self.stale_only else 'those'}" if stale or self.stale_only else ""
        return f"{told}. Enter opens{hint}."

    def _open_kind(self, kind: str) -> None:
        if kind != self.kind:
            self.kind, self.items = kind, []
            self._read(kind)

    @on(DataTable.RowHighlighted, "#kinds")
    def _moved(self, event: DataTable.RowHighlighted) -> None:
        """The items follow after a pause, not at every key; a cursor that was put there means nothing."""
        if not event.data_table.has_focus:
            return
        kind = event.row_key.value or ""
        if self._timer is not None:
            self._timer.stop()
        if self.state.pause_s <= 0:
            self._open_kind(kind)
        else:
            self._timer = self.set_timer(self.state.pause_s, lambda: self._open_kind(kind))

    @on(DataTable.RowSelected, "#kinds")
    def _enter_kind(self, event: DataTable.RowSelected) -> None:
        self._open_kind(event.row_key.value or "")
        table = self.query_one_optional(SearchTable)
        if table is not None:
            table.table.focus()

    @on(SearchTable.Picked)
    def _open_item(self, event: SearchTable.Picked) -> None:
        if event.key:
            self.app.push_screen(ProfilePage(self.state, self.kind, event.key, self.STEP))

    async def action_stale(self) -> None:
        """Only what should be looked up again, or everything."""
        table = self.query_one_optional(SearchTable)
        if table is not None:
            self.stale_only = not self.stale_only
            await self._show_items(at=table.key)

    def action_kind(self, way: int) -> None:
        """The next kind, round and round; the cursor of the kinds goes along."""
        kinds = self.query_one("#kinds", RowTable)
        kinds.move_cursor(row=(self.kinds.index(self.kind) + way) % len(self.kinds))
        self._open_kind(self.kinds[kinds.cursor_row])
