"""Step 2: how much landed hardware may cost, and at once what that roughly buys."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from advisor.plan.check import MAX_YEARS
from advisor.tui.messages import BudgetSet
from advisor.tui.numbers_in import (
    AMOUNT_KEYS,
    WHOLE_KEYS,
    parse_amount,
    parse_whole,
    show_amount,
    show_number,
)
from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.text.preview_text import preview_text
from advisor.tui.widgets.form import Field, Form
from advisor.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from advisor.plan.preview import PreviewLine


class BudgetScreen(StepScreen):
    """Four fields and a preview that follows after a pause."""

    CSS_PATH = ["budget.tcss", "../widgets/form.tcss"]  # noqa: RUF012 - Textual's own
    STEP = 2
    PROMPT = "How much may the hardware cost, landed? Up/down moves, Enter goes on."
    _timer: Timer | None = None
    _CODES: ClassVar[str] = "[A-Za-z]*"

    class Previewed(Message):
        """What the budget roughly buys, or why that is not known."""

        def __init__(self, lines: "Sequence[PreviewLine]", problem: str = "") -> None:
            super().__init__()
            self.lines = lines
            self.problem = problem

    def compose_body(self) -> ComposeResult:
        """Amount, currency, horizon, power limit; then the preview."""
        draft, region = self.state.draft, self.state.region
        local = f" or {region.currency}" if region and region.fx and region.currency != "USD" else ""
        yield Form(
            Field("amount", "Budget", show_amount(draft.budget), "3,000,000", "", AMOUNT_KEYS, 24),
            Field("currency", "Currency", draft.currency, "USD", f"USD{local}", self._CODES, 3),
            Field("years", "Horizon", str(draft.years), "3", "years of running cost", WHOLE_KEYS, 2),
            Field("power", "Power limit", show_number(draft.max_power_kw), "none",
                  "kW of all servers; empty: no limit", AMOUNT_KEYS, 10),
        )  # fmt: skip
        yield Pane(id="preview")

    def on_mount(self) -> None:
        """Start in the amount."""
        self.query_one(Form).focus_field("amount")
        self._preview_now()

    @on(Form.Changed)
    def _edited(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self.state.pause_s <= 0:
            self._preview_now()
        else:
            self._timer = self.set_timer(self.state.pause_s, self._preview_now)

    @on(Form.Submitted)
    def _go_on(self) -> None:
        form = self.query_one(Form)
        amount, years = parse_amount(form.value("amount")), parse_whole(form.value("years") or "3")
        power = parse_amount(form.value("power")) if form.value("power") else None
        wrong = {
            "amount": "wants an amount such as 3,000,000 or 3m" if amount is None else "",
            "currency": self._currency_problem(),
            "years": f"wants 1 to {MAX_YEARS} years" if years is None or years > MAX_YEARS else "",
            "power": "wants kW, or nothing" if form.value("power") and power is None else "",
        }
        for name, problem in wrong.items():
            if problem:
                form.remark(name, problem, wrong=True)
                form.focus_field(name)
                return
        assert amount is not None
        assert years is not None
        limit = None if power is None else float(power)
        self.post_message(BudgetSet(amount, self._currency(), years, limit))

    def _currency(self) -> str:
        return self.query_one(Form).value("currency").upper() or "USD"

    def _currency_problem(self) -> str:
        currency, region = self._currency(), self.state.region
        if currency == "USD" or (region and region.fx and currency == region.currency):
            return ""
        return f"no exchange rate for {currency}; USD works everywhere"

    def _echo(self, amount: Decimal | None) -> None:
        """3m is read as 3,000,000: said beside the field, so that nobody plans with a wrong amount."""
        typed = self.query_one(Form).value("amount")
        plain = amount is None or typed == show_amount(amount)
        read = "" if plain else f"= {show_amount(amount)} {self._currency()}, "
        self.query_one(Form).remark("amount", f"{read}hosts, duty and VAT included")

    def _preview_now(self) -> None:
        amount = parse_amount(self.query_one(Form).value("amount"))
        self._echo(amount)
        if amount is None or self._currency_problem() or self.state.region is None:
            self.post_message(self.Previewed((), "Type an amount to see what it roughly buys."))
        else:
            self._preview(amount, self._currency())

    @work(thread=True, exclusive=True, exit_on_error=False, group="preview")
    def _preview(self, amount: Decimal, currency: str) -> None:
        state = self.state
        assert state.region is not None
        try:
            budget_usd = state.engine.to_usd(amount, currency, state.catalogue.regions)
            lines = state.engine.preview(budget_usd, state.region, state.catalogue, state.as_of)
        except Exception as error:  # noqa: BLE001 - a preview must never stop the way
            self.post_message(self.Previewed((), f"No preview: {error}"))
        else:
            self.post_message(self.Previewed(lines))

    @on(Previewed)
    def _show_preview(self, event: Previewed) -> None:
        region = self.state.region
        title = f"Roughly buys in {region.name}" if region else "Roughly buys"
        content = event.problem or preview_text(event.lines, self.state.short_names)
        self.query_one(Pane).show(title, content)
