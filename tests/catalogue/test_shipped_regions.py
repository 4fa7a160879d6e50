"""The shipped regions say what their sources say: figures checked by hand against the publications."""

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.region import EXPECTED_FIELDS, DestinationClass, Region, Vat, unknown_fields

REGIONS = Catalogue.shipped().regions
RULES = Catalogue.shipped().rules


def codes(text: str) -> list[str]:
    """Country codes written side by side."""
    return text.split()


FULL = codes(
    "AE AM AO AZ BD BR CD CI CL CN CO DE EG ET GB GE GH ID IN JP KE KG KH KR KZ LA LK MA MM MN MX MY MZ "
    "NG NP PH PK QA RW SA SG SN TH TJ TM TR TW TZ UG US UZ VN ZA ZM"
)
DESTINATIONS = codes("BY CU IR KP MO RU SY")


def power(region: Region) -> float | None:
    """USD per kWh."""
    return region.power_price.to("USD/kWh") if region.power_price else None


def vat_percent(region: Region) -> float | None:
    """Rate of the import VAT in percent."""
    return region.vat.rate.to("%") if region.vat else None


def test_the_regions_are_these() -> None:
    assert list(REGIONS) == sorted(FULL + DESTINATIONS)
    assert [code for code in REGIONS if REGIONS[code].destination_only] == DESTINATIONS


def test_a_destination_states_its_rule_and_nothing_that_was_not_looked_up() -> None:
    for code in DESTINATIONS:
        region = REGIONS[code]
        assert unknown_fields(region) == ()
        assert not any(getattr(region, name) for name in EXPECTED_FIELDS)
        assert all(rule in RULES for rule in region.export.rules)
    assert REGIONS["MO"].export.destination_class == "D5"
    assert {REGIONS[code].export.destination_class for code in DESTINATIONS if code != "MO"} == {"EMBARGO"}


def test_what_a_full_region_does_not_state_is_named() -> None:
    missing = unknown_fields(REGIONS["TM"])
    assert {"power_price", "import_duty", "outages", "customs_days", "colocation_kw"} <= set(missing)
    assert "huawei_listed_units" not in missing  # searched, none found
    assert "colocation_kw" in unknown_fields(REGIONS["KZ"])
    for code in FULL:
        assert not {"fx", "ita", "pue", "grid_intensity", "climate", "data_residency", "clouds"} & set(
            unknown_fields(REGIONS[code])
        )


def test_every_expected_field_is_a_field() -> None:
    assert set(EXPECTED_FIELDS) <= set(Region.__struct_fields__)


def test_rules_that_list_countries_agree_with_the_regions() -> None:
    for rule in RULES.values():
        for country, listed in rule.country_classes.items():
            if country in REGIONS:
                export = REGIONS[country].export
                assert listed in (export.destination_class, export.disputed_class), (rule.id, country)
    for region in REGIONS.values():
        assert all(rule in RULES for rule in region.export.rules), region.id


@pytest.mark.parametrize(
    ("region_id", "destination", "power_usd_kwh", "vat", "grams_co2"),
    [
        ("KZ", "D1_D4", 0.075, 16, 801.79),
        ("MN", "D1_D4", None, 10, 784.01),
        ("UZ", "D1_D4", 0.0762, 12, 1121.18),
        ("VN", "D1_D4", 0.078, 8, 486.13),
        ("KG", "D1_D4", 0.0495, 12, 152.65),
        ("TJ", "D1_D4", 0.073, 14, 98.7),
        ("TM", "D1_D4", None, 15, 1306.3),
        ("AZ", "D1_D4", 0.064, 18, 632.89),
        ("AM", "D1_D4", 0.110, 20, 243.52),
        ("ID", "OPEN", 0.070, 11, 682.43),
        ("MY", "OPEN", 0.129, None, 604.43),
        ("TH", "OPEN", 0.128, 7, 555.43),
        ("SG", "OPEN", 0.265, 9, 498.74),
        ("LA", "D1_D4", None, 10, 232.12),
        ("KH", "D1_D4", None, 10, 497.46),
        ("MM", "D5", 0.106, 5, 569.69),
        ("IN", "OPEN", 0.123, 18, 708.96),
        ("PK", "D1_D4", 0.154, 18, 398.61),
        ("ZA", "OPEN", 0.103, 15, 713.9),
        ("GH", "OPEN", 0.134, 20, 452.86),
        ("ET", "OPEN", 0.018, 15, 23.55),
        ("RW", "OPEN", 0.077, 18, 301.89),
        ("SN", "OPEN", None, 18, 535.4),
        ("CD", "D5", 0.076, 16, 27.04),
        ("EG", "D1_D4", 0.037, 14, 574.5),
        ("SA", "D1_D4", 0.070, 15, 691.95),
        ("QA", "D1_D4", 0.036, 0, 602.83),
        ("GB", "OPEN", 0.445, 20, 215.79),
        ("TW", "OPEN", 0.187, 5, 635.15),
        ("KE", "OPEN", 0.175, 16, 84.83),
        ("NG", "OPEN", 0.050, 7.5, 507.85),
        ("AE", "A5_SPECIAL", 0.110, 5, 467.51),
        ("CN", "D5", 0.098, 13, 557.5),
        ("DE", "OPEN", 0.285, 19, 342.06),
        ("US", "OPEN", 0.148, 0, 383.55),
    ],
)
def test_headline_facts(
    region_id: str,
    destination: DestinationClass,
    power_usd_kwh: float | None,
    vat: float | None,
    grams_co2: float,
) -> None:
    region = REGIONS[region_id]
    assert region.export.destination_class == destination
    assert power(region) == power_usd_kwh
    assert vat_percent(region) == (None if vat is None else pytest.approx(vat))
    assert region.grid_intensity is not None
    assert region.grid_intensity.value == grams_co2


