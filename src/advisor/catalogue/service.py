"""What can be rented instead of bought: hosted APIs by the token, accelerators by the hour."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.record import CountryCode, Record
from advisor.figures import Figure, Statement

UsdPerMtok = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/Mtok"})]
UsdPerCardHour = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/card-hour"})]


class TokenPrice(Record, frozen=True, kw_only=True):
    """What a hosted API asks for one model, by the million tokens."""

    model: str
    """Id of a model; one without a profile is priced for comparison alone."""
    name_there: str = ""
    """What the provider calls it."""
    input: UsdPerMtok
    output: UsdPerMtok
    cached_input: UsdPerMtok | None = None
    context_tokens: int | None = None


class HourPrice(Record, frozen=True, kw_only=True):
    """What an hour of one accelerator card costs to rent."""

    item: str
    """Id of an accelerator."""
    price: UsdPerCardHour
    place: str
    """Where the cards stand, as the source says it."""
    country: CountryCode | None = None
    terms: Literal["on_demand", "spot", "reserved", "unknown"] = "unknown"


class Service(Record, frozen=True, kw_only=True):
    """One provider and what it asks."""

    id: str
    name: str
    party: Literal["first_party", "third_party"]
    """first_party: the model's own publisher, or the owner of the hardware."""
    tokens: tuple[TokenPrice, ...] = ()
    hours: tuple[HourPrice, ...] = ()
    notes: tuple[Statement, ...] = ()
