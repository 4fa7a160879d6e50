"""The five steps on top of every screen: where you are, and what was chosen so far."""

from decimal import Decimal

from rich.cells import cell_len
from rich.style import StyleType
from rich.text import Text
from textual.widgets import Static

from advisor.plan.brief import DEFAULT_CONCURRENCY
from advisor.tui.state import AppState
from advisor.tui.theme import HEADING, QUIET, STRONG
from advisor.wording.numbers import usd_short

STEPS = ("Region", "Budget", "Model", "Workload", "Results")
_ONE_LINE_BELOW = 60
_TWO_LINES_FROM = 16
_SHORT_FROM = Decimal(10) ** 9


class StepBar(Static):
    """Two lines, names above values; one line where the screen is small."""

    def __init__(self, state: AppState, current: int) -> None:
        super().__init__(markup=False, id="steps")
        self.state = state
        self.current = current
        self._drawn = Text()

    def show(self) -> None:
        """Draw the present state."""
        size = self.screen.size
        two_lines = size.height >= _TWO_LINES_FROM
        text = steps_text(self.state, self.current, size.width, two_lines=two_lines)
        if text != self._drawn:
            self._drawn = text
            self.update(text)

    def on_mount(self) -> None:
        """Draw once."""
        self.show()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.show()


def steps_text(state: AppState, current: int, width: int, *, two_lines: bool = True) -> Text:
    """The bar for a screen `width` cells wide; brackets mark the current step, so colour is not needed."""
    if width < _ONE_LINE_BELOW:
        return Text(f" Step {current} of 5: {STEPS[current - 1]}", HEADING, no_wrap=True)
    values = step_values(state)
    labels = [
        f"[{number} {name}]" if number == current else f" {number} {name} "
        for number, name in enumerate(STEPS, start=1)
    ]
    names, below = Text(" "), Text(" ")
    for number, cells in enumerate(_widths(labels, values, width - 1)):
        value = values[number]
        here = number + 1 == current
        names.append(labels[number].ljust(cells), HEADING if here else STRONG if value else QUIET)
        below.append_text(_fitted(f"   {value or '-'}", cells, "" if value else QUIET))
    lines = [names, below] if two_lines else [names]
    return Text("\n", no_wrap=True, overflow="crop").join(lines)


def step_values(state: AppState) -> tuple[str, str, str, str, str]:
    """What was chosen in each step, in short; empty where nothing was."""
    draft = state.draft
    names = state.names if draft.region or draft.model else {}
    return (
        names.get(draft.region, draft.region),
        _budget_value(draft.budget, draft.currency),
        names.get(draft.model, draft.model),
        workload_value(state) if draft.model else "",
        _result_value(state),
    )


def _budget_value(budget: Decimal | None, currency: str) -> str:
    """In full up to nine digits, then in three: a number cut off in the middle would be another number."""
    if budget is None:
        return ""
    shown = f"{budget:,.0f}" if budget < _SHORT_FROM else usd_short(budget)
    return f"{shown} {currency}"


def workload_value(state: AppState) -> str:
    """Preset and how many requests at once, as far as that is known before a plan."""
    draft = state.draft
    if state.plan is not None:
        return f"{draft.workload} x{state.plan.load.concurrency:,}"
    if draft.users is not None:
        return f"{draft.workload}, {draft.users:,} users"
    if draft.rate_per_s is not None:
        return f"{draft.workload}, {draft.rate_per_s:g}/s"
    return f"{draft.workload} x{draft.concurrency or DEFAULT_CONCURRENCY:,}"


def _result_value(state: AppState) -> str:
    if state.plan is None:
        return ""
    count = len(state.plan.setups)
    word = "no setup" if count == 0 else "1 setup" if count == 1 else f"{count} setups"
    return f"{word} *" if state.chosen is not None else word


def _widths(labels: list[str], values: tuple[str, ...], width: int) -> list[int]:
    """A column a step: as wide as what stands in it, the widest giving way first, spare room shared."""
    needed = [max(len(label) + 1, cell_len(value) + 4) for label, value in zip(labels, values, strict=True)]
    while sum(needed) > width:
        needed[needed.index(max(needed))] -= 1
    spare, rest = divmod(width - sum(needed), len(needed))
    return [cells + spare + (place < rest) for place, cells in enumerate(needed)]


def _fitted(value: str, cells: int, style: StyleType) -> Text:
    text = Text(value, style, no_wrap=True)
    text.truncate(cells - 1, overflow="ellipsis")
    text.pad_right(cells - text.cell_len)
    return text
