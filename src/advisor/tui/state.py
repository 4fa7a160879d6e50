"""What the app knows: the draft of the brief, the plan that answers it, and the file they are kept in."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.region import Region
from advisor.catalogue.rule import UseStatus
from advisor.clearance.result import Buyer
from advisor.plan.brief import DEFAULT_WORKLOAD, Brief
from advisor.plan.result import Plan, Setup
from advisor.tui.engine import Engine
from advisor.tui.text.names import names_of, short_names_of

if TYPE_CHECKING:
    from advisor.plan.explanation import Explanation
    from advisor.session.session import Session


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A brief in the making: the fields of `Brief`, of which region, budget and model may still be open."""

    region: str = ""
    budget: Decimal | None = None
    currency: str = "USD"
    model: str = ""
    buyer_hq: str | None = None
    buyer_parent: str | None = None
    us_ties: bool = False
    accept_use: tuple[UseStatus, ...] = ()
    years: int = 3
    workload: str = DEFAULT_WORKLOAD
    concurrency: int | None = None
    users: int | None = None
    rate_per_s: float | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    context_tokens: int | None = None
    ttft_limit_ms: float | None = None
    tpot_limit_ms: float | None = None
    max_power_kw: float | None = None

    @classmethod
    def from_brief(cls, brief: Brief) -> "Draft":
        """A draft with nothing open."""
        return cls(**msgspec.structs.asdict(brief))

    def with_changes(self, **changes: object) -> "Draft":
        """A draft with some fields replaced."""
        return msgspec.structs.replace(self, **changes)

    def brief(self) -> Brief | None:
        """The brief, once region, budget and model are known."""
        if not (self.region and self.model and self.budget is not None):
            return None
        return Brief(**msgspec.structs.asdict(self))

    @property
    def buyer(self) -> Buyer:
        """The buyer, the region standing in for what was not said."""
        headquarters = self.buyer_hq or self.region
        return Buyer(
            headquarters=headquarters,
            parent=self.buyer_parent or headquarters,
            us_ties=self.us_ties,
            accepted_use=self.accept_use,
        )


@dataclass(frozen=True)
class Explained:
    """What was worked out about the speed of a setup."""

    setup: Setup
    explanation: "Explanation | None"
    problem: str = ""
    """Why there is none, in one line."""


@dataclass
class AppState:
    """The one mutable object of the app. Screens read it; only the app writes it."""

    catalogue: Catalogue
    as_of: date
    engine: Engine = field(default_factory=Engine)
    draft: Draft = field(default_factory=Draft)
    plan: Plan | None = None
    """Answers `draft` exactly, or is None."""
    problem: str = ""
    """Why there is no plan, where the engine failed."""
    explained: Explained | None = None
    """The latest setup whose speed was looked at."""
    chosen: int | None = None
    """Place of the chosen setup in `plan.setups`."""
    session_path: Path | None = None
    fingerprint: str | None = None
    """Of the file at `session_path` when it was last read or written here; another writer changes it."""
    unsaved: bool = False
    """True when something changed since the last save to `session_path`."""
    not_kept: str = ""
    """Why unsaved work could not be written, while that is so."""
    pause_s: float = 0.3
    """How long a cursor must rest before detail panes follow it."""
    session: "Session | None" = None
    """The opened session, whose title, note and unknown keys a save keeps."""
    from_file: bool = False
    """True while the shown plan is the one stored in `session`."""
    _names: dict[str, str] = field(default_factory=dict)
    _short_names: dict[str, str] = field(default_factory=dict)
    _stored: Catalogue | None = None

    def change(self, draft: Draft) -> bool:
        """Take a new draft; the plan of another brief is dropped. True when anything changed."""
        if draft == self.draft:
            return False
        self.draft = draft
        self.plan, self.problem, self.chosen = None, "", None
        self.unsaved, self.from_file = True, False
        return True

    def reset(self) -> None:
        """Forget everything but the catalogue."""
        self.draft = Draft()
        self.plan, self.problem, self.chosen = None, "", None
        self.session, self.session_path, self.fingerprint = None, None, None
        self.unsaved, self.from_file = False, False
        self._stored, self._names, self._short_names = None, {}, {}

    def take_session(self, session: "Session", path: Path | None) -> None:
        """Show a stored session: its brief, its plan, and the figures that it carries."""
        from advisor.session.file import fingerprint

        self.draft = Draft.from_brief(session.brief)
        self.plan, self.problem, self.chosen = session.plan, "", session.chosen
        self.session, self.session_path = session, path
        self.fingerprint = None if path is None else fingerprint(path)
        self.from_file, self.unsaved = True, path is None
        if session.stale:  # the brief was edited in the file, and the stored plan answers the old one
            self.plan, self.chosen, self.from_file, self.unsaved = None, None, False, True
        self._stored = Catalogue.from_documents(session.figures)
        self._names, self._short_names = {}, {}

    @property
    def shown_catalogue(self) -> Catalogue:
        """The figures behind the shown plan: those of the session while its plan is shown."""
        return self._stored if self.from_file and self._stored is not None else self.catalogue

    @property
    def names(self) -> dict[str, str]:
        """Ids -> names for sentences; what a session carries beside what this machine knows."""
        if not self._names:
            self._names = names_of(self.catalogue)
            if self._stored is not None:
                self._names |= names_of(self._stored)
        return self._names

    @property
    def short_names(self) -> dict[str, str]:
        """Ids -> names of accelerators for narrow columns."""
        if not self._short_names:
            self._short_names = short_names_of(self.catalogue)
            if self._stored is not None:
                self._short_names |= short_names_of(self._stored)
        return self._short_names

    @property
    def region(self) -> Region | None:
        """The region's profile, where one is chosen and known here."""
        regions = self.catalogue.regions
        return regions.get(self.draft.region)

    @property
    def workload_name(self) -> str:
        """Name of the preset; its id where only that is known."""
        for catalogue in (self.shown_catalogue, self.catalogue):
            if self.draft.workload in catalogue.workloads:
                return catalogue.workloads[self.draft.workload].name
        return self.draft.workload

    @property
    def chosen_setup(self) -> Setup | None:
        """The setup that was chosen, if any."""
        if self.plan is None or self.chosen is None or self.chosen >= len(self.plan.setups):
            return None
        return self.plan.setups[self.chosen]

    def open_step(self) -> int:
        """The first step that still wants an answer: 1 region, 2 budget, 3 model, 4 workload, 5 results."""
        if not self.draft.region:
            return 1
        if self.draft.budget is None:
            return 2
        return 3 if not self.draft.model else 4
