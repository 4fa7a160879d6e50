"""The layouts of one option, weighed by mid values: the best of each server count, before any money."""

from collections.abc import Iterator

import msgspec

from advisor.catalogue.record import KV_FORMATS, KvFormat
from advisor.estimate.correction import Correction
from advisor.estimate.device_memory import device_memory
from advisor.estimate.layout import Layout
from advisor.estimate.layouts import candidate_layouts
from advisor.estimate.memory import fit_memory
from advisor.estimate.result import MemoryFit
from advisor.estimate.steady_state import SteadyState
from advisor.evidence.own_calibration import correction_of
from advisor.plan.judge import context_reasons, is_thin, latency_reasons, memory_reasons, worst_overshoot
from advisor.plan.options import Option
from advisor.plan.question import Question
from advisor.plan.result import Reason

NODE_COUNTS = (1, 2, 3, 4, 6, 8, 12, 16)
"""Servers tried, fewest first. The buyers this is for run 1 to 16 nodes."""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """A layout that fits, with its mid speeds and the limits that it misses."""

    layout: Layout
    thin: bool
    """Hardly any memory is left."""
    state: SteadyState
    reasons: tuple[Reason, ...]
    others: tuple[Layout, ...] = ()
    """Further layouts of as many servers that do as well."""


def search(option: Option, question: Question, most_nodes: int) -> Iterator[Trial]:
    """The best trial of each server count up to `most_nodes`, fewest first, up to the first that meets all.

    A smaller KV cache is tried only where BF16 does not do: it costs accuracy, and few stacks default to it.
    A server count on which nothing fits yields nothing.
    """
    beyond = context_reasons(question.model, question.load)
    for nodes in (count for count in NODE_COUNTS if count <= most_nodes):
        trials: list[Trial] = []
        for kv in KV_FORMATS:
            if kv in option.accelerator.kv_formats and all(trial.reasons for trial in trials):
                trials += _fitting(option, question, nodes, kv, beyond)
        good = sorted((trial for trial in trials if not trial.reasons), key=_preference)
        if good:
            yield msgspec.structs.replace(good[0], others=tuple(trial.layout for trial in good[1:]))
            return
        if trials:
            yield min(trials, key=_badness)


def least_short(option: Option, question: Question) -> tuple[Reason, ...]:
    """Of an option that fits nowhere: what its least bad layout misses."""
    beyond = context_reasons(question.model, question.load)
    missed = [
        (*beyond, *memory_reasons(fit_memory(question.model, option.accelerator, layout, question.load)))
        for nodes in NODE_COUNTS
        for kv in KV_FORMATS
        if kv in option.accelerator.kv_formats
        for layout in layouts(option, question, nodes, kv)
    ]
    return min(missed, key=worst_overshoot, default=(Reason(code="no_layout"),))


def roomiest_fit(option: Option, question: Question) -> MemoryFit | None:
    """How an option fits the fewest servers that hold it, else the most servers; None without a layout."""
    found: MemoryFit | None = None
    for nodes in NODE_COUNTS:
        fits = [
            fit_memory(question.model, option.accelerator, layout, question.load)
            for kv in KV_FORMATS
            if kv in option.accelerator.kv_formats
            for layout in layouts(option, question, nodes, kv)
        ]
        found = max(fits, key=lambda fit: fit.headroom_bytes, default=found)
        if found is not None and found.fits:
            return found
    return found


def layouts(option: Option, question: Question, nodes: int, kv: KvFormat) -> tuple[Layout, ...]:
    """Every sensible layout of the option on this many servers."""
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


def _fitting(
    option: Option, question: Question, nodes: int, kv: KvFormat, beyond: tuple[Reason, ...]
) -> Iterator[Trial]:
    """A trial for each layout that fits; one that does not is of interest only where none does."""
    predictor = question.predictor(option.accelerator, option.weights, kv)
    correction = correction_for(option, question)
    for anywhere, thin in _roomy_layouts(option, question, nodes, kv):
        layout = msgspec.structs.replace(anywhere, stack=option.stack.id)
        state = predictor.predict(layout, option.support.path, correction)
        missed = latency_reasons(state.ttft_ms, state.tpot_ms, question.load)
        yield Trial(layout=layout, thin=thin, state=state, reasons=(*beyond, *missed))


def correction_for(option: Option, question: Question) -> Correction:
    """The factors of an own benchmark on this part with this stack; mostly those that change nothing."""
    path = option.support.path
    return correction_of(question.calibration(option.accelerator, option.stack.id, option.weights, path))


def _roomy_layouts(
    option: Option, question: Question, nodes: int, kv: KvFormat
) -> tuple[tuple[Layout, bool], ...]:
    """Layouts that fit, and whether hardly any memory is left: worked out once for all stacks."""
    key = (option.accelerator.id, option.server.id, option.weights, kv, nodes)
    found = question.roomy.get(key)
    if found is None:
        room = question.room(option.accelerator, option.weights, kv)
        usable_bytes = device_memory(option.accelerator).usable_bytes
        left = [(layout, room.headroom_bytes(layout)) for layout in layouts(option, question, nodes, kv)]
        found = tuple((layout, is_thin(free, usable_bytes)) for layout, free in left if free >= 0)
        question.roomy[key] = found
    return found


def _preference(trial: Trial) -> tuple[bool, int, float]:
    """Room to spare, then replicas that span few servers, then speed; less is better.

    A replica is spread over servers only where memory asks for it: the network between them is the part
    that fails first, and hops along a pipeline are not in the speed model.
    """
    layout = trial.layout
    return (trial.thin, -(-layout.nodes // layout.replicas), -trial.state.output_tok_s)


def _badness(trial: Trial) -> tuple[float, float]:
    """The worst miss, then slowness: less is closer to what was asked."""
    return (worst_overshoot(trial.reasons), -trial.state.output_tok_s)
