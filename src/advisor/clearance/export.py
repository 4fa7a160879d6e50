"""Can it be exported to you: the table of chip class x destination, read from the rules' own cells."""

from collections.abc import Mapping

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.region import DestinationClass, Region
from advisor.catalogue.rule import CaseByCase, ChipClass, ExportCell, ExportStatus, Rule
from advisor.clearance.chip_class import BOUNDARY, ChipFinding, classify
from advisor.clearance.dates import oldest
from advisor.clearance.effects import COUNTRY_EFFECTS, cited_rules, embargo_effects
from advisor.clearance.parties import CHINA, BuyerRow, buyer_row, embargo_rules, is_embargoed, is_prc_designed
from advisor.clearance.result import Buyer, ExportFinding
from advisor.figures import Confidence, weakest

DIVERSION_AREAS = frozenset({"Central Asia", "Caucasus"})
"""Where sellers ask for an end-use certificate against onward shipment to Russia (regions next to it)."""

CONTROLLED: frozenset[ChipClass] = frozenset({"A", "A-ws", "B"})
UNKNOWN: ExportStatus = "unknown"
REFUSED: ExportStatus = "refuse"
BOUNDARY_EFFECT = "export.class_boundary"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A status, the rules that decide it, and the codes of what it means."""

    status: ExportStatus
    deciding: tuple[str, ...]
    effects: tuple[str, ...]


def clear_export(
    accelerator: Accelerator,
    region: Region,
    buyer: Buyer,
    regions: Mapping[str, Region],
    rules: Mapping[str, Rule],
    as_of: str,
) -> ExportFinding:
    """The export line; `as_of` (ISO date) stands for the date of a finding that rests on no rule."""
    chip = classify(accelerator, rules)
    row = buyer_row(buyer, region, regions, rules)
    if is_embargoed(buyer, region, regions, rules):
        decision = _refused(accelerator, chip, region, buyer, rules)
    else:
        prc_designed = is_prc_designed(accelerator, region, regions, rules)
        decision = _decide(accelerator, chip, region, row, prc_designed, rules)
    confidences: list[Confidence] = [region.export.confidence]
    if decision.status != REFUSED:  # an embargo asks for no chip class
        confidences.append(chip.confidence)
    if BOUNDARY_EFFECT in decision.effects:
        confidences.append("low")
    confidences += [rules[rule_id].confidence for rule_id in decision.deciding]
    return ExportFinding(
        status=decision.status,
        chip_class=chip.chip_class,
        tpp=chip.tpp,
        rules=cited_rules((*decision.deciding, *_country_rules(chip, region)), decision.effects, rules),
        as_of=oldest(rules[rule_id].date for rule_id in decision.deciding) or as_of,
        effects=decision.effects,
        confidence="none" if decision.status == UNKNOWN else weakest(confidences),
    )


def _decide(
    accelerator: Accelerator,
    chip: ChipFinding,
    region: Region,
    row: BuyerRow,
    prc_designed: bool,
    rules: Mapping[str, Rule],
) -> Decision:
    """The row of the table that holds, from the strictest down."""
    destination = region.export.destination_class
    if prc_designed:
        return _prc_part(region, rules)
    if row == "D5" and destination != "D5":
        decision = _with(_from_table(accelerator.id, chip, "D5", rules), ("US-LIC-HQ",), ("export.hq_d5",))
    elif row == "unknown" and destination != "D5":
        return Decision(status=UNKNOWN, deciding=chip.rules, effects=("export.buyer_unknown",))
    elif region.id == "US":
        decision = Decision(status="no_licence", deciding=chip.rules, effects=("export.us_domestic",))
    else:
        decision = _by_destination(accelerator, chip, region, rules)
    return _with(decision, effects=_additions(chip, region, decision))


def _refused(
    accelerator: Accelerator, chip: ChipFinding, region: Region, buyer: Buyer, rules: Mapping[str, Rule]
) -> Decision:
    """Destination or buyer under an embargo: the rules that name the country refuse, whatever the part."""
    deciding = embargo_rules((region.id, buyer.headquarters, buyer.parent), rules)
    if deciding:
        decision = Decision(status=REFUSED, deciding=deciding, effects=embargo_effects(deciding)[0])
    else:
        decision = _from_table(accelerator.id, chip, "EMBARGO", rules)
    buyer_alone = region.export.destination_class != "EMBARGO"
    return _with(decision, effects=("export.embargo_buyer",)) if buyer_alone else decision


def _by_destination(
    accelerator: Accelerator, chip: ChipFinding, region: Region, rules: Mapping[str, Rule]
) -> Decision:
    """The answer for the country's class. Where another reading of its class answers otherwise: ask."""
    read = region.export
    decision, *others = (
        _case_by_case(_from_table(accelerator.id, chip, place, rules), accelerator, chip, region, rules)
        for place in (read.destination_class, read.disputed_class)
        if place is not None
    )
    if all(other.status == decision.status for other in others):
        return decision
    return Decision(
        status="ask_seller",
        deciding=tuple(dict.fromkeys((*decision.deciding, *others[0].deciding))),
        effects=("export.disputed_class", *others[0].effects),
    )