@pytest.mark.parametrize(
    ("region_id", "currency", "per_usd"),
    [
        ("KZ", "KZT", 441.969),
        ("KE", "KES", 129.537),
        ("CN", "CNY", 6.6529),
        ("AE", "AED", 3.6725),
        ("US", "USD", 1),
    ],
)
def test_money(region_id: str, currency: str, per_usd: float) -> None:
    region = REGIONS[region_id]
    assert region.currency == currency
    assert region.fx is not None
    assert region.fx.to("per USD") == per_usd


def test_mongolia_has_no_business_tariff_only_an_average() -> None:
    """280 tugrik is the average of all consumers: shown, never computed with."""
    region = REGIONS["MN"]
    assert region.power_price is None
    assert region.other_figures["power_price_system_average"].value == 0.0778


def test_kazakh_power_keeps_the_disagreement() -> None:
    price = REGIONS["KZ"].power_price
    assert price is not None
    assert price.bounds("USD/kWh") == (0.0659, 0.075, 0.075)
    assert "Kostanay" in price.note


@pytest.mark.parametrize(
    ("region_id", "day", "percent"),
    [
        ("VN", "2026-12-31", (8, 8, 8)),
        ("VN", "2027-01-01", (10, 10, 10)),
        ("TJ", "2026-12-31", (14, 14, 14)),
        ("TJ", "2027-01-01", (13, 13, 13)),
        ("TH", "2026-09-30", (7, 7, 7)),
        ("TH", "2026-10-01", (7, 7, 10)),
        ("KZ", "2030-01-01", (16, 16, 16)),
    ],
)
def test_vat_by_day(region_id: str, day: str, percent: tuple[float, float, float]) -> None:
    vat = REGIONS[region_id].vat
    assert vat is not None
    assert vat.rate_on(day).bounds("%") == pytest.approx(percent)


def test_thai_vat_after_september_2026_is_said_to_be_unconfirmed() -> None:
    vat = REGIONS["TH"].vat
    assert vat is not None
    assert vat.rate_on("2026-11-24").confidence == "low"
    assert "no renewal was seen" in vat.rate_on("2026-11-24").note


def test_a_next_rate_wants_the_end_of_the_present_one() -> None:
    rate = REGIONS["KZ"].vat.rate  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="next_rate without until"):
        Vat(rate=rate, next_rate=rate)


def test_kenyan_levies() -> None:
    """Declaration fee 2.5% (3.5% in another source) and railway levy 2%, both of customs value."""
    levies = {levy.name: levy.rate.bounds("%") for levy in REGIONS["KE"].levies}
    assert levies["Import declaration fee"] == pytest.approx((2.5, 2.5, 3.5))
    assert levies["Railway development levy"] == pytest.approx((2, 2, 2))


def test_duty_where_a_number_was_found() -> None:
    known = {region_id for region_id in REGIONS if REGIONS[region_id].import_duty is not None}
    unknown = set(codes("UZ NG TM AZ KH MM BD LK PK NP GH ET RW TZ UG SN AO ZM MZ CD"))
    assert known == set(FULL) - unknown
    assert {code for code in FULL if REGIONS[code].duty_note} == set(
        codes("UZ NG KH BD PK GH RW TZ UG SN CD MN")
    )
    assert [REGIONS[code].import_duty.bounds("%") for code in ("TH", "BR", "CL", "MX", "CI")] == [  # type: ignore[union-attr]
        pytest.approx(bounds) for bounds in ((0, 0, 4.1), (0, 12, 12), (0, 6, 6), (0, 5, 5), (5, 5, 5))
    ]
    mongolia = REGIONS["MN"].import_duty
    assert mongolia is not None
    assert mongolia.bounds("%") == pytest.approx((0, 0, 5))


