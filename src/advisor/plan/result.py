"""What a plan is: ranked setups, near-misses, rejections and warnings. It feeds every screen and report."""

from decimal import Decimal

import msgspec

from advisor.catalogue.readiness import Readiness
from advisor.clearance.result import Clearance
from advisor.cost.result import Cost
from advisor.estimate.layout import Layout, Load
from advisor.estimate.result import MemoryFit, Speed
from advisor.figures import Confidence
from advisor.plan.brief import Brief

PLAN_FORMAT = "advisor.plan/1.0"


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why something misses a limit, in numbers. `wording` makes the sentence from the code."""

    code: str
    needed: float | None = None
    available: float | None = None
    unit: str = ""
    subject: str = ""
    """What the code is about: a format, a stack, a rule id, a status."""


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """A layout with its memory, speed, cost and clearance."""

    layout: Layout
    server: str
    checkpoint: str | None
    """Released checkpoint; None: none is on file, and one must be made if none is released."""
    stack_status: str
    """supported or experimental."""
    readiness: Readiness | None = None
    """How ready the stack is for this model on this family, 0 to 5; None in plans of older versions."""
    memory: MemoryFit
    speed: Speed
    cost: Cost
    clearance: Clearance
    tight: tuple[Reason, ...] = ()
    """Limits that the bad end of a range crosses."""
    pareto: bool = False
    confidence: Confidence
    other_layouts: tuple[Layout, ...] = ()

    @property
    def obtainable(self) -> bool:
        """True where the part is offered, quoted somewhere, or can at least be asked for."""
        return self.clearance.supply.status not in ("none", "unknown")


class NearMiss(msgspec.Struct, frozen=True, kw_only=True):
    """A setup that misses one limit by at most 20%."""

    setup: Setup
    reasons: tuple[Reason, ...]


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """An accelerator and format that cannot serve the brief, and every reason found."""

    accelerator: str
    weights: str
    stack: str = ""
    reasons: tuple[Reason, ...]
    closest: Setup | None = None
    """The least bad layout, where one could be evaluated."""


class PlanWarning(msgspec.Struct, frozen=True, kw_only=True):
    """Something the reader must know beside the figures."""

    code: str
    subject: str = ""
    value: float | None = None
    date: str = ""


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """What would work where the answer is no: a larger budget, another model."""

    code: str
    """raise_budget, other_model, relax_limit."""
    model: str
    accelerator: str
    weights: str
    cards: int
    capex_usd: Decimal
    at_least: bool = False
    reasons: tuple[Reason, ...] = ()
    """The limits that `relax_limit` asks to relax, with what they would have to be."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a brief."""

    format: str = PLAN_FORMAT
    as_of: str
    """ISO date that ages and validity are judged against."""
    version: str
    """Of Advisor."""
    brief: Brief
    load: Load
    budget_usd: Decimal
    setups: tuple[Setup, ...]
    near_misses: tuple[NearMiss, ...]
    rejections: tuple[Rejection, ...]
    warnings: tuple[PlanWarning, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def feasible(self) -> bool:
        """True when at least one setup meets the brief at a known price and can be had, or asked for."""
        return any(not setup.cost.price_unknown and setup.obtainable for setup in self.setups)
