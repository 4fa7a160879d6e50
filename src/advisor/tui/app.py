"""The app: theme, keys, and what happens when a screen says something. Screens live in `screens/`."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from advisor.catalogue.catalogue import Catalogue
from advisor.tui import messages
from advisor.tui.autosave import find_unsaved
from advisor.tui.engine import Engine
from advisor.tui.screens.dialog_screen import BrowsingScreen
from advisor.tui.screens.route import step_screen
from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.state import AppState, Draft
from advisor.tui.theme import ADVISOR_THEME
from advisor.tui.work import WorkingApp

if TYPE_CHECKING:
    from advisor.session.session import Session

# From so many columns or rows on, every screen has this class.
WIDTHS = [(0, "-tiny"), (60, "-narrow"), (120, "-wide"), (150, "-huge")]
HEIGHTS = [(0, "-short"), (16, "-low"), (32, "-tall")]


class AdvisorApp(WorkingApp):
    """Screens read `state` and post messages; only the handlers here change it."""

    TITLE = "Advisor"
    CSS_PATH = ["app.tcss", "screens/region.tcss"]  # noqa: RUF012 - the first screen is there from the start
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?", id="app.help", tooltip="All keys"),
        Binding("f1", "help", "Help", key_display="F1"),
        Binding("ctrl+s", "save", "Save", id="app.save", tooltip="Save the session"),
        Binding("ctrl+o", "open", "Open", id="app.open", tooltip="Open a session"),
        Binding(
            "ctrl+l",
            "catalogue",
            "Catalogue",
            id="app.catalogue",
            tooltip="Every figure with its source and age",
        ),
        Binding("f2", "catalogue", "Catalogue", key_display="F2"),
        Binding("ctrl+n", "new", "New", show=False, id="app.new", tooltip="Start a new question"),
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit", tooltip="Unsaved work is kept"),
    ]

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        as_of: date,
        sessions_dir: Path,
        session: "Session | None" = None,
        session_path: Path | None = None,
        engine: Engine | None = None,
        pause_s: float = 0.3,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        state = AppState(catalogue, as_of, engine=engine or Engine(), pause_s=pause_s)
        super().__init__(state, sessions_dir, now)
        self.animation_level = "none"
        self.register_theme(ADVISOR_THEME)
        self.theme = ADVISOR_THEME.name
        if session is not None:
            state.take_session(session, session_path)

    def get_default_screen(self) -> Screen[None]:
        """The first step lies below all others."""
        return step_screen(1, self.state)

    def on_mount(self) -> None:
        """The results of the session that was asked for, or a question about unsaved work."""
        if self.state.session is not None:
            self.show_session()
            return
        unsaved = find_unsaved(self.unsaved_dir)
        if unsaved:
            from advisor.tui.screens.recover import RecoverScreen

            self.push_screen(RecoverScreen(self.state, unsaved[0]))

    def go_to(self, step: int, hint: str = "") -> None:
        """Close what lies on top and show a step, or the first one that still wants an answer."""
        if step > self.state.open_step() and self.state.draft.brief() is None:
            step, hint = self.state.open_step(), "First this: "
        hint = self.state.not_kept or hint
        self.close_dialogs()
        on_first = len(self.screen_stack) == 1
        if step == 1:
            if not on_first:
                self.pop_screen()
            self.tell_screen("come_back")
        elif on_first:
            self.push_screen(step_screen(step, self.state, hint))
        else:
            self.switch_screen(step_screen(step, self.state, hint))
        if step == 5 and self.state.plan is None:
            self.compute_plan()

    @property
    def step(self) -> int:
        """The step that is up, or that a dialog lies on."""
        screen = self.screen
        return screen.STEP if isinstance(screen, StepScreen) else 1

    def _take(self, draft: Draft) -> None:
        if self.state.change(draft):
            self.keep()

    # What screens say ----------------------------------------------------------------------------------

    def on_step_asked(self, message: messages.StepAsked) -> None:
        """To another step."""
        self.go_to(message.step)

    def on_region_chosen(self, message: messages.RegionChosen) -> None:
        """A budget in the money of another country would make no sense."""
        draft = self.state.draft
        moved = message.region != draft.region
        self._take(draft.with_changes(region=message.region, currency="USD" if moved else draft.currency))
        self.go_to(2)

    def on_buyer_set(self, message: messages.BuyerSet) -> None:
        """Who buys."""
        self._take(
            self.state.draft.with_changes(
                buyer_hq=message.headquarters,
                buyer_parent=message.parent,
                us_ties=message.us_ties,
                accept_use=message.accept_use,
            )
        )
        if self.step == 5:
            self.go_to(5)
        else:
            self.tell_screen("show_buyer")

    def on_budget_set(self, message: messages.BudgetSet) -> None:
        """Money, horizon, power."""
        self._take(
            self.state.draft.with_changes(
                budget=message.amount,
                currency=message.currency,
                years=message.years,
                max_power_kw=message.max_power_kw,
            )
        )
        self.go_to(3)

    def on_model_chosen(self, message: messages.ModelChosen) -> None:
        """What to serve."""
        self._take(self.state.draft.with_changes(model=message.model))
        self.go_to(4)

    def on_workload_set(self, message: messages.WorkloadSet) -> None:
        """The load; the last answer that a plan needs."""
        self._take(self.state.draft.with_changes(**message.changes()))
        self.go_to(5)

    def on_setup_chosen(self, message: messages.SetupChosen) -> None:
        """The setup to buy."""
        self.state.chosen, self.state.unsaved = message.index, True
        self.keep()
        self.tell_screen("show_chosen")

    def on_plan_computed(self, message: messages.PlanComputed) -> None:
        """An answer; one to an older question is dropped."""
        if message.brief == self.state.draft.brief():
            self.state.plan, self.state.problem = message.plan, ""
            self.keep()
            self.tell_screen("show_plan")

    def on_plan_failed(self, message: messages.PlanFailed) -> None:
        """No answer; the screen says why."""
        if message.brief == self.state.draft.brief():
            self.state.problem = message.problem
            self.tell_screen("show_plan")

    # Keys ----------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """All keys."""
        from advisor.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.state, self.step))

    def action_save(self) -> None:
        """Ask where to; what has no answer yet is kept anyway."""
        if self.state.plan is None:
            self.say("Nothing to save before there is an answer; what you typed is kept by itself.")
        else:
            from advisor.tui.screens.save import SaveScreen

            self.close_dialogs()
            self.push_screen(SaveScreen(self.state, self.sessions_dir, self.step))

    def action_open(self) -> None:
        """Ask which."""
        from advisor.tui.screens.open import OpenScreen

        self.close_dialogs()
        self.push_screen(OpenScreen(self.state, self.sessions_dir, self.unsaved_dir, self.step))

    def action_catalogue(self) -> None:
        """The figures themselves; what lies below stays as it is."""
        from advisor.tui.screens.catalogue import CatalogueScreen

        self.push_screen(CatalogueScreen(self.state, self.step))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The catalogue is not opened over itself."""
        if action == "catalogue":
            return not any(isinstance(screen, BrowsingScreen) for screen in self.screen_stack)
        return super().check_action(action, parameters)

    def action_new(self) -> None:
        """A new question; the old one stays in the list of unsaved work if it was not saved."""
        self.start_anew()
        self.go_to(1)

    async def action_quit(self) -> None:
        """Leave; what was not saved is written before the process ends."""
        self.exit(0)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: every binding that has a name here, in the same words."""
        for active in screen.active_bindings.values():
            node, binding = active.node, active.binding
            if binding.id and active.enabled:
                title = f"{binding.description}  ({self.get_key_display(binding)})"
                yield SystemCommand(title, binding.tooltip or "", partial(self.run_binding, node, binding))
        yield SystemCommand("Theme", "Other colours, where the terminal has more than 16", self.search_themes)
