"""The answer in a sentence: yes, open or no, and the workload it is for."""

from decimal import Decimal

import msgspec
import pytest

from advisor.catalogue.availability import SupplyStatus
from advisor.plan.result import Plan
from advisor.wording.findings import clearance_signs, finding_lines
from advisor.wording.headline import budget_text, decision_text, workload_text
from plan_factory import empty_plan, sample_plan

NAMES = {"glm-5": "GLM-5", "KZ": "Kazakhstan", "h200-sxm": "NVIDIA H200 SXM", "sglang": "SGLang"}


def test_yes_names_the_first_setup_with_cost_and_speed() -> None:
    text = decision_text(sample_plan(), NAMES)
    assert text.startswith("Yes: GLM-5 in Kazakhstan for 3,000,000 USD is feasible with 2 setups.")
    assert (
        "8 x NVIDIA H200 SXM, fp8, SGLang, at least 488,718 USD (known lines 338,299 to 724,661) landed"
        in text
    )
    assert "1,572 tokens/s (1,214 to 2,032)" in text


def test_no_counts_what_was_turned_down() -> None:
    assert decision_text(empty_plan()) == (
        "No: nothing serves glm-5 in KZ for 50,000 USD. 4 combinations turned down, with reasons."
    )


def only_unpriced(supply: SupplyStatus) -> Plan:
    """The sample plan with nothing but the setup without a price, supplied like this."""
    plan = sample_plan()
    setup = plan.setups[2]
    found = msgspec.structs.replace(setup.clearance.supply, status=supply)
    clearance = msgspec.structs.replace(setup.clearance, supply=found)
    return msgspec.structs.replace(plan, setups=(msgspec.structs.replace(setup, clearance=clearance),))


def test_a_price_that_nobody_states_leaves_it_open() -> None:
    text = decision_text(only_unpriced("ask"))
    assert text.startswith("Open:")
    assert "up to 92,419 USD a card" in text


@pytest.mark.parametrize("supply", ["none", "unknown"])
def test_what_nobody_prices_and_nobody_supplies_is_on_paper_only(supply: SupplyStatus) -> None:
    assert decision_text(only_unpriced(supply)).startswith("On paper only, no way to get it is known:")


def test_an_assumed_workload_is_called_assumed() -> None:
    plan = sample_plan()
    assert workload_text(plan.brief, plan.load).endswith("(assumed, the office-chat preset)")
    stated = msgspec.structs.replace(plan.brief, concurrency=50)
    assert "assumed" not in workload_text(stated, plan.load)


def test_another_currency_shows_both_amounts() -> None:
    plan = sample_plan()
    brief = msgspec.structs.replace(plan.brief, budget=Decimal(1_350_000_000), currency="KZT")
    other = msgspec.structs.replace(plan, brief=brief)
    assert budget_text(other) == "1,350,000,000 KZT (3,000,000 USD)"


def test_three_lines_with_sign_rules_and_date() -> None:
    export, use, supply = finding_lines(sample_plan().setups[0].clearance, NAMES)
    assert export.text == (
        "! licence, case by case (US-3A090-A, US-LIC-SCOPE, US-LIC-POLICY, as of 2026-07-23)"
    )
    assert "Chip class 3A090.a, TPP 15,832." in export.sentences
    assert use.text == "+ ok (as of 2026-07-23)"
    assert supply.sentences[-2:] == ("Lead time 20 weeks (12 to 36).", "Market: Kazakhstan.")
    assert clearance_signs(sample_plan().setups[2].clearance) == "+!?"


def test_a_yes_that_nobody_can_supply_is_on_paper_only() -> None:
    plan = sample_plan()
    clearance = plan.setups[0].clearance
    supply = msgspec.structs.replace(clearance.supply, status="none")
    setup = msgspec.structs.replace(
        plan.setups[0], clearance=msgspec.structs.replace(clearance, supply=supply)
    )
    text = decision_text(msgspec.structs.replace(plan, setups=(setup,)))
    assert text.startswith("On paper only")
