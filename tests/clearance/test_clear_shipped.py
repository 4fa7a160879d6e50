"""The three lines over shipped profiles: what the law and the supply say of the parts that people ask for."""

import datetime

import pytest

from advisor.clearance.clear import clear
from advisor.clearance.dates import age_days, is_stale, last_day, oldest
from advisor.clearance.result import Buyer, Clearance
from clearance.records import TODAY, cleared, shipped


def answer(accelerator: str, region_id: str, parent: str = "", as_of: datetime.date = TODAY) -> Clearance:
    """Clearance of shipped items with the shipped markets."""
    catalogue = shipped()
    return clear(
        accelerator=catalogue.accelerators[accelerator],
        region=catalogue.regions[region_id],
        buyer=Buyer(headquarters=region_id, parent=parent or region_id),
        regions=catalogue.regions,
        model=None,
        rules=catalogue.rules,
        markets=catalogue.markets,
        as_of=as_of,
    )


@pytest.mark.parametrize(
    ("accelerator", "region_id", "parent", "status"),
    [
        ("h100-sxm", "KZ", "", "licence_case_by_case"),
        ("h100-sxm", "MN", "", "licence_case_by_case"),
        ("h100-sxm", "KE", "", "no_licence"),
        ("h100-sxm", "NG", "", "no_licence"),
        ("h100-sxm", "KE", "CN", "licence_presumption_denial"),
        ("h100-sxm", "KZ", "CN", "licence_presumption_denial"),
        ("h100-sxm", "AE", "", "ask_seller"),
        ("h100-sxm", "CN", "", "licence_case_by_case"),
        ("a100-sxm-80", "CN", "", "licence_case_by_case"),
        ("h200-sxm", "CN", "", "licence_case_by_case"),
        ("mi300x", "CN", "", "licence_case_by_case"),
        ("b200", "CN", "", "licence_presumption_denial"),
        ("gaudi3", "CN", "", "licence_presumption_denial"),
        ("gaudi3", "VN", "", "licence_case_by_case"),
        ("h20-96", "KZ", "", "no_licence"),
        ("h20-96", "CN", "", "licence_case_by_case"),
        ("h20-96", "KE", "CN", "licence_case_by_case"),
        ("ascend-910b3", "KZ", "", "not_applicable"),
        ("ascend-910c", "KE", "", "not_applicable"),
        ("ascend-910c", "CN", "", "not_applicable"),
        ("h100-sxm", "US", "", "no_licence"),
        ("b200", "DE", "", "no_licence"),
    ],
)
def test_export(accelerator: str, region_id: str, parent: str, status: str) -> None:
    assert answer(accelerator, region_id, parent).export.status == status


@pytest.mark.parametrize(
    ("accelerator", "tpp"),
    [
        ("a100-sxm-80", 4_992),
        ("h100-sxm", 15_824),
        ("h200-sxm", 15_824),
        ("h20-96", 2_368),
        ("b200", 36_000),
        ("mi300x", 20_919.2),
        ("gaudi3", 26_848),
        ("ascend-910b3", 5_008),
        ("ascend-910b4-1", 4_480),
        ("ascend-910c", 12_032),
    ],
)
def test_tpp_of_shipped_parts(accelerator: str, tpp: float) -> None:
    assert answer(accelerator, "KZ").export.tpp == pytest.approx(tpp)


@pytest.mark.parametrize("accelerator", ["ascend-910b3", "ascend-910b4-1", "ascend-910c"])
@pytest.mark.parametrize("region_id", list(shipped().regions))
def test_ascend_is_a_gp10_risk_everywhere(accelerator: str, region_id: str) -> None:
    found = answer(accelerator, region_id)
    embargoed = shipped().regions[region_id].export.destination_class == "EMBARGO"
    assert found.use.status == ("refuse" if embargoed else "gp10_risk")
    assert found.export.status == ("refuse" if embargoed else "not_applicable")
    assert found.supply.status != "offered" or region_id == "CN"


