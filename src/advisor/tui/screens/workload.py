"""Step 4: the load. Prefilled, so that Enter is enough."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from advisor.plan.brief import DEFAULT_WORKLOAD
from advisor.plan.check import MAX_CONCURRENCY, MAX_TOKENS
from advisor.tui.messages import WorkloadSet
from advisor.tui.numbers_in import WHOLE_KEYS, parse_whole, show_number
from advisor.tui.screens.step_screen import StepScreen
from advisor.tui.text.workload_text import LISTED_KINDS, WORKLOAD_COLUMNS, placeholders, workload_row
from advisor.tui.widgets.form import Field, Form
from advisor.tui.widgets.search_table import SearchTable

_FIELDS = {
    "concurrency": ("concurrency", "Concurrency", "requests in flight at the busy hour"),
    "input": ("input_tokens", "Input", "tokens of prompt, mean"),
    "output": ("output_tokens", "Output", "tokens of answer, mean"),
    "context": ("context_tokens", "Context", "tokens a request holds in memory"),
    "ttft": ("ttft_limit_ms", "TTFT limit", "ms to the first token"),
    "tpot": ("tpot_limit_ms", "TPOT limit", "ms for each further token"),
}


class WorkloadScreen(StepScreen):
    """A table of presets and the numbers that may replace theirs."""

    CSS_PATH = ["workload.tcss", "../widgets/form.tcss"]  # noqa: RUF012 - Textual's own
    STEP = 4
    PROMPT = "How will it be used? Enter takes the preset, Tab changes numbers, s skips."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "skip", "Skip", id="workload.skip", tooltip="Office chat, 50 concurrent requests"),
    ]

    def compose_body(self) -> ComposeResult:
        """Presets above, numbers below."""
        draft, workloads = self.state.draft, self.state.catalogue.workloads
        listed = [one for one in workloads.values() if one.has_lengths and one.kind in LISTED_KINDS]
        listed.sort(key=lambda one: (one.id != DEFAULT_WORKLOAD, LISTED_KINDS.index(one.kind), one.id))
        rows = [workload_row(workload) for workload in listed]
        yield SearchTable(
            WORKLOAD_COLUMNS, rows, noun="presets", at=draft.workload, pause_s=self.state.pause_s
        )
        yield Form(
            *(
                Field(name, label, show_number(getattr(draft, attribute)), "", remark, WHOLE_KEYS, 10)
                for name, (attribute, label, remark) in _FIELDS.items()
            )
        )

    @on(SearchTable.Shown)
    def _show_preset(self, event: SearchTable.Shown) -> None:
        if event.key:
            form = self.query_one(Form)
            for name, text in placeholders(self.state.catalogue.workloads[event.key]).items():
                form.set_placeholder(name, text)

    @on(SearchTable.Picked)
    @on(Form.Submitted)
    def _go_on(self) -> None:
        form = self.query_one(Form)
        numbers: dict[str, int | None] = {}
        for name, (attribute, _, _) in _FIELDS.items():
            typed = form.value(name)
            number = numbers[attribute] = parse_whole(typed) if typed else None
            most = MAX_CONCURRENCY if name == "concurrency" else MAX_TOKENS
            if typed and (number is None or number > most):
                form.remark(name, f"wants a whole number from 1 to {most:,}", wrong=True)
                form.focus_field(name)
                return
        self.post_message(WorkloadSet(self.query_one(SearchTable).key or DEFAULT_WORKLOAD, **numbers))

    def action_skip(self) -> None:
        """The default load; the headline of the results will state it."""
        self.post_message(WorkloadSet(DEFAULT_WORKLOAD))
