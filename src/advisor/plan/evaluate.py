"""One option, searched: the fewest servers that serve the load, and the best layout on them."""

from collections.abc import Callable, Iterator

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.readiness import rate_readiness
from advisor.catalogue.record import KV_FORMATS, KvFormat
from advisor.cost.cost import cost_setup
from advisor.estimate.layout import Layout
from advisor.estimate.layouts import candidate_layouts
from advisor.estimate.memory import fit_memory
from advisor.estimate.result import MemoryFit, Speed
from advisor.estimate.speed import estimate_speed
from advisor.estimate.speed_gap import speed_gap
from advisor.figures import weakest
from advisor.plan.judge import (
    clearance_reasons,
    context_reasons,
    cost_reasons,
    gap_reasons,
    is_near_miss,
    is_refused,
    is_thin,
    memory_reasons,
    overshoot,
    refusal_reasons,
    sale_reasons,
    speed_reasons,
    thin_reasons,
    tight_reasons,
)
from advisor.plan.options import Option
from advisor.plan.prune import could_hold
from advisor.plan.question import Question
from advisor.plan.result import NearMiss, Reason, Rejection, Setup

NODE_COUNTS = (1, 2, 3, 4, 6, 8, 12, 16)
"""Servers tried, fewest first. The buyers this is for run 1 to 16 nodes."""

WorthTrying = Callable[[Model, Accelerator, Layout], bool]


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """A layout with its memory and speed, before money. No speed where it does not fit."""

    layout: Layout
    memory: MemoryFit
    speed: Speed | None
    reasons: tuple[Reason, ...]
    others: tuple[Layout, ...] = ()
    """Further layouts of as many servers that do as well."""


def evaluate_option(option: Option, question: Question) -> Setup | NearMiss | Rejection:
    """The option's answer: a setup, a setup that misses one limit narrowly, or why not."""
    blocked = (
        *sale_reasons(option.accelerator),
        *clearance_reasons(question.clearance_of(option.accelerator), question.buyer),
    )
    if is_refused(question.clearance_of(option.accelerator)):
        return _rejection(option, refusal_reasons(question.clearance_of(option.accelerator)), None)
    if speed_gap(option.accelerator) is not None:
        return _rejection(option, (*blocked, *_memory_alone(option, question)), None)
    trials = list(_search(option, question, could_hold))
    speedy = [trial for trial in trials if trial.speed is not None]
    if not speedy:
        trials = list(_search(option, question, lambda *_: True))  # by how much each is short is the answer
        least = min(trials, key=_worst_miss, default=None)
        reasons = least.reasons if least else (Reason(code="no_layout"),)
        return _rejection(option, (*blocked, *reasons), None)
    # Each server count's best layout, priced: the fewest servers that meet everything, else the least bad.
    candidates = [_judged(option, question, trial) for trial in speedy]
    setup, missed = min(candidates, key=_distance)
    reasons = (*blocked, *missed)
    if not reasons:
        return setup
    if is_near_miss(reasons):
        return NearMiss(setup=setup, reasons=reasons)
    return _rejection(option, reasons, setup)


def _memory_alone(option: Option, question: Question) -> tuple[Reason, ...]:
    """Of a part without a known speed: how it fits the fewest servers that hold it, or by how much not.

    All that can be said of it: neither latency nor cost a token follows from memory.
    """
    short: tuple[Reason, ...] = (Reason(code="no_layout"),)
    for nodes in NODE_COUNTS:
        fits = [
            _memory(option, question, layout)
            for kv in KV_FORMATS
            if kv in option.accelerator.kv_formats
            for layout in _layouts(option, question, nodes, kv)
        ]
        if fits:
            roomiest = max(fits, key=lambda fit: fit.headroom_bytes)
            short = (*context_reasons(question.model, question.load), *memory_reasons(roomiest))
            if roomiest.fits:
                return (*short, *gap_reasons(option.accelerator, roomiest))
    return short


def _search(option: Option, question: Question, worth_trying: WorthTrying) -> Iterator[Trial]:
    """The best trial of each server count, fewest first, up to the first that meets memory and latency.

    A smaller KV cache is tried only where BF16 does not do: it costs accuracy, and few stacks default to it.
    Layouts that are not `worth_trying` are left out; a server count may then yield nothing.
    """
    for nodes in NODE_COUNTS:
        trials: list[Trial] = []
        for kv in KV_FORMATS:
            if kv in option.accelerator.kv_formats and all(trial.reasons for trial in trials):
                trials += [
                    _try(option, question, layout)
                    for layout in _layouts(option, question, nodes, kv)
                    if worth_trying(question.model, option.accelerator, layout)
                ]
        good = sorted((trial for trial in trials if not trial.reasons), key=_preference)
        if good:
            yield msgspec.structs.replace(good[0], others=tuple(trial.layout for trial in good[1:]))
            return
        if trials:
            yield min(trials, key=_badness)