@pytest.mark.parametrize(
    ("region_id", "outages", "customs_days"),
    [
        ("KE", 3.8, 10.6),
        ("NG", 32.8, 15.1),
        ("UZ", 1.9, 10.9),
        ("MN", None, 6.8),
        ("KZ", None, None),
        ("AM", 2.5, None),
        ("TZ", 8.9, 26.8),
        ("ZM", 13.3, 8),
        ("PK", 75.2, 9),
        ("TM", None, None),
        ("VN", None, 5.5),
        ("CD", 12.3, 21.2),
    ],
)
def test_outages_and_customs(region_id: str, outages: float | None, customs_days: float | None) -> None:
    """Kazakhstan's 0.3 days look like trade inside the customs union and are left out."""
    region = REGIONS[region_id]
    assert (region.outages.value if region.outages else None) == outages
    assert (region.customs_days.to("days") if region.customs_days else None) == customs_days


def test_pue_is_a_planning_default_of_low_confidence() -> None:
    for region in (REGIONS[code] for code in FULL):
        assert region.pue is not None
        assert region.pue.confidence == "low"
        assert 1.2 <= region.pue.value <= 1.6


def test_vat_recovery_is_left_to_the_buyer() -> None:
    taxed = [region for region in REGIONS.values() if region.vat is not None]
    assert {region.id for region in taxed} == set(FULL) - {"MY"}  # which rate servers bear was not found
    assert all(region.vat is not None and region.vat.recoverable is None for region in taxed)


@pytest.mark.parametrize(
    ("region_id", "groups"),
    [("KZ", ("A:4", "D:1", "D:3")), ("MN", ("D:1", "D:3")), ("AE", ("A:5", "B")), ("KE", ("B",))],
)
def test_country_groups(region_id: str, groups: tuple[str, ...]) -> None:
    assert REGIONS[region_id].export.groups == groups


def test_listed_huawei_units() -> None:
    """Countries of the Entity List snapshot of 2026-07-31; the others were searched and have none."""
    listed = {code for code in REGIONS if REGIONS[code].huawei_listed_units is not None}
    assert listed == set(codes("KZ VN ID TH SG MM LK PK IN ZA EG MA AE QA TR BR MX CL DE GB CN JP"))
    assert {code for code in REGIONS if REGIONS[code].huawei_unlisted} == set(FULL) - listed


def test_disputed_groups() -> None:
    assert {code for code in REGIONS if REGIONS[code].export.disputed} == {"AE", "ET"}
    assert REGIONS["ET"].export.disputed_class == "D5"


@pytest.mark.parametrize(
    ("region_id", "field", "bounds", "unit"),
    [
        ("KG", "power_price", (0.0417, 0.0495, 0.0782), "USD/kWh"),
        ("TJ", "power_price", (0.073, 0.073, 0.0878), "USD/kWh"),
        ("UZ", "datacentre_power_price", (0.05, 0.05, 0.05), "USD/kWh"),
        ("MN", "terminal_fee", (0.0703, 0.0703, 0.4586), "USD/kg"),
        ("VN", "terminal_fee", (0.07, 0.07, 0.07), "USD/kg"),
        ("KZ", "road_freight", (2.1, 2.85, 3.6), "USD/kg"),
        ("SG", "rma_days", (14, 21, 28), "days"),
        ("GH", "colocation_rack", (663, 663, 663), "USD/rack-month"),
        ("ZA", "colocation_rack", (500, 624, 748), "USD/rack-month"),
        ("MY", "datacentre_build_cost", (6.9e6, 8.8e6, 10.6e6), "USD/MW"),
        ("VN", "datacentre_build_cost", (6.9e6, 6.9e6, 6.9e6), "USD/MW"),
        ("GH", "lending_rate", (22.22, 22.22, 22.22), "%"),
        ("ZA", "policy_rate", (6.75, 6.75, 6.75), "%"),
        ("TR", "lending_rate", (49, 49, 49), "%"),
        ("NG", "import_compliance_cost", (1641.1, 1641.1, 1641.1), "USD"),
        ("ZA", "firms_with_outages", (92, 92, 92), "%"),
    ],
)
def test_further_figures(region_id: str, field: str, bounds: tuple[float, float, float], unit: str) -> None:
    assert getattr(REGIONS[region_id], field).bounds(unit) == pytest.approx(bounds)


def test_every_rate_of_exchange_belongs_to_one_currency() -> None:
    """Two regions with one currency state one rate: XOF in Senegal and Côte d'Ivoire."""
    rates: dict[str, set[float]] = {}
    for code in FULL:
        fx = REGIONS[code].fx
        assert fx is not None
        rates.setdefault(REGIONS[code].currency, set()).add(fx.value)
    assert all(len(found) == 1 for found in rates.values())
    assert rates["XOF"] == {587.14}
