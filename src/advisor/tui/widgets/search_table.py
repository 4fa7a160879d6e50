"""A searchable list: a line to type in, a table with a row cursor, and a message after a pause."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import DataTable, Input, Static

from advisor.tui.widgets.plain_input import PlainInput

SCROLL_CELLS = 12
MAX_ROWS = 300
"""Measuring widths is what makes a table slow; nobody reads further than this without searching."""


@dataclass(frozen=True)
class Column:
    """One column; `width` None: as wide as its content."""

    label: str
    width: int | None = None
    justify_right: bool = False


@dataclass(frozen=True)
class Row:
    """One item: its id, its cells, and the words a search looks through."""

    key: str
    cells: tuple[Text, ...]
    words: str


class RowTable(DataTable[Text]):
    """A table of rows; left and right scroll by about a column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "cursor_right", "More", key_display="Right", tooltip="See what is cut off"),
    ]

    def on_resize(self) -> None:
        """Whether columns are cut off may have changed, and with it the keys that are offered."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a table that is wider than its place can be scrolled."""
        if action == "cursor_right":
            return self.max_scroll_x > 0
        return super().check_action(action, parameters)

    def action_cursor_right(self) -> None:
        """See what lies to the right."""
        self.scroll_relative(x=SCROLL_CELLS, animate=False)

    def action_cursor_left(self) -> None:
        """And back."""
        self.scroll_relative(x=-SCROLL_CELLS, animate=False)


class SearchTable(Vertical):
    """Filters rows by every word typed; tells what is under the cursor after `pause_s`, not at each key."""

    # Searching is a priority binding, so that letters typed right behind the slash are not lost on the table.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "search", "Search", key_display="/", id="list.search", tooltip="Filter", priority=True
        ),
        Binding("escape", "leave_search", "Clear", show=False),
    ]

    class Shown(Message):
        """The cursor rests on `key`; "" when no row is left."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Picked(Message):
        """Enter was pressed on `key`."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(
        self,
        columns: Iterable[Column],
        rows: Iterable[Row],
        *,
        noun: str,
        at: str = "",
        pause_s: float = 0.3,
        packed: bool = False,
        fixed_columns: int = 0,
        takes_focus: bool = True,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows = tuple(rows)
        self.noun = noun
        self.at = at
        self.pause_s = pause_s
        self.packed = packed
        """No blanks between cells, and the search line only while it is used: room for one column more."""
        self.fixed_columns = fixed_columns
        self.takes_focus = takes_focus
        """False where it appears while somebody works in another list."""
        self._timer: Timer | None = None
        self._query = ""

    def compose(self) -> ComposeResult:
        """The search line above the table."""
        with Horizontal(classes="search-line"):
            yield Static("Search ", markup=False, classes="search-label")
            yield PlainInput(placeholder=f"/ filters {len(self.rows)} {self.noun}", classes="search-input")
        yield RowTable(
            cursor_type="row",
            cursor_foreground_priority="css",
            cursor_background_priority="css",
            show_row_labels=False,
            cell_padding=0 if self.packed else 1,
            fixed_columns=self.fixed_columns,
        )

    def on_mount(self) -> None:
        """Fill the table and take the focus."""
        self.set_class(self.packed, "-packed")
        table = self.table
        for column in self.columns:
            label = Text(column.label, justify="right" if column.justify_right else "left")
            table.add_column(label, width=column.width)
        self._fill()
        if self.takes_focus:
            table.focus()

    @property
    def table(self) -> RowTable:
        """The table itself."""
        return self.query_one(RowTable)

    @property
    def key(self) -> str:
        """Id of the row under the cursor, "" in an empty table."""
        shown = self._matching()
        return (
            shown[self.table.cursor_row].key if self.table.is_valid_row_index(self.table.cursor_row) else ""
        )

    def go_to(self, key: str) -> None:
        """All rows, the cursor on one of them."""
        self.query_one(PlainInput).value = ""
        self.at, self._query = key, ""
        self._fill()
        self.table.focus()

    def action_search(self) -> None:
        """Go to the search line."""
        self.add_class("-searching")
        self.screen.set_focus(self.query_one(PlainInput))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is ours only while there is a search to clear; a slash typed into a field stays one."""
        if action == "search":
            return not isinstance(self.screen.focused, Input)
        if action == "leave_search":
            field = self.query_one(PlainInput)
            return bool(field.value) or field.has_focus
        return super().check_action(action, parameters)

    def action_leave_search(self) -> None:
        """Clear the search and go back to the table."""
        self.query_one(PlainInput).value = ""
        self.remove_class("-searching")
        self._filter_now()
        self.table.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._later(self._filter_now)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """To the table; a second Enter that was typed before that took effect means the row."""
        event.stop()
        if self.screen.focused is self.table and self.key:
            self.post_message(SearchTable.Picked(self.key))
            return
        self._filter_now()
        self.screen.set_focus(self.table)

    def key_down(self) -> None:
        """From the search line into the table."""
        if self.query_one(PlainInput).has_focus:
            self._filter_now()
            self.table.focus()

    @on(DataTable.RowHighlighted)
    def _moved(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self._later(self.tell)

    @on(DataTable.RowSelected)
    def _chosen(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.post_message(SearchTable.Picked(event.row_key.value or ""))

    def _later(self, what: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self.pause_s <= 0:
            what()
            return
        self._timer = self.set_timer(self.pause_s, what)

    def tell(self) -> None:
        """Say what is under the cursor."""
        self.post_message(SearchTable.Shown(self.key))

    def _matching(self) -> list[Row]:
        words = self._query.casefold().split()
        return [row for row in self.rows if all(word in row.words for word in words)][:MAX_ROWS]

    def _filter_now(self) -> None:
        query = self.query_one(PlainInput).value
        if query != self._query:
            self.at = self.key or self.at
            self._query = query
            self._fill()

    def _fill(self) -> None:
        shown = self._matching()
        table = self.table
        table.clear()
        for row in shown:
            table.add_row(*row.cells, key=row.key)
        keys = [row.key for row in shown]
        if self.at in keys:
            table.move_cursor(row=keys.index(self.at))
        if not shown:
            self._later(self.tell)
