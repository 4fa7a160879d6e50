"""A legal rule or fact with its date, and the machine-readable part it carries, if any."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.record import CountryCode, Record
from advisor.catalogue.region import DestinationClass
from advisor.figures import Confidence

ExportStatus = Literal[
    "no_licence", "exception", "licence_case_by_case", "licence_presumption_denial",
    "ask_seller", "refuse", "not_applicable", "unknown",
]  # fmt: skip
UseStatus = Literal[
    "ok", "gp10_risk", "entity_list_caution", "licence_terms", "model_licence_limit", "refuse", "unknown",
]  # fmt: skip
ChipClass = Literal["A", "A-ws", "B", "N", "unknown"]

RuleStatus = Literal[
    "in_force",  # binding law or tariff
    "in_force_ambiguous",  # binding, and official texts disagree on what it says
    "in_force_company_specific",  # binds one company by letter
    "in_force_licence",  # a licence that was given
    "in_force_licences",  # several licences that were given
    "licences_issued_demand_blocked",  # licences given, hardly used
    "guidance_in_force",  # how an agency reads the law; no law of its own
    "rescission_announced_not_enforced",  # still printed, its agency says that it will not enforce it
    "unenforced_framework",  # part of such a rule
    "suspension_lapse_unverified",  # its suspension ran out on paper; what followed was not seen
    "returned_by_default_unverified",  # back in force by its own text; no notice of that was seen
    "lapse_unverified",  # a temporary rule ran out on paper; what followed was not seen
    "expires_soon",  # in force, with an end that is near
    "announced",  # a government says that it holds or will hold; no text was read
    "promised_not_done",  # promised, and not carried out as far as seen
    "proposed",  # a bill or draft before a committee
    "proposed_not_published",  # a draft that only press reports tell of
    "passed_house",  # a bill that one of two chambers passed
    "withdrawn",  # a draft that was taken back
    "not_enacted",  # a bill that failed
    "planned",  # a project with a date and no start
    "in_progress",  # a project under way
    "proposal_not_binding",  # a project that nobody signed
    "fact",  # something that happened
    "press",  # something that press reports tell of
    "none_found",  # a search that found nothing new
    "not_found",  # a search that found no such rule
]  # fmt: skip
"""What a rule or fact is worth today; `wording` says each in words."""

UNVERIFIED: frozenset[RuleStatus] = frozenset(
    {"suspension_lapse_unverified", "returned_by_default_unverified", "lapse_unverified"}
)
"""Statuses whose date has passed without anybody seeing what followed: check before relying on them."""


class Threshold(Record, frozen=True, kw_only=True):
    """A test of ECCN 3A090: the chip is in `chip_class` when every stated bound holds."""

    chip_class: Literal["A", "B"]
    tpp_min: float
    tpp_below: float | None = None
    density_min: float | None = None
    density_below: float | None = None


class ExportCell(Record, frozen=True, kw_only=True):
    """One cell of the decision table: chip class x destination class -> status."""

    chip_class: ChipClass
    destination: DestinationClass
    status: ExportStatus
    effect: str
    """Code of the sentence that `wording` shows."""


class CaseByCase(Record, frozen=True, kw_only=True):
    """Bounds under which a licence to the named countries is reviewed case by case instead of denied."""

    countries: tuple[CountryCode, ...]
    tpp_below: float
    dram_bandwidth_below_gb_s: float
    status: ExportStatus
    effect: str
    """Code of the sentence that `wording` shows."""


class Rule(Record, frozen=True, kw_only=True):
    """One rule or fact. Where it drives a computation, it carries the data for it."""

    id: str
    jurisdiction: str
    title: str
    status: RuleStatus
    effective: str
    """As the source gives it; may be a sentence."""
    chips: str
    countries: str
    effect: str
    """What it does, in our words."""
    source: str
    date: Annotated[str, msgspec.Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    """When the source was last seen to hold; drives the age warning."""
    confidence: Confidence
    thresholds: tuple[Threshold, ...] = ()
    cells: tuple[ExportCell, ...] = ()
    """Where `named_accelerators` is given, these cells hold for those accelerators alone."""
    case_by_case: CaseByCase | None = None
    country_classes: dict[CountryCode, DestinationClass] = msgspec.field(default_factory=dict)
    """Class of countries that have no region profile of their own; a buyer may have its seat there."""
    named_accelerators: tuple[str, ...] = ()
    """Accelerators that the rule names, whatever their class."""
    named_without_profile: tuple[str, ...] = ()
    """Those of `named_accelerators` of which there is no profile; every other name must be an id."""
