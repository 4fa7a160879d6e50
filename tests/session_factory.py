"""A session for tests: the sample plan with a handful of the shipped profiles."""

from functools import cache

from advisor.catalogue.catalogue import Catalogue
from advisor.session.figures import Figures
from advisor.session.session import Session
from plan_factory import sample_plan

SAVED = "2026-11-23T16:42:00+00:00"


@cache
def few_figures() -> Figures:
    """What the sample brief refers to, and a part and a rule."""
    catalogue = Catalogue.shipped()
    wanted = {
        "accelerators": ["h200-sxm"],
        "models": ["glm-5"],
        "regions": ["KZ"],
        "rules": ["US-3A090-A"],
        "workloads": ["office-chat"],
    }
    return {
        kind: {profile_id: catalogue.document(kind, profile_id) for profile_id in ids}
        for kind, ids in wanted.items()
    }


def sample_session() -> Session:
    """A session with everything optional filled in."""
    plan = sample_plan()
    return Session(
        advisor_version=plan.version,
        title="GLM-5 in Almaty",
        saved=SAVED,
        as_of=plan.as_of,
        chosen=1,
        note='Asked for by the "project office".\nSecond line, with ünïcode.',
        brief=plan.brief,
        plan=plan,
        figures=few_figures(),
    )