def _from_table(
    accelerator_id: str, chip: ChipFinding, destination: DestinationClass, rules: Mapping[str, Rule]
) -> Decision:
    """The cell of this class and destination; a rule that names the part goes before the general ones."""
    general: list[tuple[str, ExportCell]] = []
    named: list[tuple[str, ExportCell]] = []
    for rule_id in sorted(rules):
        rule = rules[rule_id]
        for cell in rule.cells:
            if cell.chip_class == chip.chip_class and cell.destination == destination:
                if accelerator_id in rule.named_accelerators:
                    named.append((rule_id, cell))
                elif not rule.named_accelerators:
                    general.append((rule_id, cell))
    found = named or general
    if not found:
        return Decision(status=UNKNOWN, deciding=chip.rules, effects=("export.no_rule",))
    return Decision(
        status=found[0][1].status,
        deciding=tuple(dict.fromkeys((*chip.rules, *(rule_id for rule_id, _ in found)))),
        effects=tuple(cell.effect for _, cell in found),
    )


def _case_by_case(
    decision: Decision, accelerator: Accelerator, chip: ChipFinding, region: Region, rules: Mapping[str, Rule]
) -> Decision:
    """A licence that would be denied is judged case by case below the bounds of such a rule (US-JAN26)."""
    if decision.status != "licence_presumption_denial":
        return decision
    for rule_id in sorted(rules):
        bounds = rules[rule_id].case_by_case
        if bounds is not None and region.id in bounds.countries and _within(bounds, accelerator, chip):
            effects = (bounds.effect, BOUNDARY_EFFECT) if _close(bounds, chip) else (bounds.effect,)
            return Decision(status=bounds.status, deciding=(*decision.deciding, rule_id), effects=effects)
    return decision


def _within(bounds: CaseByCase, accelerator: Accelerator, chip: ChipFinding) -> bool:
    """Below both bounds; a figure that nobody publishes can't be shown to be."""
    bandwidth = accelerator.memory.bandwidth
    return (
        chip.tpp is not None
        and chip.tpp < bounds.tpp_below
        and bandwidth is not None
        and bandwidth.to("GB/s") < bounds.dram_bandwidth_below_gb_s
    )


def _close(bounds: CaseByCase, chip: ChipFinding) -> bool:
    """So near the TPP bound that published rates can't settle it (MI300X: 20,919 of 21,000)."""
    return chip.tpp is not None and chip.tpp * (1 + BOUNDARY) >= bounds.tpp_below


def _prc_part(region: Region, rules: Mapping[str, Rule]) -> Decision:
    """A part of PRC design comes from China: no export under US rules, and a purchase at home in China."""
    if region.id in CHINA:
        return Decision(status="not_applicable", deciding=(), effects=("export.prc_domestic",))
    deciding = tuple(rule_id for rule_id in ("CN-EXPORT-ASCEND",) if rule_id in rules)
    return Decision(status="not_applicable", deciding=deciding, effects=("export.prc_part",))


def _additions(chip: ChipFinding, region: Region, decision: Decision) -> tuple[str, ...]:
    """What comes on top of every cell, where it applies."""
    controlled = chip.chip_class in CONTROLLED
    abroad = region.id != "US"
    unknown_open = chip.chip_class == "unknown" and region.export.destination_class == "OPEN"
    blocked = region.id in CHINA and decision.status == "licence_case_by_case"
    wanted = {
        BOUNDARY_EFFECT: chip.boundary,
        "export.open.class_unknown": unknown_open and decision.status == UNKNOWN and abroad,
        "export.disputed_destination": region.export.disputed is not None and chip.chip_class != "N",
        **dict.fromkeys(_country_effects(chip, region), True),
        "export.china_blocks_imports": blocked,
        "export.end_use_certificate": region.area in DIVERSION_AREAS,
        "export.us_tariff_232": chip.chip_class == "A",
        "export.malaysia_permit": controlled and abroad,
        "export.screening": True,
    }
    return tuple(code for code, applies in wanted.items() if applies)


def _country_rules(chip: ChipFinding, region: Region) -> tuple[str, ...]:
    """The rules about this country alone, for every part that is not below the thresholds."""
    return () if chip.chip_class == "N" else region.export.rules


def _country_effects(chip: ChipFinding, region: Region) -> tuple[str, ...]:
    """What those rules mean, where there is a sentence for it."""
    return tuple(COUNTRY_EFFECTS[rule] for rule in _country_rules(chip, region) if rule in COUNTRY_EFFECTS)


def _with(decision: Decision, deciding: tuple[str, ...] = (), effects: tuple[str, ...] = ()) -> Decision:
    return Decision(
        status=decision.status,
        deciding=(*decision.deciding, *deciding),
        effects=tuple(dict.fromkeys((*decision.effects, *effects))),
    )
