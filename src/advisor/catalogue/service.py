"""What can be rented instead of bought: hosted APIs by the token, accelerators by the hour."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.record import CountryCode, Record, Size
from advisor.figures import Figure, Statement

UsdPerMtok = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/Mtok"})]
UsdPerCardHour = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/card-hour"})]

Party = Literal["first_party", "third_party"]


class TokenPrice(Record, frozen=True, kw_only=True):
    """What a hosted API asks for one model, by the million tokens."""

    model: str
    """Id of a model; one without a profile is priced for comparison alone."""
    open_weights: bool = True
    """False for a closed model, which has no profile: it stands here to be compared with."""
    profiled: bool = True
    """False for an open-weight model of which there is no profile, since its architecture was not found."""
    name_there: str = ""
    """What the provider calls it; a provider may list several versions of one model."""
    party: Party | None = None
    """Where it differs from the provider's own."""
    input: UsdPerMtok
    output: UsdPerMtok
    cached_input: UsdPerMtok | None = None
    """Input that the provider still has in its prompt cache. None: no discount is published."""
    context_tokens: Size | None = None
    """The longest context that the provider serves, which may be less than the model's own."""
    note: str = ""


class HourPrice(Record, frozen=True, kw_only=True):
    """What an hour of one accelerator card costs to rent."""

    item: str
    """Id of an accelerator."""
    price: UsdPerCardHour
    place: str
    """Where the cards stand, as the source says it; empty where it does not."""
    countries: tuple[CountryCode, ...] = ()
    """The countries of that place, as far as they are named."""
    terms: Literal["on_demand", "spot", "reserved", "unknown"] = "unknown"
    """on_demand: by the hour; spot: can be taken away; reserved: for a year or more."""
    seller: Literal["owner", "marketplace", "index"] = "owner"
    """index: not an offer but a figure over many of them."""
    cards: Size | None = None
    """Cards of the machine that the price is a share of, where only whole machines are rented."""
    note: str = ""


class Service(Record, frozen=True, kw_only=True):
    """One provider and what it asks."""

    id: str
    name: str
    party: Party
    """Of its token prices. first_party: the model's own publisher. For rented hours see `seller`."""
    tokens: tuple[TokenPrice, ...] = ()
    hours: tuple[HourPrice, ...] = ()
    notes: tuple[Statement, ...] = ()
