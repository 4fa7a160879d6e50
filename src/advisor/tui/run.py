"""Starting and ending the app: terminals that can't show it, hang-ups, crashes."""

import asyncio
import contextlib
import os
import signal
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.text import clean
from advisor.session.errors import NO_ACCESS, SessionError
from advisor.tui.app import AdvisorApp
from advisor.tui.engine import Engine
from advisor.tui.log import write_log

if TYPE_CHECKING:
    from advisor.session.session import Session

BAD_INPUT = 2
OUR_FAULT = 70
_NO_SCREEN = (
    "advisor: this terminal can't show the app; "
    "try: advisor plan --region KZ --budget 3000000 --model glm-5 --format text"
)


def run_app(
    catalogue: Catalogue,
    *,
    as_of: date,
    session: "Session | None" = None,
    session_path: Path | None = None,
    mouse: bool = True,
    sessions_dir: Path | None = None,
    engine: Engine | None = None,
) -> int:
    """Runs until the user leaves; returns the exit code. What was not saved is kept, whatever ended it."""
    if not can_show():
        print(_NO_SCREEN, file=sys.stderr)  # noqa: T201 - the screen is exactly what there is none of
        return BAD_INPUT
    app = HeldApp(
        catalogue,
        as_of=as_of,
        sessions_dir=sessions_dir or platformdirs.user_data_path("advisor") / "sessions",
        session=session,
        session_path=session_path,
        engine=engine,
    )
    crash = ""
    try:
        app.run(mouse=mouse)
    except Exception:  # noqa: BLE001 - the last catch there is
        crash = traceback.format_exc()
    code = _end(app, app.crash or crash)
    _let_go_of_terminal()
    return code


def can_show() -> bool:
    """A terminal at both ends, and one that can move its cursor."""
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and os.environ.get("TERM", "") not in ("", "dumb", "unknown")
    )


class HeldApp(AdvisorApp):
    """The app in a real terminal: a hang-up or a polite kill ends it in good order."""

    def on_mount(self) -> None:
        """Signal handlers, where the platform has them. Textual calls the handler of the base class too."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError):
                    loop.add_signal_handler(number, self.exit, 0)


def _end(app: AdvisorApp, crash: str) -> int:
    code = app.return_value or 0
    try:
        app.keep_before_end()
    except SessionError as error:
        _tell(f"advisor: unsaved work could not be kept: {error}")
        code = NO_ACCESS
    except Exception:  # noqa: BLE001 - the crash itself is what must be told
        crash = crash or traceback.format_exc()
    if isinstance(app.fault, ProfileError):
        _tell(clean(f"advisor: {app.fault}"))
        return BAD_INPUT
    if crash:
        where = write_log(crash)
        _tell(
            f"advisor: stopped by a fault of its own; details in {where or 'no log, it could not be written'}"
        )
        return OUR_FAULT
    return code


def _tell(line: str) -> None:
    with contextlib.suppress(OSError):  # after a hang-up there is nobody to tell
        print(line, file=sys.stderr)  # noqa: T201


def _let_go_of_terminal() -> None:
    """After a hang-up the interpreter could not flush its streams, and would say so in its exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
