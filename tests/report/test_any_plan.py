"""Whatever a file that opens may hold, every renderer and every sentence copes with it."""

import json

import msgspec
from hypothesis import HealthCheck, given, settings

from advisor.plan.result import Alternative, NearMiss, PlanWarning, Reason, Rejection, Setup
from advisor.report.csv_table import render_csv
from advisor.report.json_document import plan_document
from advisor.report.markdown import render_markdown
from advisor.wording.english import reason_text
from advisor.wording.numbers import usd_short
from plan_factory import sample_plan
from plan_strategies import any_value

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(
    any_value(Setup),
    any_value(NearMiss),
    any_value(Rejection),
    any_value(PlanWarning),
    any_value(Alternative),
)
def test_every_report_is_made(
    setup: Setup, near_miss: NearMiss, rejection: Rejection, warning: PlanWarning, alternative: Alternative
) -> None:
    plan = msgspec.structs.replace(
        sample_plan(),
        setups=(setup,),
        near_misses=(near_miss,),
        rejections=(rejection,),
        warnings=(warning,),
        alternatives=(alternative,),
    )
    assert (
        json.loads(json.dumps(plan_document(plan), allow_nan=False))["setups"][0]["count"]
        == setup.layout.cards
    )
    assert render_markdown(plan).startswith("# glm")
    assert len(render_csv(plan).splitlines()) == 1 + 3
    without = msgspec.structs.replace(plan, setups=())
    assert "## Turned down" in render_markdown(without)
    assert usd_short(setup.cost.capex.mid)


@given(any_value(Reason))
def test_every_reason_reads(reason: Reason) -> None:
    assert reason_text(reason)


def test_the_widest_gap_reads() -> None:
    widest = Reason(code="other", needed=1e308, available=-1e308, unit="units")
    assert reason_text(widest).startswith("other: ")
    assert reason_text(msgspec.structs.replace(widest, code="budget_exceeded", available=5e-324))
