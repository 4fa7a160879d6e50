"""May you use it safely: General Prohibition 10, listed makers, and the limits of the model's licence."""

from collections.abc import Iterator, Mapping

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.region import Region
from advisor.catalogue.rule import ChipClass, Rule, UseStatus
from advisor.clearance.concern import PRIORITY, Concern
from advisor.clearance.dates import oldest
from advisor.clearance.effects import cited_rules, embargo_effects
from advisor.clearance.model_licence import model_concerns
from advisor.clearance.parties import (
    embargo_rules,
    has_china_ties,
    has_us_ties,
    is_embargoed,
    is_prc_designed,
)
from advisor.clearance.result import Buyer, UseFinding
from advisor.figures import Confidence, weakest

GP10_RULE = "US-GP10"
LISTED_MAKERS: Mapping[str, str] = {
    "huawei": "US-ENTITY-HUAWEI",
    "cambricon": "US-ENTITY-OTHERS",
    "biren": "US-ENTITY-OTHERS",
    "moore threads": "US-ENTITY-OTHERS",
    "inspur": "US-ENTITY-OTHERS",
    "hygon": "US-ENTITY-OTHERS",
}
"""Vendor -> the rule that lists it."""


def clear_use(
    accelerator: Accelerator,
    chip_class: ChipClass,
    region: Region,
    buyer: Buyer,
    regions: Mapping[str, Region],
    rules: Mapping[str, Rule],
    model: Model | None,
    as_of: str,
) -> UseFinding:
    """The use line; `as_of` (ISO date) stands for the date of a finding that rests on no rule."""
    concerns = [*_sanctions(region, buyer, regions, rules)]
    refused = bool(concerns)  # beside an embargo nothing else counts
    if not refused and is_prc_designed(accelerator, region, regions, rules):
        concerns += _gp10(accelerator.id, chip_class, buyer, region, rules)
        concerns += _listed_maker(accelerator.vendor, region)
    if not refused and model is not None:
        concerns += model_concerns(model, region, buyer)
    status: UseStatus = min((concern.status for concern in concerns), key=PRIORITY.index, default="ok")
    decisive = [concern for concern in concerns if concern.status == status]
    deciding = [rule_id for concern in decisive for rule_id in concern.deciding if rule_id in rules]
    others = [rule_id for concern in concerns for rule_id in concern.deciding if rule_id in rules]
    effects = tuple(dict.fromkeys(effect for concern in concerns for effect in concern.effects))
    confidences = [concern.confidence for concern in decisive] + [rules[rule].confidence for rule in deciding]
    return UseFinding(
        status=status,
        rules=cited_rules((*deciding, *others), effects, rules),
        as_of=oldest(rules[rule_id].date for rule_id in deciding) or as_of,
        effects=effects,
        limits=tuple(dict.fromkeys(limit for concern in concerns for limit in concern.limits)),
        confidence="none" if status == "unknown" else weakest(confidences or ["medium"]),
    )


def _sanctions(
    region: Region, buyer: Buyer, regions: Mapping[str, Region], rules: Mapping[str, Rule]
) -> Iterator[Concern]:
    if is_embargoed(buyer, region, regions, rules):
        deciding = embargo_rules((region.id, buyer.headquarters, buyer.parent), rules)
        _, effects = embargo_effects(deciding)
        deciding = deciding or ("US-EMBARGO",)
        yield Concern(status="refuse", effects=effects, deciding=deciding, confidence="high")


def _gp10(
    accelerator_id: str, chip_class: ChipClass, buyer: Buyer, region: Region, rules: Mapping[str, Rule]
) -> Iterator[Concern]:
    """BIS presumes that a PRC-designed 3A090-class chip breaches the EAR; dealing in it is the risk."""
    guidance = rules.get(GP10_RULE)
    named = guidance is not None and accelerator_id in guidance.named_accelerators
    if not named and chip_class == "N":
        yield Concern(status="ok", effects=("use.gp10.below_class",), confidence="low")
        return
    if not named and chip_class == "unknown":
        yield Concern(status="unknown", effects=("use.gp10.class_unknown",), deciding=(GP10_RULE,))
        return
    effects = ["use.gp10.named" if named else "use.gp10.class"]
    effects.append("use.gp10.us_ties" if has_us_ties(buyer, region) else "use.gp10.few_us_ties")
    if has_china_ties(buyer, region):
        effects.append("use.cn_oppose")
    # Not named: our own arithmetic carries the finding, so it is less sure.
    sure: Confidence = "high" if named else "medium"
    yield Concern(status="gp10_risk", effects=tuple(effects), deciding=(GP10_RULE,), confidence=sure)


def _listed_maker(vendor: str, region: Region) -> Iterator[Concern]:
    """The maker, or its unit in this country, is on the Entity List: a caution, no ban on buying."""
    name = vendor.lower()
    for maker, rule_id in LISTED_MAKERS.items():
        if maker in name:
            yield Concern(status="entity_list_caution", effects=("use.maker_listed",), deciding=(rule_id,))
    if "huawei" in name and region.huawei_listed_units is not None:
        yield Concern(
            status="entity_list_caution",
            effects=("use.huawei_local_units",),
            deciding=("US-ENTITY-HUAWEI",),
            confidence=region.huawei_listed_units.confidence,
        )
