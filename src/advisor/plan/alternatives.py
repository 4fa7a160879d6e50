"""What would work where the answer is no: a larger budget, or another model for the same money."""

from collections.abc import Callable, Iterable

import msgspec

from advisor.catalogue.model import Model
from advisor.plan.load import resolve_load
from advisor.plan.question import Question
from advisor.plan.result import Alternative, NearMiss, Plan, Rejection, Setup

Judge = Callable[[Question], tuple[list[Setup], list[NearMiss], list[Rejection]]]

MAX_OTHER_MODELS = 3


def find_alternatives(plan: Plan, question: Question, judge: Judge) -> tuple[Alternative, ...]:
    """The smallest budget that would do; the largest other models that this budget serves.

    Where it serves none, the other models with the smallest budgets that would.
    """
    raised = _raise_budget(plan.brief.model, plan.near_misses, plan.rejections)
    served, short = _other_models(question, judge)
    short.sort(key=lambda alternative: alternative.capex_usd)
    found = [raised, *(served or short)[:MAX_OTHER_MODELS]]
    return tuple(alternative for alternative in found if alternative is not None)


def _raise_budget(
    model: str, near_misses: Iterable[NearMiss], rejections: Iterable[Rejection]
) -> Alternative | None:
    """The cheapest setup that only money stands against."""
    candidates = [
        *((miss.setup, miss.reasons) for miss in near_misses),
        *((rejection.closest, rejection.reasons) for rejection in rejections),
    ]
    short = [
        setup
        for setup, reasons in candidates
        if setup is not None and [reason.code for reason in reasons] == ["budget_exceeded"]
    ]
    cheapest = _cheapest(short)
    return _alternative("raise_budget", model, cheapest) if cheapest else None


def _other_models(question: Question, judge: Judge) -> tuple[list[Alternative], list[Alternative]]:
    """Other models that the budget serves, the largest first; and those that want a larger budget."""
    served: list[tuple[float, Alternative]] = []
    short: list[Alternative] = []
    for model in question.catalogue.models.values():
        if model.id == question.model.id:
            continue
        setups, near_misses, rejections = judge(_about(model, question))
        priced = [setup for setup in setups if not setup.cost.price_unknown]
        cheapest = _cheapest(priced)
        if cheapest is not None:
            size = model.claimed_total.value if model.claimed_total else 0.0
            served.append((size, _alternative("other_model", model.id, cheapest)))
        elif raised := _raise_budget(model.id, near_misses, rejections):
            short.append(raised)
    served.sort(key=lambda pair: -pair[0])
    return [alternative for _, alternative in served], short


def _cheapest(setups: list[Setup]) -> Setup | None:
    """The cheapest that can be had, or at least asked for; advice that nobody can follow is none."""
    obtainable = [setup for setup in setups if setup.clearance.supply.status not in ("none", "unknown")]
    return min(obtainable, key=lambda setup: setup.cost.capex.mid, default=None)


def _about(model: Model, question: Question) -> Question:
    """The same question about another model."""
    brief = msgspec.structs.replace(question.brief, model=model.id)
    load = resolve_load(brief, question.catalogue)
    return msgspec.structs.replace(question, brief=brief, model=model, load=load, clearances={})


def _alternative(code: str, model: str, setup: Setup) -> Alternative:
    return Alternative(
        code=code,
        model=model,
        accelerator=setup.layout.accelerator,
        weights=setup.layout.weights,
        cards=setup.layout.cards,
        capex_usd=setup.cost.capex.mid,
        at_least=setup.cost.capex.at_least,
    )
