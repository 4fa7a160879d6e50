"""The keys that work here, in one line: one widget instead of one a key, repainted only when they change."""

from typing import Any

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

    def _follow(self, _: Any) -> None:
        text = Text(" ", no_wrap=True, overflow="ellipsis")
        named: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in named:
                named.add(binding.action)
                text.append(self.app.get_key_display(binding), HEADING)
                text.append(f" {binding.description}  ")
        text.right_crop(2)
        if text != self._shown:
            self._shown = text
            self.update(text)
