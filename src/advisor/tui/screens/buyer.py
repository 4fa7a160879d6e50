"""Who buys: headquarters and ultimate parent decide as much as the country of delivery."""

import re

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from advisor.catalogue.rule import UseStatus
from advisor.tui.messages import BuyerSet
from advisor.tui.screens.dialog_screen import DialogScreen
from advisor.tui.state import AppState
from advisor.tui.widgets.form import Choice, Field, Form

_CODE = re.compile(r"[A-Z]{2}")
_ACCEPTABLE: tuple[tuple[UseStatus, str], ...] = (
    ("gp10_risk", "accepts General Prohibition 10 risk (Ascend 910B/C/D)"),
    ("model_licence_limit", "accepts the limits of the model's licence"),
    ("unknown", "accepts what is not known (licence, chip class)"),
)
_NOTE = (
    "Empty: the same as the country of delivery. A buyer with headquarters or parent in a D:5 country is "
    "treated like a delivery to that country. Each risk that is accepted here is still shown with its rule."
)


class BuyerScreen(DialogScreen):
    """A short form; Enter keeps it."""

    CSS_PATH = ["buyer.tcss", "../widgets/form.tcss"]  # noqa: RUF012 - Textual's own
    PROMPT = "Who buys? Space switches a line, Enter keeps it all, Esc changes nothing."

    def __init__(self, state: AppState, region: str, step: int = 1) -> None:
        super().__init__(state, step)
        self.destination = region

    def compose_body(self) -> ComposeResult:
        """Two codes and the statements that a buyer can make."""
        draft = self.state.draft
        yield Form(
            Field(
                "headquarters",
                "Headquarters",
                draft.buyer_hq or "",
                self.destination,
                "two letters",
                "[A-Za-z]*",
                2,
            ),
            Field(
                "parent", "Ultimate parent", draft.buyer_parent or "", self.destination, "", "[A-Za-z]*", 2
            ),
            Choice("us_ties", "has US investors, staff, dollar finance or US suppliers", draft.us_ties),
            *(Choice(status, label, status in draft.accept_use) for status, label in _ACCEPTABLE),
        )
        yield Static(_NOTE, markup=False, classes="note")

    def on_mount(self) -> None:
        """Start in the first line."""
        form = self.query_one(Form)
        form.focus_field("headquarters")
        self._name_countries()

    @on(Form.Changed)
    def _name_countries(self) -> None:
        form, regions = self.query_one(Form), self.state.catalogue.regions
        for name in ("headquarters", "parent"):
            code = form.value(name).upper()
            known = regions[code].name if code in regions else "no profile; its country groups are unknown"
            form.remark(name, known if _CODE.fullmatch(code) else "")

    @on(Form.Submitted)
    def _keep(self) -> None:
        form = self.query_one(Form)
        codes = {name: form.value(name).upper() for name in ("headquarters", "parent")}
        for name, code in codes.items():
            if code and not _CODE.fullmatch(code):
                form.remark(name, "wants two letters, such as CN", wrong=True)
                form.focus_field(name)
                return
        accepted = tuple(status for status, _ in _ACCEPTABLE if form.ticked(status))
        self.post_message(
            BuyerSet(codes["headquarters"] or None, codes["parent"] or None, form.ticked("us_ties"), accepted)
        )
        self.dismiss()
