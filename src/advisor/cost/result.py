"""What the cost model answers: lines with sources, and totals that name what they lack."""

from decimal import Decimal
from typing import Literal

import msgspec

from advisor.figures import Confidence, Money

LineGroup = Literal["goods", "landing", "site", "per_year", "end"]
PriceOrigin = Literal["offer", "reference", "derived", "assumption", "rule"]


class CostLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the cost tree for the whole setup, in USD (per year in the group `per_year`)."""

    code: str
    """goods: accelerators, hosts, network, spares; landing: freight, insurance, broker, duty, levies, vat;
    site: installation; per_year: power, support. Where `power` is unknown, `missing` says why:
    power_price or power_draw."""
    group: LineGroup
    money: Money | None
    """None: not known. The totals then say "at least" and name this line."""
    origin: PriceOrigin
    market: str = ""
    """Market id the price was seen in, where it is a price."""
    how: str = ""
    """The arithmetic with its figures, for example "64 x 32,000 USD"."""
    source: str = ""
    date: str = ""
    confidence: Confidence


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """Landed capex, running cost and unit cost of a setup. All USD."""

    lines: tuple[CostLine, ...]
    capex: Money
    opex_per_year: Money
    tco: Money
    """Capex plus `years` of opex, undiscounted."""
    usd_per_mtok: Money
    """TCO over all output tokens of the horizon at the load and the utilisation stated below."""
    years: int
    utilisation: float
    """Mean output rate over the horizon as a share of the rate at the load."""
    output_mtok_per_year: float
    serving_kw: float | None
    """Mid draw at the wall of the servers while serving, before PUE. None: the card's power is unknown."""
    peak_kw: float | None
    """Nameplate of the servers; what the room must feed. None: unknown."""
    excluded: tuple[str, ...]
    """Codes of lines that the totals leave out on purpose."""
    price_unknown: bool
    """True when no price of the accelerator is known anywhere."""
    quote_short_of_cards: bool = False
    """True when the price is a quote for fewer cards than the setup has."""
    second_hand: bool = False
    """True when the price is that of used goods."""
    highest_quote_usd: Decimal | None = None
    """Highest price a card at which the mid landed capex still meets the budget."""
    confidence: Confidence
