"""Cells of a table: short forms whose full figure is always one pane away, never parsed as markup."""

from rich.style import StyleType
from rich.text import Text

from advisor.figures import Range


def short_count(tokens: int) -> str:
    """A token count, powers of two in Ki: 202752 -> 198Ki, 131072 -> 128Ki, 1410 -> 1,410."""
    return f"{tokens // 1024}Ki" if tokens >= 4096 and tokens % 1024 == 0 else f"{tokens:,}"


def short_range(span: Range | None) -> str:
    """Low and high as whole numbers: 1,213-2,032."""
    return "unknown" if span is None else f"{span.low:,.0f}-{span.high:,.0f}"


def right(text: str, style: StyleType = "") -> Text:
    """A right-justified cell."""
    return Text(text, style, justify="right", no_wrap=True)


def left(text: str, style: StyleType = "", cells: int = 0) -> Text:
    """A left-justified cell, shortened to `cells` where that is given."""
    cell = Text(text, style, no_wrap=True)
    if cells:
        cell.truncate(cells, overflow="ellipsis")
    return cell
