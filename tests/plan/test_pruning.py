"""Pruning changes the work, never the answer: the plan equals that of a search which leaves nothing out."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.clearance.result import Buyer
from advisor.estimate.layout import Layout, Load
from advisor.estimate.memory import fit_memory
from advisor.estimate.parameters import count_parameters
from advisor.estimate.speed import Path, Predictor, estimate_speed
from advisor.estimate.steady_state import SteadyState
from advisor.plan import trial
from advisor.plan.brief import Brief
from advisor.plan.judge import is_thin, latency_reasons
from advisor.plan.other_models import nearest_models, served_models
from advisor.plan.question import Question, ask
from advisor.plan.result import Setup
from advisor.plan.search import judge_options, make_plan

AS_OF = datetime.date(2026, 11, 23)
CATALOGUE = Catalogue.shipped()
BRIEFS = (
    Brief(region="KZ", budget=Decimal(3_000_000), model="glm-5"),
    Brief(region="CN", budget=Decimal(900_000), model="glm-5", accept_use=("gp10_risk",)),
    Brief(region="KE", budget=Decimal(400_000), model="gpt-oss-120b", concurrency=400, tpot_limit_ms=25.0),
)


def predicted(model: Model, part: Accelerator, layout: Layout, load: Load, path: Path) -> SteadyState:
    return Predictor(model, part, layout.weights, layout.kv, load).predict(layout, path)


def search_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every layout of every KV format and server count, each with its whole memory and speed."""

    def fitting(option: Any, question: Question, nodes: Any, kv: Any, beyond: Any) -> Iterator[trial.Trial]:
        for layout in trial.layouts(option, question, nodes, kv):
            memory = fit_memory(question.model, option.accelerator, layout, question.load)
            if memory.fits:
                parts = (question.model, option.accelerator, layout, question.load)
                speed = estimate_speed(*parts, path=option.support.path)
                first = speed.ttft_ms.mid if speed.ttft_ms else None
                yield trial.Trial(
                    layout=layout,
                    thin=is_thin(memory.headroom_bytes, memory.usable_bytes),
                    state=predicted(*parts, option.support.path),
                    reasons=(*beyond, *latency_reasons(first, speed.tpot_ms.mid, question.load)),
                )

    monkeypatch.setattr(trial, "_fitting", fitting)


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: f"{brief.region}-{brief.model}")
def test_the_same_plan_as_a_full_search(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    pruned = make_plan(brief, CATALOGUE, AS_OF)
    search_everything(monkeypatch)
    assert make_plan(brief, CATALOGUE, AS_OF) == pruned


def _cheapest(question: Question, most_usd: float) -> Setup | None:
    """The cheapest setup for a model at a budget, by judging every option."""
    setups = [
        setup
        for setup in judge_options(msgspec.structs.replace(question, budget_usd=Decimal(str(most_usd))))[0]
        if setup.obtainable and not setup.cost.price_unknown
    ]
    return min(setups, key=lambda setup: setup.cost.capex.mid, default=None)


def _same_shape(one: Model, other: Model) -> bool:
    counts = [count_parameters(model.architecture) for model in (one, other)]
    return counts[0] == counts[1]


def _questions(question: Question, models: list[str]) -> list[Question]:
    briefs = [msgspec.structs.replace(question.brief, model=model) for model in models]
    return [ask(brief, CATALOGUE, AS_OF) for brief in briefs]


MODELS = ["deepseek-v3.2", "qwen3-235b-a22b", "gpt-oss-120b", "llama-3.3-70b"]


@pytest.mark.parametrize("budget_usd", [60_000, 120_000, 260_000])
def test_models_that_a_budget_serves_are_found_without_planning_each(budget_usd: int) -> None:
    brief = Brief(region="KE", budget=Decimal(budget_usd), model="glm-5")
    question = ask(brief, CATALOGUE, AS_OF)
    found = {one.model.id: one.capex_usd for one in served_models(question, 100)}
    for about in _questions(question, MODELS):
        cheapest = _cheapest(about, budget_usd)
        if about.model.id in found:
            assert cheapest is not None
            assert found[about.model.id] == float(cheapest.cost.capex.mid)
        else:  # not served, or of the same shape as one that is
            assert cheapest is None or any(
                _same_shape(about.model, CATALOGUE.models[other]) for other in found
            )


def test_the_nearest_models_are_the_cheapest() -> None:
    question = ask(Brief(region="KE", budget=Decimal(1000), model="glm-5"), CATALOGUE, AS_OF)
    assert served_models(question, 3) == []
    nearest = nearest_models(question, 2)
    assert [one.capex_usd for one in nearest] == sorted(one.capex_usd for one in nearest)
    for about in _questions(question, MODELS):
        cheapest = _cheapest(about, 1e9)
        known = about.model.id in {one.model.id for one in nearest}
        assert known or cheapest is None or float(cheapest.cost.capex.mid) >= nearest[-1].capex_usd


def test_a_sanctioned_buyer_is_served_nothing() -> None:
    brief = Brief(region="KE", budget=Decimal(10**7), model="glm-5", buyer_hq="RU")
    question = msgspec.structs.replace(
        ask(brief, CATALOGUE, AS_OF), buyer=Buyer(headquarters="RU", parent="RU")
    )
    assert served_models(question, 3) == []
