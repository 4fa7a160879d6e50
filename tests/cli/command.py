"""Running the command as a user would, in a home of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Done(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


def advisor(*arguments: str, home: Path) -> Done:
    """`python -m advisor ARGUMENTS` with `home` as the user's directory."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "COLUMNS"))}
    environment |= {"HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-m", "advisor", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        cwd=home,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
