"""Which other models a budget serves, without planning every model of the catalogue in full.

An option that can't cost less than what is already known to do can't change the answer: each is held against
the price of the servers that its weights alone would fill.
"""

import math
from collections.abc import Callable, Iterator
from operator import attrgetter

import msgspec

from advisor.catalogue.architecture import Architecture
from advisor.catalogue.model import Model
from advisor.cost.purchase import landed_server_usd
from advisor.estimate.device_memory import device_memory
from advisor.estimate.parameters import count_parameters
from advisor.estimate.weight_shards import layer_bytes, whole_bytes
from advisor.plan.evaluate import evaluate_option, standing_reasons
from advisor.plan.load import resolve_load
from advisor.plan.options import Option, list_options
from advisor.plan.question import Question
from advisor.plan.result import NearMiss, Reason, Rejection, Setup
from advisor.plan.trial import NODE_COUNTS

FIXED_SHARE = 0.9
"""Charges of a whole shipment make one server dearer than each of several; the bound stays below both."""

Accepts = Callable[[tuple[Reason, ...]], bool]


class ServedModel(msgspec.Struct, frozen=True):
    """A model and the cheapest setup for it that can be had."""

    model: Model
    setup: Setup

    @property
    def capex_usd(self) -> float:
        """Mid landed capex."""
        return float(self.setup.cost.capex.mid)


def served_models(question: Question, most: int) -> list[ServedModel]:
    """At most `most` other models that the budget serves, the largest first."""
    found: list[ServedModel] = []
    for model in _others(question):
        if len(found) < most and not _known(model, found):
            setup = _cheapest(_about(model, question), float(question.budget_usd), _nothing)
            found += [ServedModel(model, setup)] if setup else []
    return found


def nearest_models(question: Question, most: int) -> list[ServedModel]:
    """At most `most` other models that a larger budget alone would serve, the smallest budget first."""
    found: list[ServedModel] = []
    for model in reversed(list(_others(question))):
        limit_usd = found[-1].capex_usd if len(found) == most else math.inf
        if not _known(model, found):
            setup = _cheapest(_about(model, question), limit_usd, _only_money)
            found += [ServedModel(model, setup)] if setup else []
            found = sorted(found, key=attrgetter("capex_usd"))[:most]
    return found


def _nothing(reasons: tuple[Reason, ...]) -> bool:
    return not reasons


def _only_money(reasons: tuple[Reason, ...]) -> bool:
    return all(reason.code == "budget_exceeded" for reason in reasons)


def _others(question: Question) -> Iterator[Model]:
    """Every model but the one asked for, the largest first."""
    models = [model for model in question.catalogue.models.values() if model.id != question.model.id]
    yield from sorted(models, key=lambda model: (-count_parameters(model.architecture).total, model.id))


def _known(model: Model, found: list[ServedModel]) -> bool:
    """True where a model of the same shape is among the found: it would only say the same again."""
    return any(_shape(model.architecture) == _shape(served.model.architecture) for served in found)


def _shape(architecture: Architecture) -> Architecture:
    return msgspec.structs.replace(architecture, source="", confidence="high")


def _about(model: Model, question: Question) -> Question:
    """The same question about another model."""
    brief = msgspec.structs.replace(question.brief, model=model.id)
    load = resolve_load(brief, question.catalogue)
    return msgspec.structs.replace(
        question, brief=brief, model=model, load=load, clearances={}, roomy={}, rooms={}, predictors={}
    )


def _cheapest(question: Question, limit_usd: float, accepts: Accepts) -> Setup | None:
    """The cheapest setup that can be had, is priced and costs at most `limit_usd`."""
    best: Setup | None = None
    for candidate in sorted(_candidates(question), key=attrgetter("least_usd")):
        if candidate.least_usd > limit_usd:
            break
        nodes = int(min(limit_usd / candidate.server_usd, NODE_COUNTS[-1]))
        outcome = evaluate_option(candidate.option, question, most_nodes=nodes)
        setup = _accepted(outcome, accepts)
        if setup is not None and float(setup.cost.capex.mid) <= limit_usd:
            best, limit_usd = setup, float(setup.cost.capex.mid)
    return best


def _accepted(outcome: Setup | NearMiss | Rejection, accepts: Accepts) -> Setup | None:
    """The outcome's setup where its reasons are accepted."""
    if isinstance(outcome, Setup):
        return outcome
    setup = outcome.setup if isinstance(outcome, NearMiss) else outcome.closest
    return setup if accepts(outcome.reasons) else None


class Candidate(msgspec.Struct, frozen=True):
    """An option that nothing but memory, speed and money can stand against, with what it costs at least."""

    option: Option
    server_usd: float
    """Of one server, landed."""
    least_usd: float
    """Of the servers that one copy of the weights would fill."""


def _candidates(question: Question) -> Iterator[Candidate]:
    for option in list_options(question.model, question.catalogue):
        if isinstance(option, Rejection) or standing_reasons(option, question):
            continue
        landed_usd = _landed_usd(option, question)
        supply = question.clearance_of(option.accelerator).supply
        if landed_usd is None or supply.status in ("none", "unknown"):
            continue
        server_usd = FIXED_SHARE * landed_usd
        device = device_memory(option.accelerator)
        devices = option.server.cards * option.accelerator.devices_per_card
        room_bytes = devices * (device.usable_bytes - device.reserve_bytes)
        weights_bytes = whole_bytes(layer_bytes(question.model, option.weights))
        if room_bytes > 0:
            yield Candidate(option, server_usd, server_usd * math.ceil(weights_bytes / room_bytes))


def _landed_usd(option: Option, question: Question) -> float | None:
    """Mid landed price of one server, worked out once a part for all models."""
    key = (option.accelerator.id, option.server.id)
    if key not in question.landed_usd:
        landed = landed_server_usd(
            accelerator=option.accelerator,
            server=option.server,
            region=question.region_for(option.accelerator),
            markets=question.markets,
            regions=question.catalogue.regions,
            assumptions=question.catalogue.costs,
        )
        question.landed_usd[key] = None if landed is None else float(landed.usd)
    return question.landed_usd[key]
