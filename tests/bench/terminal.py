"""First paint and bytes over a pseudo-terminal, against a bare Textual app with one table."""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence

COLUMNS, ROWS = 80, 24
RUNS = 5
QUIET_S = 0.7
KEY_WINDOW_S = 0.2  # shorter than the pause after which the detail pane follows
DEADLINE_S = 30.0
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[A-Za-z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[()=>].?")
_BARE = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header
class Bare(App):
    def compose(self):
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns(*"abcdefgh")
        for row in range(54):
            table.add_row(*[f"Ready {row}"] * 8)
Bare().run()
"""


def measure() -> Iterator[str]:
    """Median first paint of both in turn, their ratio, and bytes of a key, a pause and the start."""
    bare = [sys.executable, "-c", _BARE]
    ours = [sys.executable, "-m", "advisor"]
    pairs = [(_run(ours, b"Buyer in"), _run(bare, b"Ready")) for _ in range(RUNS)]
    paint_ms = 1000 * statistics.median(pair[0].paint_s for pair in pairs)
    bare_ms = 1000 * statistics.median(pair[1].paint_s for pair in pairs)
    ratio = statistics.median(pair[0].paint_s / pair[1].paint_s for pair in pairs)
    yield f"first paint {paint_ms:.0f} ms, bare table {bare_ms:.0f} ms, n={RUNS}"
    yield f"ratio {ratio:.2f} (budget 1.5)"
    first = pairs[0][0]
    yield f"bytes until quiet {first.start_bytes:,}; a key in a list {first.key_bytes:,.0f} (budget 2,048)"
    yield f"bytes in {QUIET_S} s of idling {first.idle_bytes} (budget 0)"


class Measured:
    """What one run showed."""

    def __init__(self, paint_s: float, start_bytes: int, key_bytes: float, idle_bytes: int) -> None:
        self.paint_s = paint_s
        self.start_bytes = start_bytes
        self.key_bytes = key_bytes
        self.idle_bytes = idle_bytes


def _run(command: Sequence[str], marker: bytes) -> Measured:
    with tempfile.TemporaryDirectory() as home:
        return _run_in(command, marker, home)


def _run_in(command: Sequence[str], marker: bytes, home: str) -> Measured:
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", HOME=home)
        os.execvpe(command[0], list(command), environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    try:
        seen, painted = bytearray(), 0.0
        while time.perf_counter() - start < DEADLINE_S:
            chunk = _read(terminal, QUIET_S)
            if not chunk and painted:
                break
            seen += chunk
            if not painted and marker in _ESCAPES.sub(b"", bytes(seen)):
                painted = time.perf_counter() - start
        keys = []
        for _ in range(6):
            os.write(terminal, b"\x1b[B")
            keys.append(_drain(terminal, KEY_WINDOW_S))
        _drain(terminal, 2.0)
        return Measured(painted, len(seen), statistics.median(keys), _drain(terminal, QUIET_S))
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _read(terminal: int, wait_s: float) -> bytes:
    if not select.select([terminal], [], [], wait_s)[0]:
        return b""
    chunk = os.read(terminal, 65_536)
    if b"\x1b[?2026$p" in chunk:
        os.write(terminal, b"\x1b[?2026;2$y")  # say that synchronised output is understood
    return chunk


def _drain(terminal: int, window_s: float) -> int:
    """Bytes that arrive within the window."""
    total, end = 0, time.perf_counter() + window_s
    while (left := end - time.perf_counter()) > 0:
        total += len(_read(terminal, left))
    return total
