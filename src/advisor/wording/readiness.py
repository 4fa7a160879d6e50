"""The readiness of a serving stack in words."""

from collections.abc import Mapping
from types import MappingProxyType

from advisor.catalogue.readiness import MOST, Readiness, ReadinessFact

READINESS_FACTS: Mapping[str, str] = MappingProxyType(
    {
        "no_line": "nobody states that it runs",
        "unsupported": "stated not to run",
        "architecture_only": "known by its architecture only",
        "experimental": "experimental",
        "supported": "supported",
        "tuned": "kernels tuned for it",
        "untuned": "no kernels tuned for it",
        "nightly": "tested nightly against published figures",
        "documented": "verified or documented by the maintainers",
        "listed": "listed, no test known",
        "untested": "no test known",
        "measured": "speed published by others",
        "not_measured": "no speed published",
        "open_problem": "a known fault is open",
        "image_on_request": "image from the maker only",
        "not_nightly": "not tested nightly",
    }
)
"""Code of a fact -> a few words that follow "Readiness 3 of 5:"."""


def readiness_text(readiness: Readiness, name: str = "Readiness ") -> str:
    """The score and the facts behind it: "Readiness 3 of 5: experimental, kernels tuned for it, ..."."""
    facts = ", ".join(READINESS_FACTS.get(fact.code, fact.code) for fact in readiness.facts)
    return f"{name}{readiness.score} of {MOST}: {facts}"


def readiness_fact_text(fact: ReadinessFact) -> str:
    """One fact with what the profile says about it: "a known fault is open: Link setup times out ..."."""
    words = READINESS_FACTS.get(fact.code, fact.code)
    return f"{words}: {fact.text}" if fact.text else words
