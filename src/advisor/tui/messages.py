"""What screens tell the app, in the past tense. A message bubbles from its screen to the app."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from advisor.catalogue.rule import UseStatus
from advisor.plan.brief import Brief
from advisor.plan.result import Plan, Setup
from advisor.tui.state import Draft, Explained

if TYPE_CHECKING:
    from advisor.session.session import Session


class RegionChosen(Message):
    """The country the hardware goes to."""

    def __init__(self, region: str) -> None:
        super().__init__()
        self.region = region


class BuyerSet(Message):
    """Who buys; None: the same as the region."""

    def __init__(
        self, headquarters: str | None, parent: str | None, us_ties: bool, accept_use: tuple[UseStatus, ...]
    ) -> None:
        super().__init__()
        self.headquarters = headquarters
        self.parent = parent
        self.us_ties = us_ties
        self.accept_use = accept_use


class BudgetSet(Message):
    """Landed capex in a currency, the horizon, and the most that the servers may draw."""

    def __init__(self, amount: Decimal, currency: str, years: int, max_power_kw: float | None) -> None:
        super().__init__()
        self.amount = amount
        self.currency = currency
        self.years = years
        self.max_power_kw = max_power_kw


class ModelChosen(Message):
    """The model to serve."""

    def __init__(self, model: str) -> None:
        super().__init__()
        self.model = model


class WorkloadSet(Message):
    """The load; None: as the preset has it."""

    def __init__(
        self,
        workload: str,
        concurrency: int | None = None,
        input_tokens: int | None = None,
        output_tokens: int | None = None,
        context_tokens: int | None = None,
        ttft_limit_ms: float | None = None,
        tpot_limit_ms: float | None = None,
    ) -> None:
        super().__init__()
        self.workload = workload
        self.concurrency = concurrency
        self.input_tokens = input_tokens
        self.output_tokens = output_tokens
        self.context_tokens = context_tokens
        self.ttft_limit_ms = ttft_limit_ms
        self.tpot_limit_ms = tpot_limit_ms

    def changes(self) -> dict[str, object]:
        """Fields of the draft; a stated concurrency replaces users and rate, an open one leaves them."""
        fields: dict[str, object] = {
            name: getattr(self, name)
            for name in ("workload", "concurrency", "input_tokens", "output_tokens", "context_tokens",
                         "ttft_limit_ms", "tpot_limit_ms")
        }  # fmt: skip
        if self.concurrency is not None:
            fields |= {"users": None, "rate_per_s": None}
        return fields


class StepAsked(Message):
    """Somebody wants to see another step (1 to 5)."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step


class PlanComputed(Message):
    """The answer to `brief` is there."""

    def __init__(self, brief: Brief, plan: Plan) -> None:
        super().__init__()
        self.brief = brief
        self.plan = plan


class PlanFailed(Message):
    """The engine could not answer `brief`; `problem` is one line."""

    def __init__(self, brief: Brief, problem: str) -> None:
        super().__init__()
        self.brief = brief
        self.problem = problem


class ExplanationAsked(Message):
    """Somebody looks at the speed of a setup and wants to see what stands around it."""

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.setup = setup


class SetupExplained(Message):
    """What stands around the speed of a setup, or why it could not be worked out."""

    def __init__(self, explained: Explained) -> None:
        super().__init__()
        self.explained = explained


class SetupChosen(Message):
    """The setup to buy, by its place in the plan."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class SaveAsked(Message):
    """Save the session at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class SessionSaved(Message):
    """The session is on disk at `path`, with this fingerprint."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        super().__init__()
        self.path = path
        self.fingerprint = fingerprint


class SaveFailed(Message):
    """Nothing was written; `problem` is one line."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__()
        self.path = path
        self.problem = problem


class OpenAsked(Message):
    """Open the session at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class Opened(Message):
    """What stands in the file at `path`."""

    def __init__(self, path: Path, found: "Draft | Session") -> None:
        super().__init__()
        self.path = path
        self.found = found


class OpenFailed(Message):
    """The file can't be opened; `problem` is one line."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__()
        self.path = path
        self.problem = problem
