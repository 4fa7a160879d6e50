"""A session takes along what stacks say about its models, and answers the same from that."""

import datetime
from decimal import Decimal

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.brief import Brief
from advisor.plan.search import make_plan
from advisor.session.check import recompute
from advisor.session.session import new_session
from advisor.session.stack_lines import stacks_about

CATALOGUE = Catalogue.shipped()
AS_OF = datetime.date(2026, 11, 24)
DOCUMENT = {
    "id": "engine",
    "name": "Engine",
    "support": [
        {"family": "hopper", "models": ["glm-5"], "weights": ["fp8"]},
        {"family": "hopper", "models": ["another"], "model_types": ["glm_moe_dsa"], "weights": ["bf16"]},
        {"family": "hopper", "models": ["another"], "model_types": ["llama"], "weights": ["bf16"]},
    ],
    "open_problems": [
        {"text": "All.", "families": ["hopper"]},
        {"text": "Ours.", "families": ["hopper"], "models": ["glm-5"]},
        {"text": "Theirs.", "families": ["hopper"], "models": ["another"]},
    ],
}


def test_lines_and_faults_of_other_models_stay_behind() -> None:
    about = stacks_about([CATALOGUE.models["glm-5"]], {"engine": DOCUMENT})["engine"]
    assert about["support"] == DOCUMENT["support"][:2]
    assert [problem["text"] for problem in about["open_problems"]] == ["All.", "Ours."]
    assert len(DOCUMENT["support"]) == 3, "the catalogue's own document is left as it was"


def test_a_stack_that_says_nothing_of_the_model_stays_behind() -> None:
    assert stacks_about([CATALOGUE.models["gpt-oss-120b"]], {"engine": DOCUMENT}) == {}


@pytest.mark.parametrize(("model", "budget"), [("glm-5", 3_000_000), ("gpt-oss-120b", 100)])
def test_the_lines_that_go_along_give_the_same_plan(model: str, budget: int) -> None:
    brief = Brief(region="KZ", budget=Decimal(budget), model=model)
    plan = make_plan(brief, CATALOGUE, AS_OF)
    session = new_session(plan, CATALOGUE, saved="2026-11-24T10:00:00")
    assert recompute(session) == ()
    whole = sum(len(CATALOGUE.document("stacks", stack)["support"]) for stack in CATALOGUE.stacks)
    taken = sum(len(stack["support"]) for stack in session.figures["stacks"].values())
    assert 0 < taken <= whole  # where nothing works other models are asked about too, with all their lines
