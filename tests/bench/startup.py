"""`advisor --help` against a bare interpreter that imports the library of the command line."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

RUNS = 9


def measure() -> Iterator[str]:
    """Median wall time of both, run in turn, and the ratio."""
    ours = [sys.executable, "-m", "advisor", "--help"]
    bare = [sys.executable, "-c", "import click"]
    pairs = [(_seconds(ours), _seconds(bare)) for _ in range(RUNS)]
    help_ms, bare_ms = (1000 * statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(first / second for first, second in pairs)
    yield f"advisor --help {help_ms:.0f} ms, import click {bare_ms:.0f} ms, n={RUNS}"
    yield f"ratio {ratio:.2f} (budget 3)"


def _seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
