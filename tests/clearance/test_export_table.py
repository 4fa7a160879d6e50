"""Every cell of the decision table, the buyer's parent, parts of PRC design, and what comes on top."""

import msgspec
import pytest

from advisor.catalogue.rule import ExportStatus
from advisor.clearance.clear import clear
from advisor.clearance.effects import EXPORT_EFFECTS, USE_EFFECTS
from advisor.clearance.result import Buyer
from clearance.records import PARTS, TODAY, cleared, part, region, shipped

CLASSES = ("N", "B", "A-ws", "A", "unknown")
TABLE: dict[str, tuple[ExportStatus, ...]] = {
    "KE": ("no_licence", "no_licence", "no_licence", "no_licence", "unknown"),
    "KZ": ("no_licence", "exception", "exception", "licence_case_by_case", "unknown"),
    "AE": ("no_licence", "ask_seller", "ask_seller", "ask_seller", "unknown"),
    "CN": ("no_licence", "exception", "exception", "licence_presumption_denial", "unknown"),
    "IR": ("refuse",) * 5,
}
CELLS = [
    (region_id, chip_class, status)
    for region_id, row in TABLE.items()
    for chip_class, status in zip(CLASSES, row, strict=True)
]


@pytest.mark.parametrize(("region_id", "chip_class", "status"), CELLS)
def test_cell(region_id: str, chip_class: str, status: ExportStatus) -> None:
    found = cleared(PARTS[chip_class], region_id).export
    assert (found.chip_class, found.status) == (chip_class, status)
    assert found.rules
    assert found.effects


@pytest.mark.parametrize(("chip_class", "status"), list(zip(CLASSES, TABLE["CN"], strict=True)))
@pytest.mark.parametrize("region_id", ["KE", "KZ", "AE", "US"])
def test_a_chinese_parent_moves_every_destination_to_the_d5_row(
    region_id: str, chip_class: str, status: ExportStatus
) -> None:
    found = cleared(PARTS[chip_class], region_id, parent="CN").export
    assert found.status == status
    assert "US-LIC-HQ" in found.rules
    assert "export.hq_d5" in found.effects


def test_every_cell_of_the_rules_stands_once() -> None:
    """Chip class x destination is complete and no two general rules answer for the same cell."""
    general = [
        (cell.chip_class, cell.destination)
        for rule in shipped().rules.values()
        if not rule.named_accelerators
        for cell in rule.cells
    ]
    destinations = ("OPEN", "D1_D4", "A5_SPECIAL", "D5", "EMBARGO")
    assert sorted(general) == sorted((chip, place) for chip in CLASSES for place in destinations)


@pytest.mark.parametrize(
    ("tpp", "bandwidth_gb_s", "status"),
    [
        (20_999, 6_499, "licence_case_by_case"),
        (21_000, 6_499, "licence_presumption_denial"),
        (20_999, 6_500, "licence_presumption_denial"),
    ],
)
def test_review_for_china_hangs_on_tpp_and_bandwidth(
    tpp: float, bandwidth_gb_s: float, status: ExportStatus
) -> None:
    chip = part(fp16=tpp / 16, bandwidth_gb_s=bandwidth_gb_s)
    assert cleared(chip, "CN").export.status == status
    assert cleared(chip, "KE", parent="CN").export.status == "licence_presumption_denial"


def test_mi300x_near_the_bound_is_low_confidence() -> None:
    found = cleared(part(bf16=1307.4, fp8=2614.9, bandwidth_gb_s=5300), "CN").export
    assert found.status == "licence_case_by_case"
    assert "export.class_boundary" in found.effects
    assert found.confidence == "low"


def test_h20_needs_a_licence_for_d5_by_letter_alone() -> None:
    h20 = part("h20-96", bf16=148, die_mm2=814)
    assert cleared(h20, "KZ").export.status == "no_licence"
    china = cleared(h20, "CN").export
    assert china.status == "licence_case_by_case"
    assert {"US-H20-LETTER", "US-H20-RESUME"} <= set(china.rules)
    owned = cleared(h20, "KE", parent="CN").export
    assert owned.status == "licence_case_by_case"
    assert "US-LIC-HQ" in owned.rules


