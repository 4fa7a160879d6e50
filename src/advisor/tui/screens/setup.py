"""One setup in five panes, switched by number; only one is drawn at a time."""

from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from advisor.plan.result import Reason, Setup
from advisor.tui.messages import ExplanationAsked, SetupChosen
from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState, Explained
from advisor.tui.text.clearance_text import clearance_pane
from advisor.tui.text.cost_text import cost_pane
from advisor.tui.text.memory_text import memory_pane
from advisor.tui.text.sources_text import sources_pane
from advisor.tui.text.speed_text import speed_pane
from advisor.tui.theme import BAD, GOOD, HEADING, QUIET, STRONG
from advisor.tui.widgets.pane import Pane
from advisor.wording.english import reason_text
from advisor.wording.headline import setup_title

PANES = ("Memory", "Speed", "Cost", "Clearance", "Sources")


class SetupScreen(DialogScreen):
    """Number keys switch panes, `c` chooses; a near-miss or rejection can be read but not chosen."""

    CSS_PATH = "setup.tcss"
    PROMPT = "1 to 5 switches panes, up/down scrolls, c chooses this setup, Esc closes."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "choose", "Choose", id="setup.choose", tooltip="Take it; the session keeps that"),
        Binding("right,tab", "turn(1)", "Next pane", show=False, priority=True),
        Binding("left,shift+tab", "turn(-1)", "Previous pane", show=False, priority=True),
        *(Binding(str(number), f"pane({number})", name, show=False, id=f"setup.{name.lower()}")
          for number, name in enumerate(PANES, start=1)),
    ]  # fmt: skip

    def __init__(
        self, state: AppState, setup: Setup, *, place: int | None = None, reasons: tuple[Reason, ...] = ()
    ) -> None:
        super().__init__(state, step=5)
        self.setup = setup
        self.place = place
        self.reasons = reasons
        self.pane = 1

    def compose_body(self) -> ComposeResult:
        """Title, tabs, pane."""
        yield Static(markup=False, id="setup-title")
        yield Static(markup=False, id="tabs")
        yield Pane(id="setup-pane")

    def on_mount(self) -> None:
        """Start with Memory."""
        if self.place is None:
            self.prompt("Not feasible as asked. 1 to 5 switches panes, up/down scrolls, Esc closes.")
        self._draw_title()
        self.action_pane(1)
        self.query_one(Pane).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a setup of the plan can be chosen."""
        if action == "choose":
            return self.place is not None
        return super().check_action(action, parameters)

    def action_pane(self, number: int) -> None:
        """Show one pane."""
        self.pane = number
        tabs = Text(" ", no_wrap=True)
        for place, name in enumerate(PANES, start=1):
            here = place == number
            tabs.append(f"[{place} {name}]" if here else f" {place} {name} ", HEADING if here else QUIET)
            tabs.append(" ")
        self.query_one("#tabs", Static).update(tabs)
        if PANES[number - 1] == "Speed" and self._explained() is None:
            self.post_message(ExplanationAsked(self.setup))
        self.query_one(Pane).show("", self._content(number))

    def action_turn(self, by: int) -> None:
        """To the pane beside this one."""
        self.action_pane((self.pane - 1 + by) % len(PANES) + 1)

    def action_choose(self) -> None:
        """Take it."""
        if self.place is not None:
            self.post_message(SetupChosen(self.place))

    def show_explained(self) -> None:
        """What stands around the speed is known now."""
        if PANES[self.pane - 1] == "Speed" and self._explained() is not None:
            self.query_one(Pane).replace(self._content(self.pane))

    def _explained(self) -> Explained | None:
        found = self.state.explained
        return found if found is not None and found.setup is self.setup else None

    def show_chosen(self) -> None:
        """The app has taken note."""
        self._draw_title()
        self.refresh_steps()
        self.prompt("Chosen. Ctrl+S saves the session, Esc goes back to the list.")

    def _draw_title(self) -> None:
        title = Text(f" {setup_title(self.setup, self.state.names)}", STRONG)
        if self.place is not None and self.place == self.state.chosen:
            title.append("  * chosen", GOOD)
        for reason in self.reasons:
            title.append(f"\n x {reason_text(reason)}", BAD)
        self.query_one("#setup-title", Static).update(title)

    def _content(self, number: int) -> RenderableType:
        catalogue, plan, setup = self.state.shown_catalogue, self.state.plan, self.setup
        assert plan is not None
        accelerator_id = setup.layout.accelerator
        accelerators = catalogue.accelerators
        match PANES[number - 1]:
            case "Memory":
                return memory_pane(setup, accelerators.get(accelerator_id))
            case "Speed":
                return speed_pane(setup, plan.load, self.state.names, self._explained())
            case "Cost":
                return cost_pane(setup.cost)
            case "Clearance":
                return clearance_pane(setup.clearance, catalogue.rules, self.state.names)
            case _:
                return sources_pane(setup, plan, catalogue)
