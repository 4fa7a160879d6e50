"""The session: a brief, the figures that answered it, and the plan; what colleagues send each other."""

from typing import Any

import msgspec

import advisor
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.text import clean
from advisor.plan.brief import Brief
from advisor.plan.result import Plan, Setup
from advisor.session.figures import Figures, figures_used

SESSION_FORMAT = "advisor.session/1.0"


class Extra(msgspec.Struct, frozen=True):
    """A key that a newer minor version added: kept where it was, understood by nobody here."""

    path: tuple[str | int, ...]
    value: Any


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One answered brief with everything needed to answer it again elsewhere."""

    format: str = SESSION_FORMAT
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
    return Session(
        advisor_version=advisor.__version__,
        title=clean(title),
        saved=saved,
        as_of=plan.as_of,
        chosen=chosen,
        note=clean(note),
        brief=plan.brief,
        plan=plan,
        figures=figures_used(plan, catalogue),
    )


def replanned(session: Session, plan: Plan, catalogue: Catalogue) -> Session:
    """The session with another plan in it; what a newer version noted about the old plan goes with that."""
    kept = tuple(extra for extra in session.extra if extra.path[0] not in ("plan", "figures"))
    return msgspec.structs.replace(
        session,
        advisor_version=advisor.__version__,
        as_of=plan.as_of,
        chosen=None,
        brief=plan.brief,
        plan=plan,
        figures=figures_used(plan, catalogue),
        extra=kept,
    )
