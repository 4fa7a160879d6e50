"""Which models of a catalogue come from one publisher, and which rules name it."""

import re
from collections.abc import Iterable

import msgspec

from advisor.catalogue.model import Model

_WORD = re.compile(r"\w+")
_SHORTEST = 3
"""Letters: shorter names, such as AI, stand in the names of many publishers."""


class ListedPublisher(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher that rules of an Entity List name, as other models of the catalogue say."""

    name: str
    rules: tuple[str, ...]
    """Ids of the rules."""
    models: tuple[str, ...]
    """Ids of the models that say so."""


def listed_publisher(
    publisher: str, repository: str, models: Iterable[Model], *, leave_out: str = ""
) -> ListedPublisher | None:
    """The publisher of a model as others of its models know it; None where no rule is on file for it.

    It is the same publisher where one name holds the other, whole words and case aside ("Z.ai" and "Zhipu" in
    "Z.ai (Zhipu AI)"), or where the repositories (OWNER/NAME) have one owner. `leave_out` is the id of the
    model itself.
    """
    owner = _owner(repository)
    alike = [
        model
        for model in models
        if model.id != leave_out
        and model.entity_list_rules
        and (
            same_publisher(publisher, model.publisher) or (owner and owner == _owner(model.repository or ""))
        )
    ]
    if not alike:
        return None
    rules = dict.fromkeys(rule for model in alike for rule in model.entity_list_rules)
    return ListedPublisher(
        name=alike[0].publisher, rules=tuple(rules), models=tuple(sorted(model.id for model in alike))
    )


def same_publisher(one: str, other: str) -> bool:
    """Whether one name holds the other, in whole words; "ZhipuAI" is held by "Z.ai (Zhipu AI)" too."""
    return _holds(one, other) or _holds(other, one)


def _holds(whole: str, part: str) -> bool:
    words, wanted = _words(whole), "".join(_words(part))
    ends = range(1, len(words) + 1)
    return len(wanted) >= _SHORTEST and any(
        "".join(words[start:end]) == wanted for end in ends for start in range(end)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _owner(repository: str) -> str:
    owner, slash, _ = repository.casefold().rpartition("/")
    return owner if slash else ""
