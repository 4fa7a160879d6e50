"""What a profile says about a country: export groups, taxes, power, money, data rules."""

from typing import Literal

import msgspec

from advisor.catalogue.record import Carbon, CountryCode, Days, PerMonth, PerUsd, Record, Share, UsdPerKwh
from advisor.figures import Confidence, Figure, Statement

DestinationClass = Literal["OPEN", "D1_D4", "A5_SPECIAL", "D5", "EMBARGO"]


class ExportGroups(Record, frozen=True, kw_only=True):
    """Country groups of 15 CFR 740 Supp. 1 and the class they lead to."""

    groups: tuple[str, ...]
    destination_class: DestinationClass
    disputed: Statement | None = None
    source: str
    date: str
    confidence: Confidence


class Vat(Record, frozen=True, kw_only=True):
    """Value-added tax on the import, and whether a business gets it back."""

    rate: Share
    recoverable: bool | None = None
    """None: depends on the buyer; the plan then counts it as a cost and says so."""
    relief: Statement | None = None


class Levy(Record, frozen=True, kw_only=True):
    """Any other charge at import, as a share of the customs value."""

    name: str
    rate: Share


class CloudPresence(Record, frozen=True, kw_only=True):
    """Whether a cloud has a region there."""

    provider: str
    text: str
    source: str
    date: str
    confidence: Confidence


class Region(Record, frozen=True, kw_only=True):
    """One country. What was not found is absent, and shows as unknown."""

    id: CountryCode
    name: str
    area: Literal[
        "Central Asia", "East Asia", "Southeast Asia", "South Asia", "Middle East", "Africa", "Europe",
        "North America", "Latin America", "Caucasus",
    ]  # fmt: skip
    currency: str
    fx: PerUsd | None = None
    """Units of local currency per USD."""
    export: ExportGroups
    import_duty: Share | None = None
    """On servers (HS 8471.50/80)."""
    vat: Vat | None = None
    levies: tuple[Levy, ...] = ()
    power_price: UsdPerKwh | None = None
    pue: Share | None = None
    grid_intensity: Carbon | None = None
    outages: PerMonth | None = None
    customs_days: Days | None = None
    lending_rate: Share | None = None
    climate: str = ""
    data_residency: Statement | None = None
    huawei_listed_units: Statement | None = None
    logistics: Statement | None = None
    clouds: tuple[CloudPresence, ...] = ()
    projects: tuple[Statement, ...] = ()
    other_figures: dict[str, Figure] = msgspec.field(default_factory=dict)
    """Further sourced numbers, by name, that a screen may show and no formula uses."""
