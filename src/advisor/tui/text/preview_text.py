"""What a budget roughly buys, one accelerator a line."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from advisor.catalogue.accelerator import Accelerator
from advisor.tui.text.compact import left, right
from advisor.tui.theme import QUIET, STRONG

if TYPE_CHECKING:
    from advisor.plan.preview import PreviewLine


def preview_text(lines: "Sequence[PreviewLine]", names: Mapping[str, Accelerator]) -> Table | Text:
    """Cards, servers and the price that this rests on; hosts are included."""
    if not lines:
        return Text("Nothing that has a known price. The plan will say up to which quote a part would fit.")
    grid = Table.grid(padding=(0, 2, 0, 0))
    for label in ("Accelerator", "Cards", "Servers", "At"):
        grid.add_column(label, justify="right" if label in ("Cards", "Servers") else "left")
    grid.add_row(*(Text(label, STRONG) for label in ("Accelerator", "Cards", "Servers", "At")))
    for line in lines:
        name = names[line.accelerator].name if line.accelerator in names else line.accelerator
        grid.add_row(
            left(name, "" if line.cards else QUIET),
            right(f"{line.cards:,}"),
            right(f"{line.servers:,}"),
            Text(line.price_basis, QUIET),
        )
    return grid
