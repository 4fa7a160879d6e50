"""What a profile says about a country: export groups, taxes, power, money, data rules."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.record import (
    Carbon,
    CountryCode,
    Days,
    PerMonth,
    PerUsd,
    Record,
    Share,
    Usd,
    UsdPerKg,
    UsdPerKwh,
    UsdPerKwMonth,
    UsdPerMw,
    UsdPerRackMonth,
)
from advisor.figures import Confidence, Figure, Statement

DestinationClass = Literal["OPEN", "D1_D4", "A5_SPECIAL", "D5", "EMBARGO"]

Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""An ISO date with its day."""


class ExportGroups(Record, frozen=True, kw_only=True):
    """Country groups of 15 CFR 740 Supp. 1 and the class they lead to."""

    groups: tuple[str, ...]
    """Empty where no list of groups was read; the class then stands on `rules`."""
    destination_class: DestinationClass
    disputed: Statement | None = None
    """Why sources disagree on the class."""
    disputed_class: DestinationClass | None = None
    """The class by the other reading. Where the two lead to different answers, the seller is to be asked."""
    rules: tuple[str, ...] = ()
    """Rules that are about this country alone; every answer about it cites them."""
    source: str
    date: str
    confidence: Confidence


class Vat(Record, frozen=True, kw_only=True):
    """Value-added tax on the import, and whether a business gets it back."""

    rate: Share
    until: Day | None = None
    """Last day on which `rate` holds, where its end is known."""
    next_rate: Share | None = None
    """The rate from the day after `until`."""
    recoverable: bool | None = None
    """None: depends on the buyer; the plan then counts it as a cost and says so."""
    relief: Statement | None = None

    def __post_init__(self) -> None:
        if self.next_rate is not None and self.until is None:
            raise ValueError("next_rate without until; state the last day of the present rate")

    def rate_on(self, day: str) -> Figure:
        """The rate on an ISO date; after `until` without a `next_rate` it is still the one on file."""
        over = self.until is not None and day > self.until
        return self.next_rate if over and self.next_rate is not None else self.rate


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
    note: str = ""


class Region(Record, frozen=True, kw_only=True):
    """One country. What was not found is absent, and shows as unknown."""

    id: CountryCode
    name: str
    area: Literal[
        "Central Asia", "East Asia", "Southeast Asia", "South Asia", "Middle East", "Africa", "Europe",
        "North America", "Latin America", "Caucasus",
    ]  # fmt: skip
    destination_only: bool = False
    """Kept to answer with its rule: nothing but currency and export class was looked up."""
    currency: str
    fx: PerUsd | None = None
    """Units of local currency per USD."""
    export: ExportGroups
    ita: Statement | None = None
    """Participation in the WTO's Information Technology Agreement, which sets duty on computers to zero."""
    import_duty: Share | None = None
    """On servers (HS 8471.50/80)."""
    parts_duty: Share | None = None
    """On cards and spare parts (HS 8473.30)."""
    duty_note: Statement | None = None
    """What is known about the duty where the rate of the line is not."""
    vat: Vat | None = None
    levies: tuple[Levy, ...] = ()
    """Empty: none was found, which is not the same as none."""
    power_price: UsdPerKwh | None = None
    """What a business pays; the tariff that the plan computes with."""
    datacentre_power_price: UsdPerKwh | None = None
    """Where data centres have a tariff of their own that depends on conditions; no formula uses it."""
    power_terms: Statement | None = None
    """Which tariff falls to whom: an own server room, a colocation site, a qualifying project."""
    pue: Share | None = None
    grid_intensity: Carbon | None = None
    outages: PerMonth | None = None
    firms_with_outages: Share | None = None
    customs_days: Days | None = None
    import_compliance_cost: Usd | None = None
    """Papers, border, broker and handling of one container; duty and tax apart. No formula uses it."""
    customs_broker_fee: Usd | None = None
    terminal_fee: UsdPerKg | None = None
    """What the airport's cargo terminal charges for inbound goods."""
    air_freight: UsdPerKg | None = None
    """A published rate to this country; no formula uses it."""
    road_freight: UsdPerKg | None = None
    rma_days: Days | None = None
    """From the failure of a part to its replacement, through the makers' service in this country."""
    colocation_kw: UsdPerKwMonth | None = None
    colocation_rack: UsdPerRackMonth | None = None
    datacentre_build_cost: UsdPerMw | None = None
    policy_rate: Share | None = None
    """The central bank's rate: a hint for a discount rate, never the discount rate itself."""
    lending_rate: Share | None = None
    climate: str = ""
    data_residency: Statement | None = None
    huawei_listed_units: Statement | None = None
    """Huawei's units in this country that are on the US Entity List."""
    huawei_unlisted: Statement | None = None
    """Stated where the list was searched and names no Huawei unit in this country."""
    logistics: Statement | None = None
    clouds: tuple[CloudPresence, ...] = ()
    projects: tuple[Statement, ...] = ()
    notes: tuple[Statement, ...] = ()
    other_figures: dict[str, Figure] = msgspec.field(default_factory=dict)
    """Further sourced numbers, by name, that a screen may show and no formula uses."""


EXPECTED_FIELDS: tuple[str, ...] = (
    "fx", "ita", "import_duty", "parts_duty", "vat", "power_price", "pue", "grid_intensity", "outages",
    "firms_with_outages", "customs_days", "import_compliance_cost", "customs_broker_fee", "terminal_fee",
    "air_freight", "rma_days", "colocation_kw", "colocation_rack", "datacentre_build_cost", "policy_rate",
    "lending_rate", "climate", "data_residency", "huawei_listed_units", "logistics", "clouds", "projects",
)  # fmt: skip
"""What a full region is expected to state; `unknown_fields` names those that one does not."""


def unknown_fields(region: Region) -> tuple[str, ...]:
    """The expected fields that this region does not state, in the order of `EXPECTED_FIELDS`.

    A destination-only region was never meant to state them and has none. A search of the Entity List that
    found no Huawei unit is an answer, not a gap.
    """
    if region.destination_only:
        return ()
    answered = {"huawei_listed_units"} if region.huawei_unlisted is not None else set()
    return tuple(name for name in EXPECTED_FIELDS if not getattr(region, name) and name not in answered)
