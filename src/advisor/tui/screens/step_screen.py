"""What every screen has: the step bar, one line that says what to do next, the keys at the bottom."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from advisor.catalogue.text import clean
from advisor.tui.messages import StepAsked
from advisor.tui.state import AppState
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.step_bar import STEPS, StepBar


class StepScreen(Screen[None]):
    """A step of the way. Subclasses set `STEP` and `PROMPT` and compose their body."""

    STEP: int = 1
    PROMPT: ClassVar[str] = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc", id="step.back", tooltip="One step back"),
        *(
            Binding(str(step), f"step({step})", f"Step {name}", show=False, id=f"step.{step}")
            for step, name in enumerate(STEPS, start=1)
        ),
    ]

    def __init__(self, state: AppState) -> None:
        super().__init__()
        self.state = state
        self.hint = ""
        """Why somebody who wanted another step is here; stands before the prompt."""

    def compose(self) -> ComposeResult:
        """Bar, prompt, body, keys."""
        yield StepBar(self.state, self.STEP)
        yield Static(self.hint + self.PROMPT, markup=False, id="prompt")
        with Vertical(id="body"):
            yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """The part that differs."""
        raise NotImplementedError

    def prompt(self, text: str, *, wrong: bool = False) -> None:
        """Say what to do next, or what is wrong with what was done."""
        line = self.query_one_optional("#prompt", Static)
        if line is None:  # the screen is still being built: it will say it first
            self.hint = f"{clean(text)} "
            return
        line.update(clean(text))
        line.set_class(wrong, "-wrong")

    def on_screen_resume(self) -> None:
        """What a dialog changed shows in the bar."""
        if self.is_mounted:
            self.refresh_steps()

    def refresh_steps(self) -> None:
        """Show values that changed while the screen was up."""
        self.query_one(StepBar).show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing before the first step."""
        if action == "back" and self.STEP == 1:
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """One step back; from the first there is none."""
        if self.STEP > 1:
            self.post_message(StepAsked(self.STEP - 1))

    def action_step(self, step: int) -> None:
        """Straight to a step."""
        if step != self.STEP:
            self.post_message(StepAsked(step))
