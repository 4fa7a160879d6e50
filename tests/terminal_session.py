"""A program in a real pseudo-terminal: keys in, text out, every wait bounded."""

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

DEADLINE_S = 30.0
COLUMNS, ROWS = 80, 24
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[A-Za-z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[()=>].?")
# The program becomes leader of a session whose terminal this is, so that a hang-up reaches it.
_ATTACH = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)


class Terminal:
    """One run at 80x24 with a home of its own."""

    def __init__(self, home: Path, command: Sequence[str], **environment: str) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", _ATTACH, sys.executable, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=_environment(home, environment),
            close_fds=True,
        )
        os.close(slave)
        self.seen = b""

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def wait_for(self, words: str) -> None:
        """Read until these words were drawn; fails after the deadline with what was seen instead."""
        end = time.monotonic() + DEADLINE_S
        while words.encode() not in self.text():
            assert time.monotonic() < end, self.text().decode(errors="replace")[-2000:]
            assert self._read(0.2), self.text().decode(errors="replace")[-2000:]

    def text(self) -> bytes:
        """All that was written, without escape sequences."""
        return _ESCAPES.sub(b"", self.seen)

    def hang_up(self) -> None:
        """The line drops."""
        os.close(self._master)
        self._master = -1

    def wait_for_exit(self) -> int:
        """Exit code; what the program still writes is read, so that it never blocks on a full terminal."""
        end = time.monotonic() + DEADLINE_S
        while self.process.poll() is None and time.monotonic() < end:
            if self._master < 0 or not self._read(0.1):
                select.select([], [], [], 0.02)
        return self.process.wait(timeout=1)

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=DEADLINE_S)
        if self._master >= 0:
            os.close(self._master)

    def _read(self, wait_s: float) -> bool:
        """One read; False when the other end is closed."""
        if not select.select([self._master], [], [], wait_s)[0]:
            return True
        try:
            chunk = os.read(self._master, 65_536)
        except OSError:
            return False
        self.seen += chunk
        if b"\x1b[?2026$p" in chunk:
            os.write(self._master, b"\x1b[?2026;2$y")
        return bool(chunk)


def _environment(home: Path, changes: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the caller's but the path; every directory below `home`."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("src")),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
        **changes,
    }
