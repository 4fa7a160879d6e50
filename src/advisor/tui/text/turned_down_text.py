"""Near-misses and rejections: a row each, and every reason in numbers."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from advisor.plan.result import NearMiss, Reason, Rejection, Setup
from advisor.tui.text.compact import left, right
from advisor.tui.text.results_text import setup_detail, short_money
from advisor.tui.theme import BAD, CARE, STRONG
from advisor.tui.widgets.search_table import Column, Row
from advisor.wording.english import reason_text, reason_word
from advisor.wording.numbers import count_text

TURNED_DOWN_COLUMNS = (
    Column("", 3),
    Column("Accelerator", 18),
    Column("Format", 7),
    Column("Stack", 12),
    Column("Cards", 6, justify_right=True),
    Column("Capex", 7, justify_right=True),
    Column(" Misses", 25),
)


def near_miss_row(place: int, miss: NearMiss, names: Mapping[str, str]) -> Row:
    """A setup and the one limit it misses."""
    layout = miss.setup.layout
    return _row(place, "!", layout.accelerator, layout.weights, layout.stack, miss.setup, miss.reasons, names)


def rejection_row(place: int, rejection: Rejection, names: Mapping[str, str]) -> Row:
    """A part and format, its least bad layout where one could be tried, and what it misses."""
    return _row(
        place, "x", rejection.accelerator, rejection.weights, rejection.stack, rejection.closest,
        rejection.reasons, names,
    )  # fmt: skip


def turned_down_detail(
    setup: Setup | None, reasons: Sequence[Reason], names: Mapping[str, str], status: str
) -> Group:
    """Reasons first; then the figures of the layout they are about."""
    blocks: list[RenderableType] = [Text(f"x {reason_text(reason)}", BAD) for reason in reasons]
    if any(reason.code == "use_not_accepted" for reason in reasons):
        blocks.append(Text("b in the results says that this buyer accepts it.", CARE))
    if setup is not None:
        blocks += [
            Text("The layout that came closest; Enter opens it:", STRONG),
            setup_detail(setup, names, status),
        ]
    return Group(*blocks)


def _row(
    place: int,
    sign: str,
    accelerator: str,
    weights: str,
    stack: str,
    setup: Setup | None,
    reasons: Sequence[Reason],
    names: Mapping[str, str],
) -> Row:
    words = ", ".join(dict.fromkeys(reason_word(reason) for reason in reasons))
    capex = "-" if setup is None else short_money(setup.cost.capex, setup.cost.price_unknown)
    cells = (
        left(f" {sign}"),
        left(names.get(accelerator, accelerator), cells=17),
        left(weights),
        left(stack or "-"),
        right("-" if setup is None else count_text(setup.layout.cards)),
        right(capex),
        left(f" {words}"),
    )
    return Row(str(place), cells, f"{accelerator} {cells[1].plain} {weights} {stack} {words}".casefold())
