"""Work that was not saved yet, kept after every change, so that a hang-up loses nothing."""

import math
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec
import tomli_w

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.toml_document import parse_document
from advisor.plan.check import MAX_BUDGET
from advisor.plan.result import Plan
from advisor.session.errors import NO_ACCESS, SessionError
from advisor.tui.state import AppState, Draft

if TYPE_CHECKING:
    from advisor.session.session import Session

DRAFT_FORMAT = "advisor.draft/1.0"
_MOST_BYTES = 64 * 1024


class Unsaved(msgspec.Struct, frozen=True):
    """A file of an earlier run."""

    path: Path
    when: str
    summary: str


@dataclass(frozen=True)
class Snapshot:
    """What the app knows at one moment, detached from it so that a thread may write it."""

    draft: Draft
    plan: Plan | None
    chosen: int | None
    session: "Session | None"
    from_file: bool
    catalogue: Catalogue

    @classmethod
    def of(cls, state: AppState) -> "Snapshot":
        """The present state."""
        return cls(state.draft, state.plan, state.chosen, state.session, state.from_file, state.catalogue)

    def as_session(self, saved: str) -> "Session":
        """A session of the shown plan; an opened one keeps its title, its note and what it had beside."""
        from advisor.session.session import new_session, replanned

        assert self.plan is not None
        if self.session is None:
            return new_session(self.plan, self.catalogue, saved=saved, chosen=self.chosen)
        base = self.session if self.from_file else replanned(self.session, self.plan, self.catalogue)
        return msgspec.structs.replace(base, saved=saved, chosen=self.chosen)


class Autosave:
    """One file a run, in a directory of its own. `write` may be called from any thread, newest state last."""

    def __init__(self, directory: Path, now: datetime) -> None:
        self.directory = directory
        self.path = directory / f"{now:%Y%m%dT%H%M%S%f}-{os.getpid()}.toml"
        self._lock = Lock()
        self._asked = 0

    def next_number(self) -> int:
        """Numbers the snapshots, so that a slow write never replaces a newer one."""
        self._asked += 1
        return self._asked

    def write(self, number: int, snapshot: Snapshot, saved: str) -> None:
        """Keep a snapshot; does nothing where a newer one was asked for. Raises SessionError."""
        with self._lock:
            if number < self._asked:
                return
            make_private(self.directory)
            if snapshot.plan is None:
                save_draft(self.path, snapshot.draft)
            else:
                from advisor.session.file import save_session

                save_session(self.path, snapshot.as_session(saved))

    @property
    def number(self) -> int:
        """Number of the newest snapshot that was asked for."""
        return self._asked

    def discard(self) -> None:
        """The work is saved elsewhere now."""
        with self._lock:
            self._asked += 1
            self.path.unlink(missing_ok=True)


def make_private(directory: Path) -> None:
    """A directory that only its owner reads; raises SessionError."""
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SessionError(f"{directory}: can't be made: {error.strerror}", NO_ACCESS) from None


def save_draft(path: Path, draft: Draft) -> None:
    """Writes a brief in the making; raises SessionError."""
    document: dict[str, Any] = {"format": DRAFT_FORMAT}
    document |= msgspec.to_builtins(draft, builtin_types=(), str_keys=True)
    temporary = path.with_suffix(".tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(tomli_w.dumps(document).encode())
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise SessionError(f"{path}: not saved: {error.strerror}", NO_ACCESS) from None


def open_draft_or_session(path: Path) -> "Draft | Session":
    """What stands in a file; raises SessionError with one line."""
    from advisor.session.file import open_session

    draft = _open_draft(path)
    return open_session(path) if draft is None else draft


def find_unsaved(directory: Path, most: int = 1) -> list[Unsaved]:
    """The newest readable files of earlier runs."""
    found: list[Unsaved] = []
    files = directory.glob("*.toml") if directory.is_dir() else ()
    for path in sorted(files, key=lambda path: path.name, reverse=True):
        if len(found) == most:
            break
        try:
            content = open_draft_or_session(path)
            when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except (SessionError, OSError):
            continue
        draft = content if isinstance(content, Draft) else Draft.from_brief(content.brief)
        found.append(Unsaved(path, f"{when:%Y-%m-%d %H:%M}", _summary(draft)))
    return found


def _open_draft(path: Path) -> Draft | None:
    try:
        document = parse_document(read_regular_file(path, _MOST_BYTES), max_bytes=_MOST_BYTES)
    except (OSError, ValueError, RecursionError):
        return None  # a session is larger, and says itself what is wrong with it
    if document.pop("format", None) != DRAFT_FORMAT:
        return None
    try:
        draft = msgspec.convert(document, Draft, strict=False)
    except (msgspec.ValidationError, ArithmeticError) as error:
        raise SessionError(f"{path}: {error}") from None
    _check_numbers(draft, path)
    return draft


def _check_numbers(draft: Draft, path: Path) -> None:
    """Bounds that every screen may rely on; the planner checks the rest."""
    if draft.budget is not None and not (draft.budget.is_finite() and 0 < draft.budget <= MAX_BUDGET):
        raise SessionError(f"{path}: budget: wanted more than 0 and at most {MAX_BUDGET:,}")
    for name in ("rate_per_s", "ttft_limit_ms", "tpot_limit_ms", "max_power_kw"):
        number = getattr(draft, name)
        if number is not None and not (math.isfinite(number) and number > 0):
            raise SessionError(f"{path}: {name}: wanted a number above 0")


def _summary(draft: Draft) -> str:
    budget = "" if draft.budget is None else f"{draft.budget:,f} {draft.currency}"
    return ", ".join(part for part in (draft.region, budget, draft.model, draft.workload) if part)