@pytest.mark.parametrize("region_id", list(shipped().regions))
def test_every_shipped_part_gets_three_lines(region_id: str) -> None:
    for accelerator in shipped().accelerators:
        found = answer(accelerator, region_id)
        assert found.export.rules or found.export.status == "not_applicable"
        assert last_day(found.export.as_of) <= TODAY
        assert last_day(found.use.as_of) <= TODAY
        assert set(found.stale_rules) <= {*found.export.rules, *found.use.rules}


def test_the_same_question_has_the_same_answer() -> None:
    for accelerator in shipped().accelerators:
        assert answer(accelerator, "KZ") == answer(accelerator, "KZ")


def test_a_finding_is_as_old_as_the_oldest_rule_that_decides_it() -> None:
    """The licence scope of 2023 decides; the delay of 2024 that its sentence tells of does not."""
    found = answer("h100-sxm", "KZ").export
    assert found.as_of == "2023-10-25"
    assert {"US-3A090-A", "US-LIC-SCOPE", "US-KZ-DELAY"} <= set(found.rules)


def test_rules_older_than_90_days_are_named() -> None:
    early = answer("h100-sxm", "KZ", as_of=datetime.date(2026, 8, 1))
    late = answer("h100-sxm", "KZ", as_of=datetime.date(2026, 11, 23))
    assert "US-3A090-A" not in early.stale_rules  # of 2026-07-23
    assert "US-3A090-A" in late.stale_rules
    assert "US-LIC-SCOPE" in early.stale_rules
    assert early.export == late.export
    ages = dict(zip(late.stale_rules, late.stale_days, strict=True))
    assert ages["US-3A090-A"] == 123  # 2026-07-23 to 2026-11-23
    assert ages["US-LIC-SCOPE"] == 1125  # 2023-10-25 to 2026-11-23: three years of 365 and 30 days


def test_a_rule_counts_as_old_on_the_91st_day() -> None:
    """Of 2026-07-23: 90 days old on 2026-10-21, 91 on the day after."""
    assert "US-3A090-A" not in answer("h100-sxm", "KE", as_of=datetime.date(2026, 10, 21)).stale_rules
    late = answer("h100-sxm", "KE", as_of=datetime.date(2026, 10, 22))
    assert late.stale_days[late.stale_rules.index("US-3A090-A")] == 91


def test_rules_whose_date_has_passed_are_named() -> None:
    assert answer("h100-sxm", "KE").unverified_rules == ("US-AFFILIATES-2611",)
    assert set(answer("ascend-910b3", "KE").unverified_rules) == {"CN-RARE-70", "CN-SUSPEND-2611"}


def test_a_partial_date_counts_from_its_last_day() -> None:
    assert last_day("2025-05") == datetime.date(2025, 5, 31)
    assert last_day("2024-02") == datetime.date(2024, 2, 29)
    assert last_day("2026") == datetime.date(2026, 12, 31)
    assert last_day("2026-07-23") == datetime.date(2026, 7, 23)
    assert last_day("2026-13-40") == datetime.date(2026, 12, 31)
    assert age_days("2026-08-25", TODAY) == 90
    assert age_days("2026-08-24", TODAY) == 91
    assert not is_stale("2026-08-25", TODAY)
    assert is_stale("2026-08-24", TODAY)
    assert not is_stale("2026-08", TODAY)
    assert oldest(["2026", "2026-07-23", "2026-09"]) == "2026-07-23"
    assert oldest([]) is None


def test_glm_5_carries_the_caution_about_its_publisher() -> None:
    glm, llama = shipped().models["glm-5"], shipped().models["llama-3.3-70b"]
    assert cleared("h100-sxm", "KZ", model=glm).use.status == "entity_list_caution"
    assert cleared("h100-sxm", "KZ", model=llama).use.status == "licence_terms"
    assert cleared("ascend-910b3", "KZ", model=glm).use.status == "gp10_risk"


def test_made_up_and_shipped_h100_agree() -> None:
    assert cleared("h100-sxm", "KZ").export == answer("h100-sxm", "KZ").export
