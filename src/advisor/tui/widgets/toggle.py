"""A yes-or-no line that says so in letters: [x] or [ ], switched with the space bar."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static


class Toggle(Static, can_focus=True):
    """Focusable; `on` is its state."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "flip", "Switch", key_display="Space"),
        Binding("enter", "submit", "Done", show=False),
    ]

    class Submitted(Message):
        """Enter was pressed here."""

    def __init__(self, label: str, *, on: bool, id: str) -> None:
        super().__init__(markup=False, id=id, classes="field-input toggle")
        self.label = label
        self.on = on

    def on_mount(self) -> None:
        """Draw once."""
        self._draw()

    def on_click(self) -> None:
        """The mouse does what the space bar does."""
        self.action_flip()

    def action_flip(self) -> None:
        """Yes becomes no."""
        self.on = not self.on
        self._draw()

    def action_submit(self) -> None:
        """Enter here counts as in any other field."""
        self.post_message(Toggle.Submitted())

    def _draw(self) -> None:
        self.update(Text(f"[{'x' if self.on else ' '}] {self.label}"))
