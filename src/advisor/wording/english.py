"""Codes and values as English sentences; an unknown code is shown as it is, so no newer file breaks this."""

from collections.abc import Iterable, Mapping

from advisor.figures import Money
from advisor.plan.result import Alternative, PlanWarning, Reason, Setup
from advisor.wording.effects import EFFECTS
from advisor.wording.names import COST_LINES, SPEED_TERMS
from advisor.wording.notices import ALTERNATIVES, WARNINGS
from advisor.wording.numbers import AT_LEAST, count_text, pair_text, percent_text, quantity_text, usd_text
from advisor.wording.reasons import NO_SUBJECT, REASONS, STATUS_SUBJECT, ReasonWords
from advisor.wording.statuses import STATUSES, Sign, StatusWords

NO_NAMES: Mapping[str, str] = {}

UNKNOWN_ALTERNATIVE = "{code}: {setup}, {model}, {cost}."
"""Words for a code of a newer version; the code is a value, so that braces in it are text."""


def reason_text(reason: Reason, names: Mapping[str, str] = NO_NAMES) -> str:
    """Why something misses a limit, in numbers: "Memory: 106.3 GB needed on each device, ..."."""
    words = REASONS.get(reason.code) or _unknown_reason(reason)
    subject = _renamed(reason.subject, names) or NO_SUBJECT.get(reason.code, UNSTATED)
    if reason.code in STATUS_SUBJECT:
        subject = status_text(subject)
    if reason.needed is None or reason.available is None:
        return words.bare.format(subject=subject)
    needed, available = pair_text(reason.needed, reason.available, reason.unit)
    missing = abs(reason.needed - reason.available)
    return words.full.format(
        subject=subject,
        needed=needed,
        available=available,
        short=quantity_text(missing, reason.unit),
        share=percent_text(missing / abs(reason.available)) if reason.available else UNSTATED,
    )


def reason_word(reason: Reason) -> str:
    """The limit that is missed, in a word for a narrow column: "budget"."""
    words = REASONS.get(reason.code)
    return words.short if words else reason.code


def warning_text(warning: PlanWarning, names: Mapping[str, str] = NO_NAMES) -> str:
    """Something to know beside the figures, as a sentence; `names` maps ids to names."""
    template = WARNINGS.get(warning.code)
    if template is None:
        details = (warning.subject, "" if warning.value is None else f"{warning.value:g}", warning.date)
        return ": ".join((warning.code, ", ".join(detail for detail in details if detail))).removesuffix(": ")
    value = UNSTATED if warning.value is None else quantity_text(warning.value, "count")
    subject = ", ".join(_renamed(item, names) for item in warning.subject.split(", ")) or UNSTATED
    return template.format(subject=subject, value=value, date=warning.date or UNSTATED)


def alternative_text(alternative: Alternative, names: Mapping[str, str] = NO_NAMES) -> str:
    """What would work instead, as a sentence; `names` maps ids to names."""
    template = ALTERNATIVES.get(alternative.code, UNKNOWN_ALTERNATIVE)
    accelerator = names.get(alternative.accelerator, alternative.accelerator)
    cost = usd_text(alternative.capex_usd)
    return template.format(
        code=alternative.code,
        setup=f"{count_text(alternative.cards)} x {accelerator} in {alternative.weights}",
        model=names.get(alternative.model, alternative.model),
        cost=f"{AT_LEAST} {cost}" if alternative.at_least else cost,
        limits=" ".join(reason_text(reason, names) for reason in alternative.reasons),
    ).strip()


def effect_text(code: str, **values: str) -> str:
    """What a rule does to this shipment or use, as a sentence; `values` fill its placeholders."""
    template = EFFECTS.get(code)
    return template.format_map(_Stated(values)) if template else code


def status_text(status: str) -> str:
    """A status in short words: "licence, case by case"."""
    words = STATUSES.get(status)
    return words.short if words else status


def status_words(status: str) -> StatusWords:
    """Sign, short words and sentence of a status."""
    return STATUSES.get(
        status, StatusWords("?", status, f"Advisor of this version does not know {status!r}.")
    )


def status_sign(status: str) -> Sign:
    """One character that tells clear (+), strings attached (!), stopped (x) and not known (?) apart."""
    return status_words(status).sign


def setup_status(setup: Setup) -> str:
    """Status of a setup as a whole: `price_unknown`, `tight` or `feasible`."""
    if setup.cost.price_unknown:
        return "price_unknown"
    return "tight" if setup.tight else "feasible"


def line_name(code: str) -> str:
    """Name of a cost line; "Import levies"."""
    return COST_LINES.get(code, code)


def term_name(code: str) -> str:
    """Name of a part of a decode step or a prefill: "reading weights"."""
    return SPEED_TERMS.get(code, code)


def line_names(codes: Iterable[str]) -> str:
    """Names of cost lines inside a sentence: "freight, porting and validation"."""
    return ", ".join(_lowered(line_name(code)) for code in codes)


def missing_text(money: Money) -> str:
    """What a total lacks: "not known: freight, porting and validation"; empty where nothing is missing."""
    return f"not known: {line_names(money.missing)}" if money.missing else ""


UNSTATED = "not stated"


class _Stated(dict[str, str]):
    """Values of a template; what nobody gave reads "not stated"."""

    def __missing__(self, key: str) -> str:
        return UNSTATED


def _unknown_reason(reason: Reason) -> ReasonWords:
    """Words for a code of a newer version; braces in it are text, not placeholders."""
    code = (reason.code or UNSTATED).replace("{", "{{").replace("}", "}}")
    subject = " ({subject})" if reason.subject else ""
    return ReasonWords(
        f"{code}{subject}: {{needed}} needed, {{available}} available", f"{code}{subject}", code
    )


def _renamed(subject: str, names: Mapping[str, str]) -> str:
    """A subject such as "h200-sxm with sglang" with names in place of its ids."""
    return names.get(subject) or " ".join(names.get(word, word) for word in subject.split(" "))


def _lowered(name: str) -> str:
    """A name inside a sentence; abbreviations keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
