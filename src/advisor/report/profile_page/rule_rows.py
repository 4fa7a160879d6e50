"""What a rule decides, as rows: equal cells in one, where a class is decided, what guidance says of use."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from advisor.catalogue.rule import ExportCell, Rule, UseStatus
from advisor.clearance.use import GP10_RULE
from advisor.report.profile_page.builder import PageBuilder
from advisor.report.profile_page.page import Row
from advisor.report.profile_page.values import list_text
from advisor.wording.english import effect_text, status_text
from advisor.wording.names import CHIP_CLASSES
from advisor.wording.profile_words import SHORT_DESTINATIONS
from advisor.wording.rule_statuses import rule_status_text

# Which of a rule's chips -> the status and sentence of the use line, as `clearance.use` finds them.
_GP10_VERDICTS: tuple[tuple[str, UseStatus, str], ...] = (
    ("Parts it names", "gp10_risk", "use.gp10.named"),
    ("Others of the class", "gp10_risk", "use.gp10.class"),
    ("Others, class unknown", "unknown", "use.gp10.class_unknown"),
    ("Others below it", "ok", "use.gp10.below_class"),
)
_USE_VERDICTS: Mapping[str, tuple[tuple[str, UseStatus, str], ...]] = MappingProxyType(
    {GP10_RULE: _GP10_VERDICTS}
)
_WITH_WORKSTATION = MappingProxyType({"A": ("A", "A-ws"), "B": ("B",)})
"""Class of a threshold -> classes of cells that it leads to: a workstation part is of class A first."""


def cell_rows(builder: PageBuilder, rule: Rule) -> Iterator[Row]:
    """The cells of a rule; those that say the same stand in one row."""
    said: dict[tuple[str, str], list[ExportCell]] = {}
    places: dict[tuple[str, str], int] = {}
    for index, cell in enumerate(rule.cells):
        said.setdefault((cell.status, cell.effect), []).append(cell)
        places.setdefault((cell.status, cell.effect), index)
    for key, cells in said.items():
        text = f"{status_text(key[0])}. {effect_text(key[1])}"
        yield builder.fact("; ".join(_whom(cells)), text, f"cells[{places[key]}]")


def deciding_rows(builder: PageBuilder, rule: Rule) -> Iterator[Row]:
    """Other rules whose cells say what follows from a class that this rule's thresholds define."""
    classes = {wanted for one in rule.thresholds for wanted in _WITH_WORKSTATION[one.chip_class]}
    for other in builder.catalogue.rules.values():
        cells = [cell for cell in other.cells if cell.chip_class in classes]
        if other.id == rule.id or not cells:
            continue
        by_status: dict[str, list[ExportCell]] = {}
        for cell in cells:
            by_status.setdefault(cell.status, []).append(cell)
        told = [f"{'; '.join(_whom(same))}: {status_text(status)}" for status, same in by_status.items()]
        parts = f", for {list_text(other.named_accelerators)} alone" if other.named_accelerators else ""
        text = f"{'. '.join(told)}{parts}. {other.title} ({rule_status_text(other.status)})"
        origin = builder.origin(other.source, other.date, other.confidence, "", "rules")
        yield builder.fact(other.id, text, origin=origin)


def use_verdict_rows(builder: PageBuilder, rule: Rule) -> Iterator[Row]:
    """The use line that a rule leads to for chips of Chinese design, in every country."""
    for label, status, effect in _USE_VERDICTS.get(rule.id, ()):
        yield builder.fact(label, f"{status_text(status)}, worldwide. {effect_text(effect)}")


def _whom(cells: Iterable[ExportCell]) -> Iterator[str]:
    """Classes and destinations: "3A090.a to D:5", "class unknown to open, D:1/D:4, named, D:5"."""
    destinations: dict[str, list[str]] = {}
    for cell in cells:
        destinations.setdefault(cell.chip_class, []).append(cell.destination)
    classes: dict[tuple[str, ...], list[str]] = {}
    for chip_class, where in destinations.items():
        classes.setdefault(tuple(dict.fromkeys(where)), []).append(chip_class)
    for where_to, names in classes.items():
        words = [
            CHIP_CLASSES.get(name, name).replace(", workstation part", " (workstation)") for name in names
        ]
        yield f"{', '.join(words)} to {_where(where_to)}"


def _where(destinations: tuple[str, ...]) -> str:
    words = [SHORT_DESTINATIONS.get(one, one) for one in destinations]
    return words[0] if len(words) == 1 else ", ".join(word.replace(", ", "/") for word in words)
