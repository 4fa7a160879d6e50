"""Saving a plan as a session from the command line."""

import datetime
from pathlib import Path

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.result import Plan
from advisor.session.file import save_session
from advisor.session.session import new_session


def save_plan(plan: Plan, catalogue: Catalogue, path: Path) -> None:
    """Writes a session of this plan, with the figures that it was answered from; raises SessionError."""
    saved = datetime.datetime.now(datetime.UTC).replace(microsecond=0).isoformat()
    save_session(path, new_session(plan, catalogue, saved=saved))
