"""The three lines of clearance as text: can it be exported, may it be used, can it be had."""

from collections.abc import Mapping
from typing import NamedTuple

from advisor.clearance.result import Clearance, UseFinding
from advisor.wording.effects import LIMIT_EFFECTS
from advisor.wording.english import NO_NAMES, effect_text, status_words
from advisor.wording.names import CHIP_CLASSES
from advisor.wording.numbers import weeks_text
from advisor.wording.statuses import Sign


class FindingLine(NamedTuple):
    """One line of clearance."""

    question: str
    sign: Sign
    status: str
    """Short words."""
    sentences: tuple[str, ...]
    """What it means and what follows; the status's own sentence first."""
    rules: tuple[str, ...]
    as_of: str
    confidence: str

    @property
    def text(self) -> str:
        """In one line: "! licence, case by case (US-3A090-A, as of 2026-07-23)"."""
        return f"{self.sign} {self.status} ({', '.join((*self.rules, f'as of {self.as_of}'))})"


def finding_lines(
    clearance: Clearance, names: Mapping[str, str] = NO_NAMES
) -> tuple[FindingLine, FindingLine, FindingLine]:
    """Export, use and supply, in this order; `names` maps ids of markets to names."""
    export, use, supply = clearance.export, clearance.use, clearance.supply
    chip = CHIP_CLASSES.get(export.chip_class, export.chip_class)
    klass = f"Chip class {chip}{'' if export.tpp is None else f', TPP {export.tpp:,.0f}'}."
    had = [supply.text] if supply.text else []
    if supply.lead_weeks is not None:
        had.append(f"Lead time {weeks_text(supply.lead_weeks)}.")
    had.append(f"Market: {names.get(supply.market, supply.market)}.")
    return (
        _line(
            "Can it be exported to you", export.status, (klass, *_effects(export.effects)),
            export.rules, export.as_of, export.confidence,
        ),
        _line(
            "May you use it safely", use.status, use_sentences(use), use.rules, use.as_of, use.confidence
        ),
        _line("Can it be had", supply.status, tuple(had), (), supply.as_of, supply.confidence),
    )  # fmt: skip


def use_sentences(use: UseFinding) -> tuple[str, ...]:
    """What follows for use. A limit of the licence speaks in its own words, which name the number."""
    said = use.effects
    if use.limits:
        said = tuple(code for code in said if code not in LIMIT_EFFECTS)
    first = tuple(f"Licence of the weights: {limit}" for limit in use.limits[:1])
    return (*_effects(said), *first, *use.limits[1:])


def clearance_signs(clearance: Clearance) -> str:
    """Signs of export, use and supply for a narrow column: "!+?"."""
    statuses = (clearance.export.status, clearance.use.status, clearance.supply.status)
    return "".join(status_words(status).sign for status in statuses)


def _effects(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(effect_text(code) for code in codes)


def _line(
    question: str,
    status: str,
    sentences: tuple[str, ...],
    rules: tuple[str, ...],
    as_of: str,
    confidence: str,
) -> FindingLine:
    words = status_words(status)
    return FindingLine(
        question, words.sign, words.short, (words.sentence, *sentences), rules, as_of, confidence
    )
