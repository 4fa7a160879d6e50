"""What a market offers: who sells which item at what price, how soon, and what is known of deliveries."""

from typing import Literal

from advisor.catalogue.record import Record
from advisor.figures import UNITS, Confidence, Figure, Statement

SupplyStatus = Literal["offered", "reference_only", "ask", "none", "unknown"]


class Offer(Record, frozen=True, kw_only=True):
    """A price point, for one card, one server or one module of eight cards."""

    item: str
    """Id of an accelerator or a server."""
    per: Literal["card", "server", "module"]
    channel: str
    condition: Literal["new", "second_hand"] = "new"
    price: Figure
    """USD, or CNY converted with the CN region's rate."""
    firm: bool = False
    """A quote or list price a buyer in this market can order at; else a report of what was paid or asked."""
    lead_weeks: Figure | None = None
    serves: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if UNITS[self.price.unit][0] not in ("usd", "cny"):
            raise ValueError(f"price in {self.price.unit!r}, wanted USD or CNY")
        if self.price.value == 0:
            raise ValueError("price 0; leave the offer out where none is known")

    """Bins that an offer for an unstated bin is evidence for; their confidence is then low."""


class Supply(Record, frozen=True, kw_only=True):
    """Whether an item can be had in this market, apart from its price."""

    item: str
    status: SupplyStatus
    text: str
    source: str
    date: str
    confidence: Confidence


class Market(Record, frozen=True, kw_only=True):
    """One market: a region id, or `world` for the reference."""

    id: str
    name: str
    offers: tuple[Offer, ...] = ()
    supply: tuple[Supply, ...] = ()
    deliveries: tuple[Statement, ...] = ()
    refusals: tuple[Statement, ...] = ()
    notes: tuple[Statement, ...] = ()
