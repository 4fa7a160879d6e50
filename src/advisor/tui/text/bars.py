"""Bars drawn with text: full blocks only, which every terminal font has."""

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.style import StyleType
from rich.table import Table
from rich.text import Text

from advisor.tui.theme import QUIET

FULL, TRACK = "█", "░"
_MOST_CELLS = 48


class ShareBar:
    """A bar as long as its share of the widest one; it takes what width its column leaves."""

    def __init__(self, share: float, style: StyleType, block: str = FULL) -> None:
        self.share = min(1.0, max(0.0, share))
        self.style = style
        self.block = block

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, _MOST_CELLS)
        cells = round(self.share * width)
        if self.share > 0:
            cells = max(1, cells)
        yield Text(self.block * cells, self.style, no_wrap=True)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(4, min(options.max_width, _MOST_CELLS))


BarRow = tuple[str, str, float, StyleType]
"""Label, value with unit, size, style."""


def bar_chart(rows: Sequence[BarRow], *, label_cells: int = 30, value_cells: int = 10) -> Table:
    """Label, figure, bar; the longest bar is the largest size."""
    largest = max((size for _, _, size, _ in rows), default=0.0) or 1.0
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=label_cells, no_wrap=True, overflow="ellipsis")
    grid.add_column(width=value_cells, justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    for label, value, size, style in rows:
        block = TRACK if style == QUIET else FULL
        grid.add_row(Text(label), Text(value), ShareBar(size / largest, style, block))
    return grid