def _judged(option: Option, question: Question, trial: Trial) -> tuple[Setup, tuple[Reason, ...]]:
    """The trial made a setup, and everything it misses but clearance."""
    assert trial.speed is not None  # only trials that fit are judged
    setup = _complete(option, question, trial, trial.speed)
    costly = cost_reasons(setup.cost, float(question.budget_usd), question.brief.max_power_kw)
    return setup, (*trial.reasons, *costly)


def _distance(judged: tuple[Setup, tuple[Reason, ...]]) -> tuple[int, float]:
    """How far from the brief: misses, then the worst of them. The first of equals has the fewest servers."""
    reasons = judged[1]
    return len(reasons), max((overshoot(reason) for reason in reasons), default=0.0)


def _layouts(option: Option, question: Question, nodes: int, kv: KvFormat) -> tuple[Layout, ...]:
    cards = nodes * option.server.cards
    return candidate_layouts(
        question.model,
        option.accelerator,
        cards=cards,
        cards_per_node=option.server.cards,
        weights=option.weights,
        kv=kv,
        stack=option.stack.id,
        max_replicas=cards * option.accelerator.devices_per_card,
    )


def _try(option: Option, question: Question, layout: Layout) -> Trial:
    memory = _memory(option, question, layout)
    reasons = (*context_reasons(question.model, question.load), *memory_reasons(memory))
    if not memory.fits:
        return Trial(layout=layout, memory=memory, speed=None, reasons=reasons)
    speed = estimate_speed(
        question.model, option.accelerator, layout, question.load, path=option.support.path
    )
    return Trial(
        layout=layout, memory=memory, speed=speed, reasons=(*reasons, *speed_reasons(speed, question.load))
    )


def _memory(option: Option, question: Question, layout: Layout) -> MemoryFit:
    """Memory of a layout, worked out once: it is the same under every serving stack."""
    key = msgspec.structs.replace(layout, stack="")
    found = question.memories.get(key)
    if found is None:
        found = fit_memory(question.model, option.accelerator, layout, question.load)
        question.memories[key] = found
    return found


def _output_rate(trial: Trial) -> float:
    return trial.speed.output_tok_s.mid if trial.speed else 0.0


def _preference(trial: Trial) -> tuple[bool, int, float]:
    """Room to spare, then replicas that span few servers, then speed; less is better.

    A replica is spread over servers only where memory asks for it: the network between them is the part
    that fails first, and hops along a pipeline are not in the speed model.
    """
    layout = trial.layout
    return (is_thin(trial.memory), -(-layout.nodes // layout.replicas), -_output_rate(trial))


def _worst_miss(trial: Trial) -> float:
    """By how much the worst limit is missed, as a share of it."""
    return max((overshoot(reason) for reason in trial.reasons), default=0.0)


def _badness(trial: Trial) -> tuple[float, float, float]:
    """Unfit first, then the worst miss, then slowness: less is closer to what was asked."""
    return (float(trial.speed is None), _worst_miss(trial), -_output_rate(trial))


def _complete(option: Option, question: Question, trial: Trial, speed: Speed) -> Setup:
    """The trial with its cost, clearance and what is tight about it."""
    catalogue, brief = question.catalogue, question.brief
    cost = cost_setup(
        accelerator=option.accelerator,
        server=option.server,
        cards=trial.layout.cards,
        nodes=trial.layout.nodes,
        region=question.region_for(option.accelerator),
        markets=question.markets,
        regions=catalogue.regions,
        assumptions=catalogue.costs,
        speed=speed,
        load=question.load,
        years=brief.years,
        budget_usd=question.budget_usd,
    )
    clearance = question.clearance_of(option.accelerator)
    return Setup(
        layout=trial.layout,
        server=option.server.id,
        checkpoint=option.checkpoint.repository if option.checkpoint else None,
        stack_status=option.support.status,
        readiness=rate_readiness(option.stack, option.support, question.model.id),
        memory=trial.memory,
        speed=speed,
        cost=cost,
        clearance=clearance,
        tight=(
            *thin_reasons(trial.memory),
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
