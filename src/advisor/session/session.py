"""The session: a brief, the figures that answered it, and the plan; what colleagues send each other."""

from typing import Any

import msgspec

import advisor
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.text import clean
from advisor.plan.brief import Brief
from advisor.plan.result import Plan, Setup
from advisor.session.figures import Figures, figures_used
from advisor.session.layers import Layers, layers_used

SESSION_FORMAT = "advisor.session/1.2"
"""The newest that this version writes and reads without leaving anything aside."""
_WITHOUT_CALIBRATIONS = "advisor.session/1.1"
"""What a session says whose speeds rest on the shipped model alone."""
_WITHOUT_LAYERS = "advisor.session/1.0"
"""What a session without figures of the sender's own says: readers of 1.0 understand all of it."""


class Extra(msgspec.Struct, frozen=True):
    """A key that a newer minor version added: kept where it was, understood by nobody here."""

    path: tuple[str | int, ...]
    value: Any


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One answered brief with everything needed to answer it again elsewhere."""

    format: str = _WITHOUT_LAYERS
    advisor_version: str
    """Version that wrote the file."""
    title: str = ""
    saved: str
    """ISO date and time of the save, passed in by whoever saves."""
    as_of: str
    """ISO date that ages and validity are judged against."""
    chosen: int | None = None
    """Place of the chosen setup in `plan.setups`."""
    note: str = ""
    brief: Brief
    plan: Plan
    figures: Figures
    """Kind -> id -> profile document as its file had it: every profile that the plan read."""
    layers: Layers = msgspec.field(default_factory=dict)
    """Which of these figures came from profiles of the sender's own; since 1.1."""
    extra: tuple[Extra, ...] = ()

    @property
    def chosen_setup(self) -> Setup | None:
        """The setup that was chosen, if any."""
        return None if self.chosen is None else self.plan.setups[self.chosen]

    @property
    def stale(self) -> bool:
        """True when the brief or the date was changed in the file and the plan still answers the old one."""
        return (self.brief, self.as_of) != (self.plan.brief, self.plan.as_of)


def new_session(
    plan: Plan,
    catalogue: Catalogue,
    *,
    saved: str,
    title: str = "",
    chosen: int | None = None,
    note: str = "",
) -> Session:
    """A session of a plan made from this catalogue, with the profiles that the plan rests on."""
    figures = figures_used(plan, catalogue)
    layers = layers_used(figures, catalogue)
    return Session(
        format=_format_of(figures, layers),
        advisor_version=advisor.__version__,
        title=clean(title),
        saved=saved,
        as_of=plan.as_of,
        chosen=chosen,
        note=clean(note),
        brief=plan.brief,
        plan=plan,
        figures=figures,
        layers=layers,
    )


def replanned(session: Session, plan: Plan, catalogue: Catalogue) -> Session:
    """The session with another plan in it; what a newer version noted about the old plan goes with that."""
    kept = tuple(extra for extra in session.extra if extra.path[0] not in ("plan", "figures"))
    figures = figures_used(plan, catalogue)
    layers = layers_used(figures, catalogue, session.layers)
    ours = session.format in (_WITHOUT_LAYERS, _WITHOUT_CALIBRATIONS, SESSION_FORMAT)
    return msgspec.structs.replace(
        session,
        format=_format_of(figures, layers) if ours else session.format,
        advisor_version=advisor.__version__,
        as_of=plan.as_of,
        chosen=None,
        brief=plan.brief,
        plan=plan,
        figures=figures,
        layers=layers,
        extra=kept,
    )


def _format_of(figures: Figures, layers: Layers) -> str:
    """The oldest format whose readers understand all of it."""
    if "calibrations" in figures:
        return SESSION_FORMAT
    return _WITHOUT_CALIBRATIONS if layers else _WITHOUT_LAYERS
