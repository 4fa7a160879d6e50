"""A screen on top of a step; Escape closes it. Full-screen: a modal's tint repaints everything twice."""

from typing import ClassVar

from textual.binding import BindingType

from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.state import AppState


class DialogScreen(StepScreen):
    """Shows the step it was called from in the bar; number keys do not leave it."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, state: AppState, step: int) -> None:
        super().__init__(state)
        self.STEP = step  # a dialog belongs to the step that opened it

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A dialog can always be closed, and is left in no other way."""
        return action != "step"

    def action_back(self) -> None:
        """Close without doing anything."""
        self.dismiss()


class BrowsingScreen(DialogScreen):
    """A part of the catalogue browser, which can be opened from anywhere but itself."""
