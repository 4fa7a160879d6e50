"""Failures as one clear line on stderr; a traceback goes to a log file, never to the terminal."""

import os
import sys
import traceback
from pathlib import Path
from typing import TypeGuard

import platformdirs

from advisor.catalogue.errors import ProfileError, ProfileExistsError, UnknownProfileError
from advisor.catalogue.text import one_line
from advisor.cli.exit_code import BAD_INPUT, CANT_ACCESS
from advisor.evidence.errors import MeasuredFileError, UnitsLookWrongError
from advisor.plan.errors import BriefError
from advisor.session.errors import SessionError

_BAD_INPUTS = BriefError | MeasuredFileError | ProfileError | UnitsLookWrongError | UnknownProfileError


def report_failure(error: Exception, unexpected: int) -> int:
    """Prints the line for an error and returns the exit code for it."""
    if isinstance(error, SessionError):
        return _say(str(error), error.exit_code)
    if _is_faulty_profile(error):
        return _say(f"{error}; `advisor profiles check {error.file}` names every fault", BAD_INPUT)
    if isinstance(error, _BAD_INPUTS):
        return _say(str(error), BAD_INPUT)
    if isinstance(error, OSError):
        return _say(f"{error.filename or 'file'}: {error.strerror or error}", CANT_ACCESS)
    log = _write_log()
    where = f"; details in {log}" if log else ""
    return _say(f"unexpected {type(error).__name__}: this is a fault of Advisor's own{where}", unexpected)


def _is_faulty_profile(error: Exception) -> TypeGuard[ProfileError]:
    """Whether `profiles check` says more: not of a config.json, nor of a profile that is in the way."""
    if not isinstance(error, ProfileError) or isinstance(error, ProfileExistsError):
        return False
    return error.file.endswith(".toml") and os.path.isfile(error.file)


def _say(line: str, code: int) -> int:
    print(f"advisor: {one_line(line)}", file=sys.stderr)  # noqa: T201
    return code


def _write_log() -> Path | None:
    """The traceback in the user's state directory, readable by the user alone."""
    try:
        folder = platformdirs.user_state_path("advisor")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / "crash.log"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            traceback.print_exc(file=stream)
    except OSError:
        return None
    return path