@pytest.mark.parametrize("region_id", ["KZ", "KE", "AE", "DE", "CN"])
def test_prc_design_shipped_from_china_is_never_called_no_licence(region_id: str) -> None:
    chip = part("ascend-910b3", fp16=313, designer="CN", vendor="Huawei")
    assert cleared(chip, region_id).export.status == "not_applicable"
    assert cleared(chip, region_id, parent="CN").export.status == "not_applicable"


def test_rules_about_one_country_come_with_its_answers() -> None:
    assert "US-MYANMAR" in cleared(PARTS["B"], "MM").export.rules
    assert "export.myanmar" in cleared(PARTS["B"], "MM").export.effects
    assert "US-CAMBODIA" in cleared(PARTS["A"], "KH").export.rules
    assert "US-CAMBODIA" not in cleared(PARTS["N"], "KH").export.rules


def test_an_embargo_outweighs_the_origin_of_the_part() -> None:
    chip = part("ascend-910b3", fp16=313, designer="CN", vendor="Huawei")
    assert cleared(chip, "IR").export.status == "refuse"
    assert cleared(chip, "KZ", parent="IR").export.status == "refuse"
    assert "export.embargo_buyer" in cleared(PARTS["A"], "KZ", headquarters="IR").export.effects


def test_an_unknown_parent_leaves_the_answer_open() -> None:
    found = cleared(PARTS["A"], "KE", parent="ZZ").export
    assert found.status == "unknown"
    assert found.effects[0] == "export.buyer_unknown"
    assert found.confidence == "none"
    assert cleared(PARTS["A"], "CN", parent="ZZ").export.status == "licence_presumption_denial"


def test_hong_kong_and_macau_count_as_china_without_a_profile() -> None:
    for parent in ("HK", "MO"):
        assert cleared(PARTS["A"], "KE", parent=parent).export.status == "licence_presumption_denial"


@pytest.mark.parametrize(
    ("chip_class", "region_id", "effect", "said"),
    [
        ("A", "KZ", "export.end_use_certificate", True),
        ("N", "UZ", "export.end_use_certificate", True),
        ("A", "KE", "export.end_use_certificate", False),
        ("A", "VN", "export.vietnam_pledge", True),
        ("N", "VN", "export.vietnam_pledge", False),
        ("A", "KE", "export.us_tariff_232", True),
        ("B", "KE", "export.us_tariff_232", False),
        ("B", "KE", "export.malaysia_permit", True),
        ("A", "US", "export.malaysia_permit", False),
        ("A", "AE", "export.disputed_destination", True),
        ("A", "ET", "export.disputed_destination", True),
        ("A", "US", "export.us_domestic", True),
        ("A", "US", "export.open.class_a", False),
        ("unknown", "KE", "export.open.class_unknown", True),
        ("unknown", "KZ", "export.open.class_unknown", False),
        ("N", "DE", "export.screening", True),
    ],
)
def test_what_comes_on_top(chip_class: str, region_id: str, effect: str, said: bool) -> None:
    assert (effect in cleared(PARTS[chip_class], region_id).export.effects) is said


def test_effects_name_rules_that_exist() -> None:
    for effects in (EXPORT_EFFECTS, USE_EFFECTS):
        for rule_ids in effects.values():
            assert not [rule_id for rule_id in rule_ids if rule_id not in shipped().rules]


def test_without_rules_the_answer_is_unknown_not_a_crash() -> None:
    found = clear(
        accelerator=PARTS["A"],
        region=region("KZ"),
        buyer=Buyer(headquarters="KZ", parent="KZ"),
        regions={},
        model=None,
        rules={},
        markets={},
        as_of=TODAY,
    )
    assert (found.export.status, found.export.rules, found.export.as_of) == ("unknown", (), "2026-11-23")


def test_a_rule_of_the_user_can_change_a_cell() -> None:
    """The table is data: with the Kazakh cell opened, the answer follows."""
    scope = shipped().rules["US-LIC-SCOPE"]
    opened = tuple(msgspec.structs.replace(cell, status="no_licence") for cell in scope.cells)
    rules = {**shipped().rules, "US-LIC-SCOPE": msgspec.structs.replace(scope, cells=opened)}
    found = clear(
        accelerator=PARTS["A"],
        region=region("KZ"),
        buyer=Buyer(headquarters="KZ", parent="KZ"),
        regions=shipped().regions,
        model=None,
        rules=rules,
        markets={},
        as_of=TODAY,
    )
    assert found.export.status == "no_licence"
