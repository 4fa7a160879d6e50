"""Limits: what is a miss, what is tight, what is near."""

from decimal import Decimal

import msgspec
import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.clearance.result import Buyer
from advisor.estimate.layout import Load
from advisor.estimate.result import Speed
from advisor.figures import Money, Range
from advisor.plan.judge import (
    clearance_reasons,
    cost_reasons,
    is_near_miss,
    latency_reasons,
    overshoot,
    quote_reasons,
    sale_reasons,
    thin_reasons,
    tight_reasons,
)
from advisor.plan.result import Reason
from plan_factory import sample_plan

SETUP = sample_plan().setups[0]
LOAD = Load(
    input_tokens=1000,
    output_tokens=200,
    context_tokens=1200,
    concurrency=10,
    ttft_limit_ms=2000.0,
    tpot_limit_ms=50.0,
)


def latencies(speed: Speed, load: Load) -> tuple[Reason, ...]:
    return latency_reasons(speed.ttft_ms.mid if speed.ttft_ms else None, speed.tpot_ms.mid, load)


def span(low: float, mid: float, high: float) -> Range:
    return Range(low, mid, high, "family")


def test_the_mid_decides_and_the_bad_end_makes_it_tight() -> None:
    speed = msgspec.structs.replace(SETUP.speed, ttft_ms=span(500, 1999, 2500), tpot_ms=span(30, 50, 51))
    assert latencies(speed, LOAD) == ()
    tight = tight_reasons(speed, SETUP.cost, LOAD, 1e12, None)
    assert [(reason.code, reason.needed, reason.available) for reason in tight] == [
        ("ttft_exceeded", 2500, 2000.0),
        ("tpot_exceeded", 51, 50.0),
    ]


def test_the_miss_carries_both_numbers() -> None:
    speed = msgspec.structs.replace(SETUP.speed, ttft_ms=span(1, 2, 3), tpot_ms=span(40, 60, 90))
    (reason,) = latencies(speed, LOAD)
    assert (reason.code, reason.needed, reason.available, reason.unit) == ("tpot_exceeded", 60, 50.0, "ms")
    assert overshoot(reason) == pytest.approx(0.2)


def test_a_saturated_prefill_is_a_reason_only_where_a_limit_was_asked() -> None:
    speed = msgspec.structs.replace(SETUP.speed, ttft_ms=None, tpot_ms=span(1, 2, 3))
    assert [reason.code for reason in latencies(speed, LOAD)] == ["ttft_saturated"]
    assert latencies(speed, msgspec.structs.replace(LOAD, ttft_limit_ms=None)) == ()


def test_budget_and_power() -> None:
    cost = msgspec.structs.replace(
        SETUP.cost,
        capex=Money(Decimal(80), Decimal(100), Decimal(120)),
        price_unknown=False,
        serving_kw=5.0,
        peak_kw=10.0,
    )
    assert [reason.code for reason in cost_reasons(cost, 99.0, 4.9)] == ["budget_exceeded", "power_exceeded"]
    assert cost_reasons(cost, 100.0, 5.0) == ()
    tight = tight_reasons(SETUP.speed, cost, LOAD, 110.0, 9.9)
    assert [(one.code, one.needed) for one in tight][-2:] == [
        ("budget_exceeded", 120.0),
        ("power_exceeded", 10.0),
    ]
    unlabelled = msgspec.structs.replace(cost, peak_kw=None)
    assert tight_reasons(SETUP.speed, unlabelled, LOAD, 1e9, 9.9)[-1].code == "power_unknown"


def test_a_fit_with_hardly_any_room_is_tight_on_memory() -> None:
    roomy = msgspec.structs.replace(SETUP.memory, usable_bytes=SETUP.memory.needed_bytes * 2)
    thin = msgspec.structs.replace(SETUP.memory, usable_bytes=SETUP.memory.needed_bytes + 1)
    assert thin_reasons(roomy) == ()
    assert [reason.code for reason in thin_reasons(thin)] == ["memory_thin"]


def test_an_unknown_price_never_misses_the_budget() -> None:
    cost = msgspec.structs.replace(
        SETUP.cost, price_unknown=True, capex=Money(Decimal(500), Decimal(500), Decimal(500))
    )
    assert cost_reasons(cost, 100.0, None) == ()


@pytest.mark.parametrize(
    ("needed", "available", "near"), [(120.0, 100.0, True), (120.1, 100.0, False), (None, None, False)]
)
def test_near_means_one_limit_by_at_most_a_fifth(
    needed: float | None, available: float | None, near: bool
) -> None:
    reason = Reason(code="budget_exceeded", needed=needed, available=available, unit="USD")
    assert is_near_miss((reason,)) is near
    assert not is_near_miss((reason, reason))


def test_use_needs_the_buyers_word_and_a_caution_does_not() -> None:
    def found(status: str, accepted: tuple[str, ...]) -> list[str]:
        use = msgspec.structs.replace(SETUP.clearance.use, status=status)
        export = msgspec.structs.replace(SETUP.clearance.export, status="no_licence")
        clearance = msgspec.structs.replace(SETUP.clearance, use=use, export=export)
        buyer = Buyer(headquarters="KZ", parent="KZ", accepted_use=accepted)  # type: ignore[arg-type]
        return [reason.subject for reason in clearance_reasons(clearance, buyer)]

    assert found("ok", ()) == []
    assert found("entity_list_caution", ()) == []
    assert found("gp10_risk", ()) == ["gp10_risk"]
    assert found("gp10_risk", ("gp10_risk",)) == []
    assert found("unknown", ()) == ["unknown"]


@pytest.mark.parametrize(
    ("status", "barred"),
    [
        ("refuse", True),
        ("licence_presumption_denial", True),
        ("licence_case_by_case", False),
        ("ask_seller", False),
        ("not_applicable", False),
        ("unknown", False),
    ],
)
def test_which_export_statuses_bar(status: str, barred: bool) -> None:
    export = msgspec.structs.replace(SETUP.clearance.export, status=status)
    use = msgspec.structs.replace(SETUP.clearance.use, status="ok")
    clearance = msgspec.structs.replace(SETUP.clearance, export=export, use=use)
    reasons = clearance_reasons(clearance, Buyer(headquarters="KZ", parent="KZ"))
    assert bool(reasons) is barred


@pytest.mark.parametrize(
    ("status", "codes"),
    [("on_sale", []), ("second_hand", []), ("roadmap", ["not_yet_sold"]), ("cloud_only", ["rented_only"])],
)
def test_what_money_cannot_buy_is_turned_down(status: str, codes: list[str]) -> None:
    part = msgspec.structs.replace(Catalogue.shipped().accelerators["h200-sxm"], status=status)
    assert [reason.code for reason in sale_reasons(part)] == codes


@pytest.mark.parametrize(
    ("quote", "relative", "codes"),
    [("9999", "20000", ["quote_out_of_reach"]), ("10000", "20000", []), (None, "1", ["quote_out_of_reach"]),
     ("1", None, [])],
)  # fmt: skip
def test_a_quote_below_half_of_the_cheapest_relative_is_out_of_reach(
    quote: str | None, relative: str | None, codes: list[str]
) -> None:
    cost = msgspec.structs.replace(
        SETUP.cost, price_unknown=True, highest_quote_usd=Decimal(quote) if quote else None
    )
    found = quote_reasons(cost, Decimal(relative) if relative else None)
    assert [reason.code for reason in found] == codes


def test_a_priced_part_needs_no_relative() -> None:
    cost = msgspec.structs.replace(SETUP.cost, price_unknown=False)
    assert quote_reasons(cost, Decimal(10**9)) == ()
