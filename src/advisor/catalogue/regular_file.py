"""Reading a file that somebody named: regular files only, and no more bytes than asked for."""

import os
import stat
from pathlib import Path


def read_regular_file(path: Path, max_bytes: int) -> bytes:
    """At most `max_bytes` + 1 bytes; OSError for a pipe, device or directory, which could block for ever."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(22, "not a regular file", str(path))
        return stream.read(max_bytes + 1)
