"""Rank: supply, then clearance, then TCO; the Pareto front."""

from decimal import Decimal

import msgspec

from advisor.figures import Money, Range
from advisor.plan.rank import rank_setups
from advisor.plan.result import Setup
from plan_factory import sample_plan

BASE = sample_plan().setups[0]


def setup(
    name: str,
    *,
    supply: str = "offered",
    export: str = "no_licence",
    tco: int = 100,
    output: float = 50.0,
    price_unknown: bool = False,
) -> Setup:
    clearance = msgspec.structs.replace(
        BASE.clearance,
        supply=msgspec.structs.replace(BASE.clearance.supply, status=supply, lead_weeks=None),
        export=msgspec.structs.replace(BASE.clearance.export, status=export),
        use=msgspec.structs.replace(BASE.clearance.use, status="ok"),
    )
    cost = msgspec.structs.replace(
        BASE.cost, tco=Money(Decimal(tco), Decimal(tco), Decimal(tco)), price_unknown=price_unknown
    )
    speed = msgspec.structs.replace(BASE.speed, output_tok_s=Range(output, output, output, "family"))
    layout = msgspec.structs.replace(BASE.layout, accelerator=name)
    return msgspec.structs.replace(BASE, layout=layout, clearance=clearance, cost=cost, speed=speed)


def order(*setups: Setup) -> list[str]:
    return [ranked.layout.accelerator for ranked in rank_setups(list(setups))]


def test_supply_comes_before_law_and_law_before_money() -> None:
    assert order(
        setup("asked", supply="ask", tco=1),
        setup("licensed", export="licence_case_by_case", tco=2),
        setup("dear", tco=300),
        setup("cheap", tco=200),
        setup("reference", supply="reference_only", tco=1),
    ) == ["cheap", "dear", "licensed", "reference", "asked"]


def test_none_and_unknown_supply_rank_alike_and_last() -> None:
    assert order(
        setup("unknown", supply="unknown", tco=1),
        setup("none", supply="none", tco=2),
        setup("ask", supply="ask", tco=3),
    ) == ["ask", "unknown", "none"]


def test_a_price_that_nobody_knows_ranks_after_those_that_are_known() -> None:
    assert order(setup("unpriced", tco=0, price_unknown=True), setup("priced", tco=900)) == [
        "priced",
        "unpriced",
    ]


def test_the_front_keeps_what_nothing_beats() -> None:
    front = {
        ranked.layout.accelerator
        for ranked in rank_setups(
            [
                setup("cheap-slow", tco=100, output=10),
                setup("dear-fast", tco=200, output=20),
                setup("dear-slow", tco=200, output=10),
                setup("unpriced", tco=0, output=99, price_unknown=True),
            ]
        )
        if ranked.pareto
    }
    assert front == {"cheap-slow", "dear-fast"}


def test_equal_setups_are_both_on_the_front_and_order_is_stable() -> None:
    ranked = rank_setups([setup("b"), setup("a")])
    assert [one.layout.accelerator for one in ranked] == ["a", "b"]
    assert all(one.pareto for one in ranked)
