"""Destinations and buyers under an embargo: the answer is the rule, with no price, no advice, no crash."""

import datetime
from decimal import Decimal

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.brief import Brief
from advisor.plan.result import Plan, Reason
from advisor.plan.search import make_plan
from advisor.report.markdown import render_markdown
from advisor.wording.headline import decision_text
from advisor.wording.refusals import is_refused, refused_text

CATALOGUE = Catalogue.shipped()
TODAY = datetime.date(2026, 11, 24)


def answer(region: str, parent: str = "") -> Plan:
    """The plan for Llama 3.3 70B and half a million."""
    brief = Brief(
        region=region,
        budget=Decimal(500_000),
        model="llama-3.3-70b",
        buyer_hq=region,
        buyer_parent=parent or region,
    )
    return make_plan(brief, CATALOGUE, TODAY)


@pytest.mark.parametrize(
    ("region", "parent", "rule"),
    [
        ("RU", "", "US-RUSSIA-BELARUS"),
        ("BY", "", "US-RUSSIA-BELARUS"),
        ("IR", "", "US-EMBARGO"),
        ("KP", "", "US-EMBARGO"),
        ("SY", "", "US-EMBARGO"),
        ("CU", "", "US-EMBARGO"),
        ("KZ", "RU", "US-RUSSIA-BELARUS"),
    ],
)
def test_every_part_is_refused_by_the_rule_and_nothing_is_costed(region: str, parent: str, rule: str) -> None:
    plan = answer(region, parent)
    assert not plan.feasible
    assert (plan.setups, plan.near_misses, plan.alternatives) == ((), (), ())
    assert plan.rejections
    for rejection in plan.rejections:
        assert rejection.closest is None
        assert rejection.reasons[:2] == (
            Reason(code="export_refused", subject="refuse"),
            Reason(code="refused_by_rule", subject=rule),
        )
    codes = {warning.code for warning in plan.warnings}
    assert codes.isdisjoint({"vat_counted", "freight_unknown", "price_reference", "no_setups"})


def test_the_headline_names_the_rule_and_its_date() -> None:
    said = decision_text(answer("RU"))
    assert said.startswith("No: llama-3.3-70b in RU for 500,000 USD is refused. US rules ask for a licence")
    assert said.endswith("Rule US-RUSSIA-BELARUS, last seen to hold on 2024-02-23.")


def test_what_is_refused_is_told_once() -> None:
    plan = answer("KP")
    refused = [rejection for rejection in plan.rejections if is_refused(rejection)]
    parts = len({rejection.accelerator for rejection in plan.rejections})
    assert refused == list(plan.rejections)
    assert refused_text(refused) == (
        f"All {parts} parts: Export: refused. Export: rule US-EMBARGO refuses this destination or buyer."
    )
    assert render_markdown(plan).count("US-EMBARGO refuses") == 1


def test_the_old_rule_behind_a_refusal_is_shown_with_its_age() -> None:
    stale = next(warning for warning in answer("RU").warnings if warning.code == "rule_stale")
    assert stale.subject == "US-RUSSIA-BELARUS (1,005 days)"  # 2024-02-23 to 2026-11-24
    assert stale.date == "2024-02-23"


def test_macau_is_answered_as_china_and_says_that_nothing_else_was_looked_up() -> None:
    plan = answer("MO")
    assert [warning.subject for warning in plan.warnings if warning.code == "destination_only"] == ["MO"]
    for setup in plan.setups:
        # Workstation parts go under licence exception NAC, parts below 3A090 without a licence but for
        # those that a letter names.
        named = setup.layout.accelerator in ("h20-96", "h20-141", "mi308x")
        by_class = {"A-ws": "exception", "N": "no_licence"} if not named else {}
        export = setup.clearance.export
        assert export.status == by_class.get(export.chip_class, "licence_case_by_case")
        assert {"duty", "vat"} <= set(setup.cost.capex.missing)
        assert {"power_price", "power_draw"} & set(setup.cost.opex_per_year.missing)


@pytest.mark.parametrize(
    ("region", "as_of", "code", "percent"),
    [
        ("VN", TODAY, "vat_ends", 10),
        ("TJ", TODAY, "vat_ends", 13),
        ("TH", TODAY, "vat_ended", 7),
        ("TH", datetime.date(2026, 9, 30), "vat_ends", 7),
    ],
)
def test_a_vat_rate_with_an_end_is_said(region: str, as_of: datetime.date, code: str, percent: float) -> None:
    brief = Brief(region=region, budget=Decimal(500_000), model="llama-3.3-70b")
    said = [one for one in make_plan(brief, CATALOGUE, as_of).warnings if one.code.startswith("vat_end")]
    assert [(one.code, one.subject) for one in said] == [(code, region)]
    assert said[0].value == pytest.approx(percent)
