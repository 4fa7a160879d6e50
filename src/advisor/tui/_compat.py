"""The one place that leans on a private part of Textual: nothing public keeps its traceback off the terminal.

A crash prints local variables, 200 KB of them, to the terminal of whoever runs the app
(https://github.com/Textualize/textual/issues/5325 has the neighbouring case). Here it is kept as text.
"""

import traceback

from rich.console import RenderableType
from textual.app import App


class QuietCrash(App[int]):
    """An app whose unhandled exception ends up in `crash`, not on the terminal."""

    crash: str = ""
    """Traceback of the first unhandled exception while the app was up."""
    fault: Exception | None = None
    """That exception."""
    leaving: bool = False
    """True once the app was told to end: a screen may then find itself half built, which harms nobody."""

    def exit(
        self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End the app."""
        self.leaving = True
        super().exit(result, return_code, message)

    def _handle_exception(self, error: Exception) -> None:
        if self.leaving:
            return
        self.fault = self.fault or error
        self.crash = self.crash or "".join(traceback.format_exception(error))
        super()._handle_exception(error)
        self._exit_renderables.clear()
