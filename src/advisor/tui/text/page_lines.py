"""Lines of a page that both faces show, as wide as the pane and in its styles."""

from collections.abc import Callable, Iterable

from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.text import Text

from advisor.report.speed_page.lines import Line, Role
from advisor.tui.theme import BAD, BAR, CARE, GOOD, HEADING, QUIET, STRONG

STYLES: dict[Role, Style] = {
    "text": Style(),
    "strong": STRONG,
    "heading": HEADING,
    "quiet": QUIET,
    "bar": BAR,
    "good": GOOD,
    "care": CARE,
    "bad": BAD,
}


class PageLines:
    """What `make` gives for the width of the pane."""

    def __init__(self, make: Callable[[int], Iterable[Line]]) -> None:
        self._make = make

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._make(options.max_width):
            pieces = ((piece.text, STYLES[piece.role]) for piece in line)
            yield Text.assemble(*pieces, no_wrap=True, overflow="ignore")
