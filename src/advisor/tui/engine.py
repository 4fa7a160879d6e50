"""The functions of the engine that the app calls; tests put others in their place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.region import Region
from advisor.plan.brief import Brief
from advisor.plan.result import Plan, Setup

if TYPE_CHECKING:
    from advisor.plan.explanation import Explanation
    from advisor.plan.preview import PreviewLine


Explainer = Callable[[Setup, Plan, Catalogue], "Explanation"]
Planner = Callable[[Brief, Catalogue, date], Plan]
Preview = Callable[[Decimal, Region, Catalogue, date], "Sequence[PreviewLine]"]
ToUsd = Callable[[Decimal, str, Mapping[str, Region]], Decimal]


def _plan(brief: Brief, catalogue: Catalogue, as_of: date) -> Plan:
    from advisor.plan.search import make_plan  # the first paint need not wait for it

    return make_plan(brief, catalogue, as_of)


def _preview(
    budget_usd: Decimal, region: Region, catalogue: Catalogue, as_of: date
) -> "Sequence[PreviewLine]":
    from advisor.plan.preview import budget_preview

    return budget_preview(budget_usd, region, catalogue, as_of)


def _to_usd(amount: Decimal, currency: str, regions: Mapping[str, Region]) -> Decimal:
    from advisor.cost.exchange import to_usd

    return to_usd(amount, currency, regions)


def _explain(setup: Setup, plan: Plan, catalogue: Catalogue) -> "Explanation":
    from advisor.plan.explanation import explain_setup

    return explain_setup(setup, plan, catalogue)


@dataclass(frozen=True)
class Engine:
    """Pure functions, called in worker threads."""

    planner: Planner = _plan
    preview: Preview = _preview
    to_usd: ToUsd = _to_usd
    explain: Explainer = _explain
