"""One option, searched: the fewest servers that serve the load, and the best layout on them."""

from advisor.catalogue.readiness import rate_readiness
from advisor.cost.cost import cost_of
from advisor.estimate.memory import fit_memory
from advisor.estimate.speed_gap import speed_gap
from advisor.figures import weakest
from advisor.plan.judge import (
    clearance_reasons,
    context_reasons,
    cost_reasons,
    gap_reasons,
    is_near_miss,
    is_refused,
    memory_reasons,
    quote_reasons,
    refusal_reasons,
    sale_reasons,
    thin_reasons,
    tight_reasons,
    worst_overshoot,
)
from advisor.plan.options import Option
from advisor.plan.question import Question
from advisor.plan.result import NearMiss, Reason, Rejection, Setup
from advisor.plan.trial import NODE_COUNTS, Trial, correction_for, least_short, roomiest_fit, search


def evaluate_option(
    option: Option, question: Question, *, most_nodes: int = NODE_COUNTS[-1]
) -> Setup | NearMiss | Rejection:
    """The option's answer on at most `most_nodes` servers: a setup, one that misses one limit narrowly, or
    why not."""
    blocked = standing_reasons(option, question)
    if is_refused(question.clearance_of(option.accelerator)):
        return _rejection(option, refusal_reasons(question.clearance_of(option.accelerator)), None)
    if speed_gap(option.accelerator) is not None:
        return _rejection(option, (*blocked, *_memory_alone(option, question)), None)
    trials = list(search(option, question, most_nodes))
    if not trials:
        return _rejection(option, (*blocked, *least_short(option, question)), None)
    # Each server count's best layout, priced: the fewest servers that meet everything, else the least bad.
    candidates = [_judged(option, question, trial) for trial in trials]
    setup, missed = min(candidates, key=_distance)
    reasons = (*blocked, *missed)
    if not reasons:
        return setup
    if is_near_miss(reasons):
        return NearMiss(setup=setup, reasons=reasons)
    return _rejection(option, reasons, setup)


def standing_reasons(option: Option, question: Question) -> tuple[Reason, ...]:
    """What stands against the part itself, on however many servers: not sold, barred, use not accepted."""
    clearance = question.clearance_of(option.accelerator)
    return (*sale_reasons(option.accelerator), *clearance_reasons(clearance, question.buyer))


def _memory_alone(option: Option, question: Question) -> tuple[Reason, ...]:
    """Of a part without a known speed: how it fits the fewest servers that hold it, or by how much not.

    All that can be said of it: neither latency nor cost a token follows from memory.
    """
    fit = roomiest_fit(option, question)
    if fit is None:
        return (Reason(code="no_layout"),)
    beyond = context_reasons(question.model, question.load)
    return (*beyond, *(gap_reasons(option.accelerator, fit) if fit.fits else memory_reasons(fit)))


def _judged(option: Option, question: Question, trial: Trial) -> tuple[Setup, tuple[Reason, ...]]:
    """The trial made a setup, and everything it misses but clearance."""
    setup = _complete(option, question, trial)
    costly = cost_reasons(setup.cost, float(question.budget_usd), question.brief.max_power_kw)
    if setup.cost.price_unknown:
        costly = (*costly, *quote_reasons(setup.cost, question.relative_usd(option.accelerator)))
    return setup, (*trial.reasons, *costly)


def _distance(judged: tuple[Setup, tuple[Reason, ...]]) -> tuple[int, float]:
    """How far from the brief: misses, then the worst of them. The first of equals has the fewest servers."""
    reasons = judged[1]
    return len(reasons), worst_overshoot(reasons)


def _complete(option: Option, question: Question, trial: Trial) -> Setup:
    """The trial with its memory by part, speed as ranges, cost, clearance and what is tight about it."""
    brief, layout = question.brief, trial.layout
    model, accelerator, load = question.model, option.accelerator, question.load
    memory = fit_memory(model, accelerator, layout, load)
    predictor = question.predictor(accelerator, layout.weights, layout.kv)
    speed = predictor.describe(trial.state, layout, option.support.path, correction_for(option, question))
    bought = question.purchase_of(option.accelerator, option.server, layout.cards, layout.nodes)
    cost = cost_of(bought, speed=speed, years=brief.years, assumptions=question.catalogue.costs)
    clearance = question.clearance_of(option.accelerator)
    return Setup(
        layout=layout,
        server=option.server.id,
        checkpoint=option.checkpoint.repository if option.checkpoint else None,
        stack_status=option.support.status,
        readiness=rate_readiness(option.stack, option.support, question.model.id),
        memory=memory,
        speed=speed,
        cost=cost,
        clearance=clearance,
        tight=(
            *thin_reasons(memory),
            *tight_reasons(speed, cost, question.load, float(question.budget_usd), brief.max_power_kw),
        ),
        confidence=weakest(
            (speed.confidence, cost.confidence, clearance.supply.confidence, option.support.confidence)
        ),
        other_layouts=trial.others,
    )


def _rejection(option: Option, reasons: tuple[Reason, ...], closest: Setup | None) -> Rejection:
    return Rejection(
        accelerator=option.accelerator.id,
        weights=option.weights,
        stack=option.stack.id,
        reasons=reasons,
        closest=closest,
    )
