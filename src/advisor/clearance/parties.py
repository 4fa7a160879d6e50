"""Where the buyer and the designer of a part belong: what moves a purchase to another row of the table."""

from collections.abc import Iterable, Mapping
from typing import Literal

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.region import DestinationClass, Region
from advisor.catalogue.rule import Rule
from advisor.clearance.result import Buyer

CHINA = frozenset({"CN", "HK", "MO"})
"""China with Hong Kong, which counts as China under the EAR since 2020, and Macau, which is ruled alike."""

BuyerRow = Literal["as_destination", "D5", "EMBARGO", "unknown"]


def country_class(
    country: str, region: Region, regions: Mapping[str, Region], rules: Mapping[str, Rule]
) -> DestinationClass | None:
    """Destination class of a country: by its profile, else as a rule lists it; None where neither says it."""
    if country in CHINA:
        return "D5"
    if country == region.id:
        return region.export.destination_class
    if country in regions:
        return regions[country].export.destination_class
    listed = (rule.country_classes.get(country) for rule in rules.values())
    return next((found for found in listed if found is not None), None)


def buyer_row(
    buyer: Buyer, region: Region, regions: Mapping[str, Region], rules: Mapping[str, Rule]
) -> BuyerRow:
    """Which row the buyer's headquarters or ultimate parent asks for, the strictest first."""
    seats = (buyer.headquarters, buyer.parent)
    classes = {country_class(country, region, regions, rules) for country in seats}
    if "EMBARGO" in classes:
        return "EMBARGO"
    if "D5" in classes:
        return "D5"
    return "unknown" if None in classes else "as_destination"


def is_embargoed(
    buyer: Buyer, region: Region, regions: Mapping[str, Region], rules: Mapping[str, Rule]
) -> bool:
    """The destination, or the buyer's seat or parent, is under an embargo: nothing else counts then."""
    row = buyer_row(buyer, region, regions, rules)
    return "EMBARGO" in (region.export.destination_class, row)


def embargo_rules(countries: Iterable[str], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Ids of the rules that put one of these countries under an embargo, in their order by id."""
    asked = tuple(countries)
    return tuple(
        rule_id
        for rule_id in sorted(rules)
        if any(rules[rule_id].country_classes.get(country) == "EMBARGO" for country in asked)
    )


def is_prc_designed(
    accelerator: Accelerator, region: Region, regions: Mapping[str, Region], rules: Mapping[str, Rule]
) -> bool:
    """Designed by a company headquartered in China, Macau or another D:5 country."""
    return country_class(accelerator.designer_country, region, regions, rules) == "D5"


def has_us_ties(buyer: Buyer, region: Region) -> bool:
    """Said so, or the buyer, its parent or the site is in the US."""
    return buyer.us_ties or "US" in (buyer.headquarters, buyer.parent, region.id)


def has_china_ties(buyer: Buyer, region: Region) -> bool:
    """The buyer, its parent or the site is in China."""
    return not CHINA.isdisjoint((buyer.headquarters, buyer.parent, region.id))
