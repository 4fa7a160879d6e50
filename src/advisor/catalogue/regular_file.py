"""Reading a file that somebody named: regular files only, and no more bytes than asked for."""

import os
import stat

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_regular_file(path: str | os.PathLike[str], max_bytes: int) -> bytes:
    """At most `max_bytes` + 1 bytes; OSError for a pipe, device or directory, which could block for ever."""
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(22, "not a regular file", os.fspath(path))
        data = os.read(descriptor, min(status.st_size, max_bytes) + 1)
        if len(data) == status.st_size and data:
            return data  # one byte more was asked for, so this is the end
        while len(data) <= max_bytes and (more := os.read(descriptor, max_bytes + 1 - len(data))):
            data += more
        return data
    finally:
        os.close(descriptor)
