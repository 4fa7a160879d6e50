"""The keys that work here, in one line: one widget instead of one a key, repainted only when they change.

Keys that no longer fit are left out whole, the least particular ones first: all of them are in the help.
"""

from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from advisor.tui.theme import HEADING


class KeyBar(Static):
    """Keys of the focused widget first, then of the screen, then of the app."""

    def __init__(self) -> None:
        super().__init__(markup=False, id="keys")
        self._shown = Text()

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(None)

    def on_resize(self) -> None:
        """More or fewer may fit."""
        self._follow(None)

    def _follow(self, _: Any) -> None:
        text = Text(" ", no_wrap=True, overflow="ellipsis")
        named: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not active.enabled or binding.action in named:
                continue
            named.add(binding.action)
            key, words = self.app.get_key_display(binding), f" {binding.description}  "
            if text.cell_len + cell_len(key + words.rstrip()) <= self.screen.size.width:
                text.append(key, HEADING)
                text.append(words)
        text.right_crop(2)
        if text != self._shown:
            self._shown = text
            self.update(text)
