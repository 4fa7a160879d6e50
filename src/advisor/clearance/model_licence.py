"""What a model's licence and its publisher mean for this buyer in this country."""

from collections.abc import Iterator

from advisor.catalogue.model import LicenceLimit, Model
from advisor.catalogue.region import Region
from advisor.catalogue.rule import UseStatus
from advisor.clearance.concern import Concern
from advisor.clearance.result import Buyer


def model_concerns(model: Model, region: Region, buyer: Buyer) -> Iterator[Concern]:
    """Terms that nobody read, limits of the licence, and a listed publisher."""
    licence = model.licence
    if not licence.read:
        yield Concern(status="unknown", effects=("use.model_licence.unread",))
    if licence.gated:
        yield Concern(status="ok", effects=("use.model_licence.gated",), confidence=licence.confidence)
    for limit in licence.limits:
        if limit.kind == "country" and not leaves_out(limit, region, buyer):
            continue
        yield Concern(
            status=_status(limit),
            effects=(f"use.model_licence.{limit.kind}",),
            limits=(limit.text,),
            confidence=licence.confidence,
        )
    if model.entity_list_rules:
        # A caution only: weights that are published may be used.
        yield Concern(
            status="entity_list_caution",
            effects=("use.model_maker_listed",),
            deciding=model.entity_list_rules,
        )


def leaves_out(limit: LicenceLimit, region: Region, buyer: Buyer) -> bool:
    """True where a country that the licence leaves out is the buyer's or, mostly, where the weights run."""
    seats = {buyer.headquarters, buyer.parent}
    places = seats if limit.companies_only else {region.id, *seats}
    return not places.isdisjoint(limit.countries)


def _status(limit: LicenceLimit) -> UseStatus:
    """Nothing here knows the buyer's revenue or users, so that a threshold is said and never judged."""
    match limit.kind:
        case "country":
            return "refuse"
        case "non_commercial":
            return "model_licence_limit"
        case _:
            return "ok" if limit.triggers is None else "licence_terms"
