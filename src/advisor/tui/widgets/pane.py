"""A titled pane of text that scrolls; everything in it is shown literally."""

from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static


class Pane(VerticalScroll):
    """One Static in a scroll with a title in its upper rule."""

    def __init__(self, *, id: str, can_focus: bool = True) -> None:
        super().__init__(id=id, can_focus=can_focus)

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(markup=False)

    def replace(self, content: RenderableType) -> None:
        """Another text in the same place: the reader stays where they are."""
        self.query_one(Static).update(content)

    def show(self, title: str, content: RenderableType) -> None:
        """Replace title and text, back at the top."""
        self.border_title = Text(f" {title} ") if title else None
        self.query_one(Static).update(content)
        self.scroll_home(animate=False)
