"""What would work where the answer is no: a larger budget, or another model for the same money."""

from collections.abc import Callable, Iterable

import msgspec

from advisor.plan.load import resolve_load
from advisor.plan.question import Question
from advisor.plan.result import Alternative, NearMiss, Plan, Rejection, Setup

Judge = Callable[[Question], tuple[list[Setup], list[NearMiss], list[Rejection]]]

MAX_OTHER_MODELS = 3


def find_alternatives(plan: Plan, question: Question, judge: Judge) -> tuple[Alternative, ...]:
    """The smallest budget that would do, and the largest other models that this budget serves."""
    found = [_raise_budget(plan), *_other_models(question, judge)]
    return tuple(alternative for alternative in found if alternative is not None)


def _raise_budget(plan: Plan) -> Alternative | None:
    """The cheapest setup that only money stands against."""
    candidates = [
        *((miss.setup, miss.reasons) for miss in plan.near_misses),
        *((rejection.closest, rejection.reasons) for rejection in plan.rejections),
    ]
    short = [
        setup
        for setup, reasons in candidates
        if setup is not None and [reason.code for reason in reasons] == ["budget_exceeded"]
    ]
    cheapest = min(short, key=lambda setup: setup.cost.capex.mid, default=None)
    return _alternative("raise_budget", plan.brief.model, cheapest) if cheapest else None


def _other_models(question: Question, judge: Judge) -> Iterable[Alternative]:
    """Other models with a priced setup for this brief, the largest context-compatible ones first."""
    served: list[tuple[float, Alternative]] = []
    for model in question.catalogue.models.values():
        if model.id == question.model.id:
            continue
        brief = msgspec.structs.replace(question.brief, model=model.id)
        other = msgspec.structs.replace(
            question,
            brief=brief,
            model=model,
            load=resolve_load(brief, question.catalogue),
            clearances={},
        )
        setups = [setup for setup in judge(other)[0] if not setup.cost.price_unknown]
        cheapest = min(setups, key=lambda setup: setup.cost.capex.mid, default=None)
        if cheapest is not None:
            size = model.claimed_total.value if model.claimed_total else 0.0
            served.append((size, _alternative("other_model", model.id, cheapest)))
    served.sort(key=lambda pair: -pair[0])
    return [alternative for _, alternative in served[:MAX_OTHER_MODELS]]


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
