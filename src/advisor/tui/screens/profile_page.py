"""The page of one item of the catalogue: what `advisor profiles show` prints."""

import traceback

from textual import work
from textual.app import ComposeResult
from textual.message import Message

from advisor.catalogue.errors import ProfileError
from advisor.report.profile_page.compose import make_page
from advisor.report.profile_page.page import Page
from advisor.tui.log import write_log
from advisor.tui.screens.dialog_screen import BrowsingScreen
from advisor.tui.state import AppState
from advisor.tui.text.profile_text import kind_name, page_content
from advisor.tui.widgets.pane import Pane

_WIDEST = 100
"""Wider, and the eye loses the way from a figure to its source."""
_FRAME_CELLS = 4
"""Left and right padding of the pane, its scrollbar, and a blank before that."""


class ProfilePage(BrowsingScreen):
    """One long pane to scroll. The page is made in a worker: a source's page looks through every profile."""

    PROMPT = "Figures with source, date, confidence, age. Up/down scrolls, Esc closes."

    class PageMade(Message):
        """The page, or one line that says why there is none."""

        def __init__(self, page: Page | None, problem: str = "") -> None:
            super().__init__()
            self.page = page
            self.problem = problem

    def __init__(self, state: AppState, kind: str, profile_id: str, step: int) -> None:
        super().__init__(state, step)
        self.kind = kind
        self.profile_id = profile_id
        self.page: Page | None = None
        self._drawn_width = 0

    def compose_body(self) -> ComposeResult:
        """The page."""
        yield Pane(id="page")

    def on_mount(self) -> None:
        """Have it made."""
        self.query_one(Pane).focus()
        self._make()

    @work(thread=True, exclusive=True, exit_on_error=False, group="page")
    def _make(self) -> None:
        try:
            page = make_page(self.kind, self.profile_id, self.state.catalogue, self.state.as_of)
        except ProfileError as error:
            self.post_message(self.PageMade(None, str(error)))
        except Exception:  # noqa: BLE001 - whatever it is, the screen must say that no page comes
            write_log(traceback.format_exc())
            self.post_message(self.PageMade(None, "No page: a fault of Advisor itself."))
        else:
            self.post_message(self.PageMade(page))

    def on_profile_page_page_made(self, message: PageMade) -> None:
        """Show it."""
        self.page = message.page
        if message.problem:
            self.prompt(message.problem, wrong=True)
        self._draw()

    def on_resize(self) -> None:
        """Lines are laid out for the width there is."""
        self._draw()

    def _draw(self) -> None:
        width = min(self.size.width - _FRAME_CELLS, _WIDEST)
        if self.page is not None and self.is_mounted and width != self._drawn_width:
            self._drawn_width = width
            self.query_one(Pane).show(kind_name(self.kind, 1).capitalize(), page_content(self.page, width))
