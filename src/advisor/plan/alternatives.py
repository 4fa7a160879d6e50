"""What would work where the answer is no: a larger budget, or another model for the same money."""

from collections.abc import Callable, Iterable

import msgspec

from advisor.plan.judge import overshoot
from advisor.plan.other_models import nearest_models, served_models
from advisor.plan.question import Question
from advisor.plan.result import Alternative, NearMiss, Plan, Reason, Rejection, Setup

Judge = Callable[[Question], tuple[list[Setup], list[NearMiss], list[Rejection]]]

MAX_OTHER_MODELS = 3
RELAXABLE = ("ttft_exceeded", "tpot_exceeded", "power_exceeded")


def find_alternatives(plan: Plan, question: Question, judge: Judge) -> tuple[Alternative, ...]:
    """The smallest budget that would do; the largest other models that this budget serves.

    Where it serves none, the other models with the smallest budgets that would.
    """
    raised = _raise_budget(plan.brief.model, plan.near_misses, plan.rejections)
    found = [raised, _relax_limits(plan, question, judge), *_other_models(question)]
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


def _relax_limits(plan: Plan, question: Question, judge: Judge) -> Alternative | None:
    """The setup that misses latency, power or context by least, where nothing else stands against it."""
    window = question.model.context_tokens
    if window is not None and question.load.context_tokens > window:
        return _shorter_context(question, judge, window)
    candidates = [
        *((miss.setup, miss.reasons) for miss in plan.near_misses),
        *((rejection.closest, rejection.reasons) for rejection in plan.rejections),
    ]
    bent = [
        (setup, reasons)
        for setup, reasons in candidates
        if setup is not None
        and setup.obtainable
        and not setup.cost.price_unknown
        and all(reason.code in RELAXABLE for reason in reasons)
    ]
    if not bent:
        return None
    setup, reasons = min(bent, key=lambda pair: max(overshoot(reason) for reason in pair[1]))
    return _alternative("relax_limit", plan.brief.model, setup, reasons)


def _shorter_context(question: Question, judge: Judge, window: int) -> Alternative | None:
    """The cheapest setup at the longest context that the model takes."""
    load = msgspec.structs.replace(question.load, context_tokens=window)
    setups = judge(
        msgspec.structs.replace(question, load=load, clearances={}, roomy={}, rooms={}, predictors={})
    )[0]
    cheapest = _cheapest([setup for setup in setups if not setup.cost.price_unknown])
    if cheapest is None:
        return None
    asked = Reason(
        code="context_exceeds_model",
        needed=float(question.load.context_tokens),
        available=float(window),
        unit="tokens",
        subject=question.model.id,
    )
    return _alternative("relax_limit", question.model.id, cheapest, (asked,))


def _other_models(question: Question) -> list[Alternative]:
    """The largest other models that the budget serves; where it serves none, those nearest to it."""
    served = served_models(question, MAX_OTHER_MODELS)
    if served:
        return [_alternative("other_model", one.model.id, one.setup) for one in served]
    return [
        _alternative("raise_budget", one.model.id, one.setup)
        for one in nearest_models(question, MAX_OTHER_MODELS)
    ]


def _cheapest(setups: list[Setup]) -> Setup | None:
    """The cheapest that can be had, or at least asked for; advice that nobody can follow is none."""
    return min(
        (setup for setup in setups if setup.obtainable), key=lambda setup: setup.cost.capex.mid, default=None
    )


def _alternative(code: str, model: str, setup: Setup, reasons: tuple[Reason, ...] = ()) -> Alternative:
    return Alternative(
        code=code,
        model=model,
        accelerator=setup.layout.accelerator,
        weights=setup.layout.weights,
        cards=setup.layout.cards,
        capex_usd=setup.cost.capex.mid,
        at_least=setup.cost.capex.at_least,
        reasons=reasons,
    )
