"""The shipped rules: which there are, what they test, whom they name."""

from typing import get_args

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.reader import read_record
from advisor.catalogue.rule import UNVERIFIED, Rule, RuleStatus
from advisor.wording.rule_statuses import RULE_STATUSES, rule_status_text

RULES = Catalogue.shipped().rules


def test_all_jurisdictions_that_clearance_cites_are_there() -> None:
    national = {"KZ", "UZ", "VN", "TH", "TJ", "KG"}
    assert {rule.split("-")[0] for rule in RULES} == {"US", "CN", "HW", "MY", "NV"} | national
    assert len(RULES) == 70


def test_statuses_come_from_one_vocabulary_with_words() -> None:
    assert {rule.status for rule in RULES.values()} <= set(get_args(RuleStatus))
    assert set(RULE_STATUSES) == set(get_args(RuleStatus))
    assert rule_status_text("of_a_newer_version") == "of_a_newer_version"


def test_another_status_is_refused_with_the_vocabulary() -> None:
    document = {**Catalogue.shipped().document("rules", "US-GP10"), "status": "in_forse"}
    with pytest.raises(ProfileError, match=r"status: found 'in_forse', wanted one of in_force, "):
        read_record(document, Rule, "rules/US-GP10.toml")


def test_what_lapsed_in_november_2026_is_called_unverified() -> None:
    unverified = {rule.id for rule in RULES.values() if rule.status in UNVERIFIED}
    lapsed = {"US-AFFILIATES", "US-AFFILIATES-2611", "CN-RARE-70", "CN-SUSPEND-2611"}
    assert unverified == lapsed | {"TH-VAT7-END"}
    assert all("unverified, check" in rule_status_text(status) for status in UNVERIFIED)


def test_countries_under_embargo_are_listed_by_the_rule_that_refuses_them() -> None:
    assert RULES["US-EMBARGO"].country_classes == dict.fromkeys(("CU", "IR", "KP", "SY"), "EMBARGO")
    assert RULES["US-RUSSIA-BELARUS"].country_classes == dict.fromkeys(("BY", "RU"), "EMBARGO")


def test_thresholds_of_3a090() -> None:
    first, second = RULES["US-3A090-A"].thresholds
    assert (first.tpp_min, first.density_min) == (4800, None)
    assert (second.tpp_min, second.density_min) == (1600, 5.92)
    wide, dense = RULES["US-3A090-B"].thresholds
    assert (wide.tpp_min, wide.tpp_below, wide.density_min, wide.density_below) == (2400, 4800, 1.6, 5.92)
    assert (dense.tpp_min, dense.tpp_below, dense.density_min, dense.density_below) == (1600, None, 3.2, 5.92)


def test_bounds_of_the_review_policy_for_china() -> None:
    bounds = RULES["US-JAN26"].case_by_case
    assert bounds is not None
    assert (bounds.tpp_below, bounds.dram_bandwidth_below_gb_s) == (21_000, 6_500)
    assert bounds.countries == ("CN", "HK", "MO")


def test_named_accelerators() -> None:
    assert {"ascend-910b3", "ascend-910b4-1", "ascend-910c"} <= set(RULES["US-GP10"].named_accelerators)
    assert RULES["US-H20-LETTER"].named_accelerators == ("h20-96", "h20-141")


@pytest.mark.parametrize(
    ("rule_id", "status", "date"),
    [
        ("US-GP10", "guidance_in_force", "2025-05-13"),
        ("US-DIFFUSION", "rescission_announced_not_enforced", "2026-06-05"),
        ("US-AFFILIATES-2611", "returned_by_default_unverified", "2025-11"),
        ("US-VIETNAM-PLEDGE", "promised_not_done", "2026-02-22"),
        ("US-ENTITY-ZHIPU", "in_force", "2026-07-31"),
        ("CN-EXPORT-ASCEND", "not_found", "2026-11-23"),
        ("VN-VAT8-END", "expires_soon", "2025-07-07"),
        ("TJ-TARIFF-709", "in_force", "2025-12-29"),
        ("KZ-SUPERX", "proposal_not_binding", "2026-06-25"),
    ],
)
def test_status_and_date(rule_id: str, status: str, date: str) -> None:
    rule = RULES[rule_id]
    assert (rule.status, rule.date) == (status, date)


def test_every_rule_says_what_it_does() -> None:
    for rule in RULES.values():
        assert rule.effect.endswith(".")
        assert rule.chips
        assert rule.countries
