"""Step 5: the setups that serve the model there, or a helpful no."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from advisor.plan.result import Plan, Setup
from advisor.tui.screens.buyer import BuyerScreen
from advisor.tui.screens.setup import SetupScreen
from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.screens.turned_down import NearMissScreen, RejectionScreen
from advisor.tui.screens.warnings import WarningsScreen
from advisor.tui.text.results_text import SETUP_COLUMNS, helpful_no, setup_detail, setup_row, verdict_text
from advisor.tui.widgets.pane import Pane
from advisor.tui.widgets.search_table import SearchTable


class ResultsScreen(StepScreen):
    """Headline, table, and the figures of the row under the cursor."""

    CSS_PATH = "results.tcss"
    STEP = 5
    _shown_choice: int | None = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "buyer", "Buyer", id="results.buyer", tooltip="Who buys, which risks are accepted"),
        *(
            Binding(key, action, name, show=False, id=f"results.{action}", tooltip=tooltip)
            for key, action, name, tooltip in (
                ("n", "near_misses", "Near-misses", "One limit missed by at most 20%"),
                ("r", "rejections", "Rejected", "Turned down, with reasons"),
                ("w", "warnings", "Warnings", "What to know beside the figures"),
                ("a", "alternatives", "Instead", "What would work instead"),
            )
        ),
    ]

    def compose_body(self) -> ComposeResult:
        """Filled once the plan is there."""
        yield Static(markup=False, id="verdict")
        yield Pane(id="detail")

    def on_mount(self) -> None:
        """Show what there is."""
        self.show_plan()

    def on_screen_resume(self) -> None:
        """A setup may have been chosen in its own screen."""
        if self.is_mounted and self.state.chosen != self._shown_choice:
            self.show_plan()

    def show_plan(self) -> None:
        """The plan of the app's state, its failure, or that it is being worked out."""
        self.refresh_steps()
        plan, pane = self.state.plan, self.query_one(Pane)
        self.query(SearchTable).remove()
        verdict = self.query_one("#verdict", Static)
        verdict.display = plan is not None
        if plan is None:
            self.prompt(self.state.problem or "Working out every setup ...", wrong=bool(self.state.problem))
            pane.show("", "Esc goes back to change the question." if self.state.problem else "")
            return
        self.refresh_bindings()
        names = self.state.names
        verdict.update(verdict_text(plan, names, self.state.workload_name))
        self.prompt(self.hint + _what_next(plan))
        pane.set_class(not plan.setups, "-alone")
        if plan.setups:
            self._show_table(plan)
        else:
            pane.show("A helpful no", helpful_no(plan, names, self.state.short_names))
            pane.focus()

    def _show_table(self, plan: Plan) -> None:
        names = self.state.short_names
        chosen = self._shown_choice = self.state.chosen
        rows = [setup_row(place, setup, names, place == chosen) for place, setup in enumerate(plan.setups)]
        at = "" if chosen is None else str(chosen)
        table = SearchTable(
            SETUP_COLUMNS,
            rows,
            noun="setups",
            at=at,
            pause_s=self.state.pause_s,
            packed=True,
            fixed_columns=2,
        )
        self.query_one("#body").mount(table, before=self.query_one(Pane))

    @on(SearchTable.Shown)
    def _show_detail(self, event: SearchTable.Shown) -> None:
        setup = self._setup(event.key)
        if setup is not None:
            names = self.state.names
            self.query_one(Pane).show(
                names.get(setup.layout.accelerator, setup.layout.accelerator), setup_detail(setup, names)
            )

    @on(SearchTable.Picked)
    def _open(self, event: SearchTable.Picked) -> None:
        setup = self._setup(event.key)
        if setup is not None:
            self.app.push_screen(SetupScreen(self.state, setup, place=int(event.key)))

    def _setup(self, key: str) -> Setup | None:
        return self.state.plan.setups[int(key)] if key and self.state.plan else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would open an empty list are not offered."""
        plan = self.state.plan
        if action in ("near_misses", "rejections", "warnings", "alternatives"):
            return plan is not None and bool(getattr(plan, action))
        return super().check_action(action, parameters)

    def action_buyer(self) -> None:
        """Say who buys; the setups are then worked out anew."""
        self.app.push_screen(BuyerScreen(self.state, self.state.draft.region, self.STEP))

    def action_near_misses(self) -> None:
        """Setups that miss one limit by a little."""
        self.app.push_screen(NearMissScreen(self.state))

    def action_rejections(self) -> None:
        """Everything turned down, with reasons."""
        self.app.push_screen(RejectionScreen(self.state))

    def action_warnings(self) -> None:
        """What to know beside the figures."""
        self.app.push_screen(WarningsScreen(self.state))

    def action_alternatives(self) -> None:
        """What would work instead, where the answer is no or hangs on a price."""
        if self.state.plan is not None:
            pane = self.query_one(Pane)
            content = helpful_no(self.state.plan, self.state.names, self.state.short_names)
            pane.show("What would work instead", content)
            pane.focus()


def _what_next(plan: Plan) -> str:
    """Keys with what they lead to, and the day the answer is for."""
    ways = [
        f"{key} {name} {len(items)}"
        for key, name, items in (
            ("n", "near-misses", plan.near_misses),
            ("r", "rejected", plan.rejections),
            ("w", "warnings", plan.warnings),
            ("a", "instead", () if plan.feasible or not plan.setups else plan.alternatives),
        )
        if items
    ]
    return "; ".join([*(["Enter opens"] if plan.setups else []), *ways, f"as of {plan.as_of}."])
