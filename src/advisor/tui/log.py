"""Tracebacks go to a log that only its owner reads, never to the terminal."""

import os
from pathlib import Path

import platformdirs


def log_path() -> Path:
    """Where the log lies on this platform."""
    return platformdirs.user_state_path("advisor") / "crash.log"


def write_log(text: str) -> Path | None:
    """Append to the log, mode 0600; None where even that can't be written."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError:
        return None
    return path
