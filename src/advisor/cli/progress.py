"""A progress bar on stderr while a long table is worked out, for people only."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def with_progress(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """The same items; a bar counts them on stderr where that is a terminal that can draw one."""
    from rich.console import Console

    console = Console(stderr=True)
    if not sys.stderr.isatty() or console.is_dumb_terminal:
        yield from items
        return
    from rich.progress import track

    yield from track(items, total=total, description=label, console=console, transient=True)
