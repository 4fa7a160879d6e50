"""What a market offers: who sells which item at what price, how soon, and what is known of deliveries."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.record import Count, CountryCode, Record, Size
from advisor.figures import CURRENCIES, Confidence, Figure, Statement

WORLD = "world"
"""Id of the market that stands for no country: list and street prices, what is known of a part anywhere."""

SupplyStatus = Literal["offered", "reference_only", "ask", "none", "unknown"]
Per = Literal["card", "server", "module", "rack"]

Incoterm = Literal["EXW", "FCA", "FAS", "FOB", "CFR", "CPT", "CIF", "CIP", "DAP", "DPU", "DDP"]
"""Terms of Incoterms 2020, and those of older editions that are still quoted (none differs in cost)."""

Covered = Literal["freight", "insurance", "broker", "duty", "levies", "vat", "installation", "support"]
"""Codes of cost lines that a quote can include; they are then not charged again on what it covers."""

_TO_THE_SELLER: tuple[Covered, ...] = ("freight", "insurance")
INCOTERM_COVERS: dict[Incoterm, tuple[Covered, ...]] = {
    "EXW": (),
    "FCA": (),
    "FAS": (),
    "FOB": (),
    "CFR": ("freight",),
    "CPT": ("freight",),
    "CIF": _TO_THE_SELLER,
    "CIP": _TO_THE_SELLER,
    "DAP": _TO_THE_SELLER,
    "DPU": _TO_THE_SELLER,
    "DDP": (*_TO_THE_SELLER, "broker", "duty", "levies"),
}
"""What the seller pays under each term. Under DAP and DPU the risk on the way is the seller's, so the buyer
needs no insurance. DDP covers clearance and duty; VAT only where the quote says so, for sellers differ."""

IsoDay = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class Offer(Record, frozen=True, kw_only=True):
    """A price point, for one card, one server, one rack or one module of eight cards."""

    item: str
    """Id of an accelerator or a server."""
    per: Per
    cards: Size | None = None
    """Cards that the price is for, where that is not one, a module's eight or the server's own number."""
    channel: str
    condition: Literal["new", "second_hand"] = "new"
    price: Figure
    """In one of `CURRENCIES`; one that is not USD is converted with the rate of the region that uses it."""
    firm: bool = False
    """A quote or list price a buyer in this market can order at; else a report of what was paid or asked."""
    quantity: Count | None = None
    """How many such units are offered at this price."""
    valid_until: IsoDay | None = None
    """The last day on which the price holds; afterwards the offer no longer counts."""
    incoterm: Incoterm | None = None
    """How the goods come in. None: bought in this market, so nothing is due at a border."""
    covers: tuple[Covered, ...] = ()
    """Cost lines that the price includes beyond what `incoterm` says."""
    lead_weeks: Figure | None = None
    serves: tuple[str, ...] = ()
    """Bins that an offer for an unstated bin is evidence for; their confidence is then low."""
    note: str = ""

    def __post_init__(self) -> None:
        if self.price.unit not in CURRENCIES:
            raise ValueError(f"price in {self.price.unit!r}, wanted one of {', '.join(CURRENCIES)}")
        if self.price.value == 0:
            raise ValueError("price 0; leave the offer out where none is known")

    @property
    def included(self) -> frozenset[Covered]:
        """Every cost line that the price includes: what is stated, and what the incoterm means."""
        term = INCOTERM_COVERS[self.incoterm] if self.incoterm else ()
        return frozenset((*self.covers, *term))


class Supply(Record, frozen=True, kw_only=True):
    """Whether an item can be had in this market, apart from its price."""

    item: str
    also: tuple[str, ...] = ()
    """Further items of which the same is true, such as the bins that a report does not tell apart."""
    status: SupplyStatus
    only_in: tuple[CountryCode, ...] = ()
    """Markets outside which the item can't be had: there the status is `none`, for the reason in `text`.

    It saves the world reference a row in every market for a part that is made for one country.
    """
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
