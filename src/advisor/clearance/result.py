"""What clearance answers: three findings with rule ids, a date and the codes of what to say."""

import msgspec

from advisor.catalogue.availability import SupplyStatus
from advisor.catalogue.record import CountryCode
from advisor.catalogue.rule import ChipClass, ExportStatus, UseStatus
from advisor.figures import Confidence


class Buyer(msgspec.Struct, frozen=True, kw_only=True):
    """Who buys: where it is headquartered and ultimately owned, and what ties it to the US."""

    headquarters: CountryCode
    parent: CountryCode
    us_ties: bool = False
    accepted_use: tuple[UseStatus, ...] = ()
    """Use statuses beyond `ok` that this buyer accepts."""


class ExportFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Can it be exported to you."""

    status: ExportStatus
    chip_class: ChipClass
    tpp: float | None
    rules: tuple[str, ...]
    as_of: str
    """Date of the oldest rule it rests on."""
    effects: tuple[str, ...]
    confidence: Confidence


class UseFinding(msgspec.Struct, frozen=True, kw_only=True):
    """May you use it safely."""

    status: UseStatus
    rules: tuple[str, ...]
    as_of: str
    effects: tuple[str, ...]
    limits: tuple[str, ...] = ()
    """Limits of the model's licence that reach this buyer, as its profile words them."""
    confidence: Confidence


class SupplyFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Can it be had."""

    status: SupplyStatus
    market: str
    text: str
    """As the availability profile words it; empty where nothing is known."""
    source: str
    as_of: str
    confidence: Confidence
    lead_weeks: tuple[float, float, float] | None = None


class Clearance(msgspec.Struct, frozen=True, kw_only=True):
    """The three lines."""

    export: ExportFinding
    use: UseFinding
    supply: SupplyFinding
    stale_rules: tuple[str, ...] = ()
    """Rules whose source is older than 90 days at `as_of`."""
    stale_days: tuple[int, ...] = ()
    """Age in days of each of `stale_rules`, in their order."""
    unverified_rules: tuple[str, ...] = ()
    """Rules whose own date has passed without anybody seeing what followed."""
