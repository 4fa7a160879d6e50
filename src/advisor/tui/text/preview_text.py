"""What a budget roughly buys, one accelerator a line."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from advisor.tui.text.compact import left, right
from advisor.tui.theme import QUIET, STRONG
from advisor.wording.numbers import usd_short

if TYPE_CHECKING:
    from advisor.plan.preview import PreviewLine


def preview_text(lines: "Sequence[PreviewLine]", names: Mapping[str, str]) -> Table | Text:
    """Cards, servers and the price that this rests on; hosts are included."""
    if not lines:
        return Text("Nothing that has a known price. The plan will say up to which quote a part would fit.")
    grid = Table.grid(padding=(0, 2, 0, 0))
    labels = ("Accelerator", "Cards", "Servers", "USD each", "Price")
    for label in labels:
        grid.add_column(justify="left" if label in ("Accelerator", "Price") else "right", no_wrap=True)
    grid.add_row(*(Text(label, STRONG) for label in labels))
    for line in lines:
        name = names.get(line.accelerator, line.accelerator)
        grid.add_row(
            left(name, "" if line.cards else QUIET),
            right(f"{line.cards:,}"),
            right(f"{line.servers:,}"),
            right(usd_short(line.landed_server_usd)),
            Text(line.price_basis, QUIET),
        )
    return grid
