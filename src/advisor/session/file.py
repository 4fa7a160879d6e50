"""Session files on disk: read with care, written whole or not at all."""

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from pathlib import Path

from advisor.session.decode import decode_session
from advisor.session.encode import encode_session
from advisor.session.errors import NO_ACCESS, SessionError
from advisor.session.limits import MAX_SESSION_BYTES
from advisor.session.session import Session

_READ_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
)
_WRITE_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
# What a directory that can't be synced says: some file systems, and Windows, have no such thing.
_NO_DIRECTORY_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF)


def open_session(path: Path) -> Session:
    """The session in a file; SessionError says in one line what is wrong with it."""
    return decode_session(_read(path), str(path))


def save_session(path: Path, session: Session, *, replacing: str | None = None) -> str:
    """Writes the session, durable and all at once, and returns the fingerprint of what is on disk now.

    A failure leaves the file as it was. With `replacing`, the file must still have that fingerprint.
    """
    data = encode_session(session)
    if len(data) > MAX_SESSION_BYTES:
        raise SessionError(
            f"{path}: not saved: {len(data):,} bytes, at most {MAX_SESSION_BYTES:,}", NO_ACCESS
        )
    decode_session(data, str(path))  # what could not be opened again must not replace what can
    _check_target(path)
    if replacing is not None and fingerprint(path) != replacing:
        raise SessionError(
            f"{path}: not saved: changed on disk since it was opened; save under another name",
            NO_ACCESS,
        )
    try:
        _replace(path, data)
    except OSError as error:
        raise _failed(path, "not saved", error) from None
    return hashlib.sha256(data).hexdigest()


def fingerprint(path: Path) -> str | None:
    """SHA-256 of a session file's bytes; None where there is no file."""
    return hashlib.sha256(_read(path)).hexdigest() if os.path.lexists(path) else None


def _read(path: Path) -> bytes:
    try:
        _check_regular(path, os.stat(path).st_mode)  # looked at before opened: opening a device can act
        with os.fdopen(os.open(path, _READ_FLAGS), "rb") as stream:
            _check_regular(path, os.fstat(stream.fileno()).st_mode)
            return stream.read(MAX_SESSION_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _failed(path, "can't be read", error) from None


def _check_regular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise SessionError(f"{path}: is a directory, wanted a session file", NO_ACCESS)
    if not stat.S_ISREG(mode):
        raise SessionError(f"{path}: not a regular file", NO_ACCESS)


def _check_target(path: Path) -> None:
    """A session replaces a regular file or nothing; never what a link points to."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise _failed(path, "not saved", error) from None
    if stat.S_ISLNK(mode):
        raise SessionError(f"{path}: not saved: it is a symbolic link; name the file itself", NO_ACCESS)
    _check_regular(path, mode)


def _replace(path: Path, data: bytes) -> None:
    """Temporary file beside the target, synced, put in its place, directory synced."""
    temporary = path.parent / f".advisor-{secrets.token_hex(8)}.tmp"
    descriptor = os.open(temporary, _WRITE_FLAGS, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_directory(path.parent)


def _sync_directory(directory: Path) -> None:
    try:
        descriptor = os.open(directory, os.O_RDONLY)
    except OSError as error:
        if error.errno in _NO_DIRECTORY_SYNC:
            return
        raise
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_DIRECTORY_SYNC:
            raise
    finally:
        os.close(descriptor)


def _failed(path: Path, what: str, error: Exception) -> SessionError:
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    return SessionError(f"{path}: {what}: {reason}", NO_ACCESS)
