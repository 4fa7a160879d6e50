"""The decision table over every shipped country: destination groups of July 2026 x chip classes."""

import pytest

from advisor.catalogue.rule import ExportStatus
from clearance.records import PARTS, cleared, shipped


def codes(text: str) -> list[str]:
    """Country codes written side by side."""
    return text.split()


CLASSES = ("N", "B", "A-ws", "A")

# Destination class -> its countries, and the status of each chip class in the order of CLASSES.
GROUPS: dict[str, tuple[list[str], tuple[ExportStatus, ...]]] = {
    "open": (
        codes(
            "MY TH ID PH SG IN BD LK NP TR MA BR MX CL CO KE NG GH ZA RW TZ UG SN CI AO ZM MZ DE GB JP KR TW"
        ),
        ("no_licence", "no_licence", "no_licence", "no_licence"),
    ),
    "domestic": (codes("US"), ("no_licence", "no_licence", "no_licence", "no_licence")),
    "D:1 or D:4": (
        codes("KZ UZ KG TJ TM MN AZ GE AM VN KH LA PK EG SA QA"),
        ("no_licence", "exception", "exception", "licence_case_by_case"),
    ),
    "named": (codes("AE"), ("no_licence", "ask_seller", "ask_seller", "ask_seller")),
    "D:5 or Macau": (
        codes("CN MO MM CD"),
        ("no_licence", "exception", "exception", "licence_presumption_denial"),
    ),
    "open or D:5, lists differ": (codes("ET"), ("no_licence", "ask_seller", "ask_seller", "ask_seller")),
    "embargo": (codes("IR KP SY CU RU BY"), ("refuse", "refuse", "refuse", "refuse")),
}
CELLS = [
    (region_id, chip_class, status)
    for members, row in GROUPS.values()
    for region_id in members
    for chip_class, status in zip(CLASSES, row, strict=True)
]


def test_every_shipped_country_is_in_the_table_once() -> None:
    listed = [region_id for members, _ in GROUPS.values() for region_id in members]
    assert sorted(listed) == list(shipped().regions)
    assert len(CELLS) == 61 * 4


@pytest.mark.parametrize(("region_id", "chip_class", "status"), CELLS)
def test_cell(region_id: str, chip_class: str, status: ExportStatus) -> None:
    found = cleared(PARTS[chip_class], region_id).export
    assert found.status == status
    assert found.rules
    assert found.effects


@pytest.mark.parametrize("region_id", list(shipped().regions))
def test_a_chinese_parent_moves_every_country_but_the_embargoed_to_the_d5_row(region_id: str) -> None:
    embargoed = region_id in GROUPS["embargo"][0]
    row = GROUPS["embargo" if embargoed else "D:5 or Macau"][1]
    assert tuple(cleared(PARTS[chip], region_id, parent="CN").export.status for chip in CLASSES) == row


@pytest.mark.parametrize(
    ("region_id", "rule", "export_effect", "use_effect"),
    [
        ("RU", "US-RUSSIA-BELARUS", "export.russia_belarus", "use.russia_belarus"),
        ("BY", "US-RUSSIA-BELARUS", "export.russia_belarus", "use.russia_belarus"),
        ("IR", "US-EMBARGO", "export.embargo", "use.embargo"),
        ("KP", "US-EMBARGO", "export.embargo", "use.embargo"),
        ("SY", "US-EMBARGO", "export.embargo", "use.embargo"),
        ("CU", "US-EMBARGO", "export.embargo", "use.embargo"),
    ],
)
def test_an_embargoed_country_is_refused_by_its_own_rule(
    region_id: str, rule: str, export_effect: str, use_effect: str
) -> None:
    found = cleared(PARTS["N"], region_id)
    assert (found.export.rules, found.export.effects) == ((rule,), (export_effect,))
    assert (found.use.status, found.use.rules, found.use.effects) == ("refuse", (rule,), (use_effect,))
    owned = cleared(PARTS["N"], "KZ", parent=region_id)
    assert owned.export.status == owned.use.status == "refuse"
    assert owned.export.effects == (export_effect, "export.embargo_buyer")


def test_macau_is_ruled_as_china_and_its_h200_class_is_reviewed_case_by_case() -> None:
    for part_id in ("h200-sxm", "h20-96", "b200", "h100-sxm"):
        macau, china = cleared(part_id, "MO").export, cleared(part_id, "CN").export
        assert (macau.status, macau.rules) == (china.status, china.rules)
    assert cleared("h200-sxm", "MO").export.status == "licence_case_by_case"
    assert cleared("h200-sxm", "CD").export.status == "licence_presumption_denial"


def test_ethiopia_cites_the_dispute_and_says_the_stricter_reading() -> None:
    found = cleared(PARTS["A"], "ET").export
    assert {"US-ETHIOPIA-D5", "US-DIFFUSION", "US-LIC-POLICY"} <= set(found.rules)
    assert found.effects[:2] == ("export.disputed_class", "export.d5.class_a")
    assert cleared(PARTS["A"], "ET", parent="CN").export.status == "licence_presumption_denial"
