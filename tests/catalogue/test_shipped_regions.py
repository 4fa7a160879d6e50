"""The shipped regions say what their sources say: figures checked by hand against the publications."""

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.region import DestinationClass, Region

REGIONS = Catalogue.shipped().regions


def power(region: Region) -> float | None:
    """USD per kWh."""
    return region.power_price.to("USD/kWh") if region.power_price else None


def vat_percent(region: Region) -> float | None:
    """Rate of the import VAT in percent."""
    return region.vat.rate.to("%") if region.vat else None


def test_the_regions_are_these() -> None:
    assert list(REGIONS) == ["AE", "CN", "DE", "KE", "KZ", "MN", "NG", "US", "UZ", "VN"]


@pytest.mark.parametrize(
    ("region_id", "destination", "power_usd_kwh", "vat", "grams_co2"),
    [
        ("KZ", "D1_D4", 0.075, 16, 801.79),
        ("MN", "D1_D4", None, 10, 784.01),
        ("UZ", "D1_D4", 0.067, 12, 1121.18),
        ("VN", "D1_D4", 0.078, 10, 486.13),
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
    vat: float,
    grams_co2: float,
) -> None:
    region = REGIONS[region_id]
    assert region.export.destination_class == destination
    assert power(region) == power_usd_kwh
    assert vat_percent(region) == pytest.approx(vat)
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


def test_vietnamese_vat_is_that_of_a_delivery_in_2027() -> None:
    vat = REGIONS["VN"].vat
    assert vat is not None
    assert vat.rate.bounds("%") == pytest.approx((8, 10, 10))
    assert "2026-12-31" in vat.rate.note


def test_kenyan_levies() -> None:
    """Declaration fee 2.5% (3.5% in another source) and railway levy 2%, both of customs value."""
    levies = {levy.name: levy.rate.bounds("%") for levy in REGIONS["KE"].levies}
    assert levies["Import declaration fee"] == pytest.approx((2.5, 2.5, 3.5))
    assert levies["Railway development levy"] == pytest.approx((2, 2, 2))


def test_duty_where_a_number_was_found() -> None:
    known = {region_id for region_id in REGIONS if REGIONS[region_id].import_duty is not None}
    assert known == set(REGIONS) - {"UZ", "NG"}
    mongolia = REGIONS["MN"].import_duty
    assert mongolia is not None
    assert mongolia.bounds("%") == pytest.approx((0, 0, 5))


@pytest.mark.parametrize(
    ("region_id", "outages", "customs_days"),
    [("KE", 3.8, 10.6), ("NG", 32.8, 15.1), ("UZ", 1.9, 10.9), ("MN", None, 6.8), ("KZ", None, None)],
)
def test_outages_and_customs(region_id: str, outages: float | None, customs_days: float | None) -> None:
    """Kazakhstan's 0.3 days look like trade inside the customs union and are left out."""
    region = REGIONS[region_id]
    assert (region.outages.value if region.outages else None) == outages
    assert (region.customs_days.to("days") if region.customs_days else None) == customs_days


def test_pue_is_a_planning_default_of_low_confidence() -> None:
    for region in REGIONS.values():
        assert region.pue is not None
        assert region.pue.confidence == "low"
        assert 1.2 <= region.pue.value <= 1.6


def test_vat_recovery_is_left_to_the_buyer() -> None:
    for region in REGIONS.values():
        assert region.vat is not None
        assert region.vat.recoverable is None


@pytest.mark.parametrize(
    ("region_id", "groups"),
    [("KZ", ("A:4", "D:1", "D:3")), ("MN", ("D:1", "D:3")), ("AE", ("A:5", "B")), ("KE", ("B",))],
)
def test_country_groups(region_id: str, groups: tuple[str, ...]) -> None:
    assert REGIONS[region_id].export.groups == groups


def test_listed_huawei_units() -> None:
    listed = {region_id for region_id in REGIONS if REGIONS[region_id].huawei_listed_units is not None}
    assert listed == {"KZ", "VN", "AE", "CN", "DE"}


def test_the_uae_is_marked_as_disputed() -> None:
    assert {region_id for region_id in REGIONS if REGIONS[region_id].export.disputed} == {"AE"}
