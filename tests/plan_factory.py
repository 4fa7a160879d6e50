"""Plans for tests of faces, reports and sessions: the shapes are real, the figures are for tests only."""

from decimal import Decimal

import msgspec

from advisor.estimate.layout import Layout, Load
from advisor.figures import usd
from advisor.plan.brief import Brief
from advisor.plan.result import Alternative, NearMiss, Plan, PlanWarning, Reason, Rejection
from plan_factory_setups import AS_OF, ascend_910c_setup, h200_setup, unpriced_setup

VERSION = "0.1.0"
LOAD = Load(
    input_tokens=1200,
    output_tokens=210,
    context_tokens=1410,
    concurrency=50,
    prefix_cache_hit=0.35,
    ttft_limit_ms=2000.0,
    tpot_limit_ms=80.0,
)


def b200_near_miss() -> NearMiss:
    """Seven machines, 14% over the budget."""
    setup = h200_setup(cards=56, pareto=False)
    layout = Layout(
        accelerator="b200",
        cards=56,
        nodes=7,
        weights="fp8",
        kv="bf16",
        tp=8,
        ep=8,
        replicas=7,
        stack="sglang",
    )
    over = float(setup.cost.capex.mid)
    reason = Reason(code="budget_exceeded", needed=over, available=3_000_000.0, unit="USD")
    return NearMiss(
        setup=msgspec.structs.replace(setup, layout=layout, server="hgx-b200-8", other_layouts=()),
        reasons=(reason,),
    )


def rejections() -> tuple[Rejection, ...]:
    """No such format; too little memory; refused by status of use."""
    short = Reason(code="memory_short", needed=106_321_000_000.0, available=85_520_809_984.0, unit="B")
    return (
        Rejection(
            accelerator="ascend-910c",
            weights="fp8",
            reasons=(Reason(code="format_unsupported", subject="fp8"),),
        ),
        Rejection(accelerator="h100-sxm", weights="fp8", stack="sglang", reasons=(short,)),
        Rejection(
            accelerator="mi300x",
            weights="fp8",
            stack="vllm",
            reasons=(
                Reason(code="export_refused", subject="licence_presumption_denial"),
                Reason(code="ttft_saturated", needed=61.5, available=50.0, unit="count"),
            ),
        ),
    )


def sample_brief() -> Brief:
    """Kazakhstan, three million dollars, GLM-5, everything else as it comes."""
    return Brief(
        region="KZ",
        budget=Decimal(3_000_000),
        model="glm-5",
        accept_use=("gp10_risk", "entity_list_caution"),
    )


def sample_plan() -> Plan:
    """A full answer: an offered setup, a tight one, an unpriced one, a near-miss, three rejections."""
    return Plan(
        as_of=AS_OF,
        version=VERSION,
        brief=sample_brief(),
        load=LOAD,
        budget_usd=usd(3_000_000),
        setups=(h200_setup(), ascend_910c_setup(), unpriced_setup()),
        near_misses=(b200_near_miss(),),
        rejections=rejections(),
        warnings=(
            PlanWarning(code="workload_default", subject="office-chat", value=50.0),
            PlanWarning(code="rule_stale", subject="US-3A090-A", value=1.0, date="2026-07-23"),
            PlanWarning(code="affiliates_unverified", subject="US-AFFILIATES", date="2026-11-10"),
            PlanWarning(code="price_reference", subject="h200-sxm, b200", value=2.0, date="2026-08-08"),
            PlanWarning(code="freight_unknown", subject="KZ", value=1.0),
            PlanWarning(code="path_default", subject="ascend-910c with vllm-ascend", value=1.0),
        ),
        alternatives=(
            Alternative(
                code="raise_budget",
                model="glm-5",
                accelerator="b200",
                weights="fp8",
                cards=56,
                capex_usd=usd("3412212.44"),
                at_least=True,
            ),
        ),
    )


def empty_plan() -> Plan:
    """A budget of 50,000 USD: a well-founded no, with what would work instead."""
    h200 = h200_setup()
    over = Reason(code="budget_exceeded", needed=float(h200.cost.capex.mid), available=50_000.0, unit="USD")
    plan = sample_plan()
    return msgspec.structs.replace(
        plan,
        brief=msgspec.structs.replace(plan.brief, budget=Decimal(50_000)),
        budget_usd=usd(50_000),
        setups=(),
        near_misses=(),
        rejections=(
            Rejection(accelerator="h200-sxm", weights="fp8", stack="sglang", reasons=(over,), closest=h200),
            *rejections(),
        ),
        warnings=(*plan.warnings, PlanWarning(code="no_setups")),
        alternatives=(
            Alternative(
                code="raise_budget",
                model="glm-5",
                accelerator="h200-sxm",
                weights="fp8",
                cards=8,
                capex_usd=h200.cost.capex.mid,
                at_least=True,
            ),
            Alternative(
                code="other_model",
                model="gpt-oss-120b",
                accelerator="h20-96",
                weights="mxfp4",
                cards=1,
                capex_usd=usd("41208.75"),
            ),
        ),
    )
