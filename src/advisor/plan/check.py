"""Is a brief answerable: known ids, sane numbers. Says which field and what would do."""

import math
from decimal import Decimal
from typing import Any

from advisor.catalogue.catalogue import Catalogue, ProfileFolder
from advisor.catalogue.errors import UnknownProfileError
from advisor.plan.brief import Brief
from advisor.plan.errors import BriefError

MAX_BUDGET = Decimal(10) ** 15
MAX_CONCURRENCY = 100_000
MAX_TOKENS = 10_000_000
MAX_YEARS = 7
FEW = 12
"""Ids that an error still lists one by one."""


def check_brief(brief: Brief, catalogue: Catalogue) -> None:
    """Raises BriefError on the first field that can't be answered."""
    _check_known(brief, catalogue)
    if not brief.budget.is_finite() or not 0 < brief.budget <= MAX_BUDGET:
        raise BriefError("budget", f"found {brief.budget}, wanted more than 0 and at most {MAX_BUDGET:,}")
    if not 1 <= brief.years <= MAX_YEARS:
        raise BriefError("years", f"found {brief.years}, wanted 1 to {MAX_YEARS}")
    stated = [name for name in ("users", "concurrency", "rate_per_s") if getattr(brief, name) is not None]
    if len(stated) > 1:
        raise BriefError(stated[1], f"give one of users, concurrency and rate, not {' and '.join(stated)}")
    for name in ("users", "concurrency", "input_tokens", "output_tokens", "context_tokens"):
        most = MAX_CONCURRENCY if name in ("users", "concurrency") else MAX_TOKENS
        value = getattr(brief, name)
        if value is not None and not 1 <= value <= most:
            raise BriefError(name, f"found {value}, wanted 1 to {most:,}")
    for name in ("rate_per_s", "ttft_limit_ms", "tpot_limit_ms", "max_power_kw"):
        value = getattr(brief, name)
        if value is not None and not (math.isfinite(value) and value > 0):
            raise BriefError(name, f"found {value}, wanted a number above 0")


def _check_known(brief: Brief, catalogue: Catalogue) -> None:
    _check_id("region", brief.region, catalogue.regions)
    _check_id("model", brief.model, catalogue.models)
    try:
        catalogue.workloads.document(brief.workload)
    except UnknownProfileError as error:
        presets = [one.id for one in catalogue.workloads.values() if one.kind == "preset"]
        raise BriefError("workload", f"{error} (presets: {', '.join(presets)})") from None


def _check_id(field: str, profile_id: str, folder: ProfileFolder[Any]) -> None:
    try:
        folder.document(profile_id)
    except UnknownProfileError as error:
        shown = f"known: {', '.join(folder)}" if len(folder) <= FEW else f"`advisor profiles list {field}s`"
        raise BriefError(field, f"{error} ({shown})") from None
