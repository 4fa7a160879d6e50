"""Which class of ECCN 3A090 a part falls in: by TPP and performance density, or by its maker's word."""

import itertools
import re
from collections.abc import Iterable, Mapping

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.rule import ChipClass, Rule, Threshold
from advisor.clearance.performance import total_processing_performance
from advisor.figures import Confidence, weakest

THRESHOLD_RULES = ("US-3A090-A", "US-3A090-B")
NON_DATACENTRE_RULE = "US-3A090-NOTE"
"""Below its TPP a part not designed or marketed for data centres is outside 3A090 altogether."""

BOUNDARY = 0.02
"""Published rates and die areas differ by about this share: closer to a threshold, trust the maker alone."""

_ECCN = re.compile(
    r"\s*(?:(?P<controlled>[34]A090)\.(?P<paragraph>[ab])|(?P<other>EAR99|\d[A-E]\d{3})(?!\.z))"
)


class ChipFinding(msgspec.Struct, frozen=True, kw_only=True):
    """The class of a part and what it follows from."""

    chip_class: ChipClass
    tpp: float | None
    density: float | None
    """TPP per mm2 of logic die; None where the die area is not known."""
    rules: tuple[str, ...]
    boundary: bool = False
    """The published figures lie so near a threshold that the class may be another."""
    confidence: Confidence


def classify(accelerator: Accelerator, rules: Mapping[str, Rule]) -> ChipFinding:
    """The chip class: the maker's ECCN first, then a rule that names the part, then arithmetic."""
    measured = total_processing_performance(accelerator)
    tpp = measured[0] if measured else None
    area = accelerator.export.die_area
    density = tpp / area.to("mm2") if tpp is not None and area and area.value > 0 else None
    eccn = accelerator.export.maker_eccn
    maker_class = _class_by_eccn(accelerator)
    if eccn is not None and maker_class is not None:
        return ChipFinding(
            chip_class=maker_class, tpp=tpp, density=density, rules=(), confidence=eccn.confidence
        )
    named = _class_by_name(accelerator.id, rules)
    if named is not None:
        chip_class, rule = named
        return ChipFinding(
            chip_class=chip_class, tpp=tpp, density=density, rules=(rule.id,), confidence=rule.confidence
        )
    tests, used = _tests(accelerator, rules)
    if measured is None or not tests:
        return ChipFinding(chip_class="unknown", tpp=tpp, density=density, rules=used, confidence="none")
    chip_class = class_of(measured[0], density, tests)
    boundary = _near_boundary(measured[0], density, tests)
    sure: list[Confidence] = [measured[1]]
    if area is not None:
        sure.append(area.confidence)
    if boundary:
        sure.append("low")
    return ChipFinding(
        chip_class="A-ws" if chip_class == "A" and not accelerator.export.datacentre else chip_class,
        tpp=tpp,
        density=density,
        rules=used,
        boundary=boundary,
        confidence="none" if chip_class == "unknown" else weakest(sure),
    )


def class_of(tpp: float, density: float | None, tests: Iterable[Threshold]) -> ChipClass:
    """A before B before N; "unknown" where a test hangs on a die area that nobody published."""
    tests = tuple(tests)
    for wanted in ("A", "B"):
        results = [_holds(test, tpp, density) for test in tests if test.chip_class == wanted]
        if any(results):
            return "A" if wanted == "A" else "B"
        if None in results:
            return "unknown"
    return "N"


def _tests(
    accelerator: Accelerator, rules: Mapping[str, Rule]
) -> tuple[tuple[Threshold, ...], tuple[str, ...]]:
    """The thresholds that apply to this part, and the rules they stand in."""
    wanted = THRESHOLD_RULES if accelerator.export.datacentre else (NON_DATACENTRE_RULE,)
    if any(rule_id not in rules for rule_id in wanted):
        return (), ()
    return tuple(itertools.chain.from_iterable(rules[rule_id].thresholds for rule_id in wanted)), wanted


def _holds(test: Threshold, tpp: float, density: float | None) -> bool | None:
    """Whether every bound of a test holds; None where only the density is left to know."""
    if tpp < test.tpp_min or (test.tpp_below is not None and tpp >= test.tpp_below):
        return False
    if test.density_min is None and test.density_below is None:
        return True
    if density is None:
        return None
    above = test.density_min is None or density >= test.density_min
    return above and (test.density_below is None or density < test.density_below)


def _near_boundary(tpp: float, density: float | None, tests: tuple[Threshold, ...]) -> bool:
    """True when moving TPP and density by `BOUNDARY` changes the class."""
    shifts = (1 - BOUNDARY, 1.0, 1 + BOUNDARY)
    classes = {
        class_of(tpp * by_tpp, None if density is None else density * by_density, tests)
        for by_tpp in shifts
        for by_density in shifts
    }
    return len(classes) > 1


def _class_by_eccn(accelerator: Accelerator) -> ChipClass | None:
    """What the maker's ECCN says; None for none, and for ".z", which does not tell 3A090.a from .b."""
    statement = accelerator.export.maker_eccn
    match = _ECCN.match(statement.text) if statement else None
    if match is None:
        return None
    if match["paragraph"] == "b":
        return "B"
    if match["paragraph"] == "a":
        return "A" if accelerator.export.datacentre else "A-ws"
    return None if match["other"] in ("3A090", "4A090") else "N"


def _class_by_name(accelerator_id: str, rules: Mapping[str, Rule]) -> tuple[ChipClass, Rule] | None:
    """The class that a rule states for a part it names (the H20 letter), and that rule."""
    for rule_id in sorted(rules):
        rule = rules[rule_id]
        if accelerator_id in rule.named_accelerators and rule.cells:
            return rule.cells[0].chip_class, rule
    return None
