"""How ready a serving stack is for a model on an accelerator family: 0 to 5, with the facts behind it.

The ladder, in points:

    unsupported, or not a line about it             0, and no more
    known only by its architecture                  1, and no more
    experimental                                    1
    supported                                       2
    kernels tuned for this model on this family    +1
    tested nightly, or verified and documented     +1
    serving figures published                      +1
    a fault reported and still open                -1
    container image only from the maker            -1

Kept between 1 and 5; the fifth point is for paths that are tested nightly. So 5 is supported, tuned,
repeated nightly against published figures, measured, and without a known open fault. The weights are our own
judgement.
"""

from typing import Literal

import msgspec

from advisor.catalogue.stack import OpenProblem, Stack, Support
from advisor.figures import Statement

MOST = 5

FactCode = Literal[
    "no_line", "unsupported", "architecture_only", "experimental", "supported", "tuned", "untuned",
    "nightly", "documented", "listed", "untested", "measured", "not_measured", "open_problem",
    "image_on_request", "not_nightly",
]  # fmt: skip


class ReadinessFact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact and the points that it gives or takes."""

    code: FactCode
    points: int = 0
    text: str = ""
    """What the profile says about it, where it says more than the code."""
    sources: tuple[str, ...] = ()


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """0 unsupported to 5 run daily by others."""

    score: int
    facts: tuple[ReadinessFact, ...]


def rate_readiness(stack: Stack, support: Support | None, model_id: str) -> Readiness:
    """The readiness of a stack's line about a model on the line's family; None is a pair without a line."""
    if support is None:
        return _only(ReadinessFact(code="no_line"))
    if support.status == "unsupported":
        return _only(ReadinessFact(code="unsupported", text=support.note, sources=(support.source,)))
    if model_id not in support.models:
        return _only(ReadinessFact(code="architecture_only", points=1, sources=(support.source,)))
    facts = [_status(support), _path(support), _tested(support), _measured(support)]
    facts += [_problem(problem) for problem in _first_problem(stack, support, model_id)]
    if stack.image_access == "on_request" and stack.image is not None:
        facts.append(_image_on_request(stack.image))
    score = max(1, sum(fact.points for fact in facts))
    if score == MOST and support.tested != "nightly":
        facts.append(ReadinessFact(code="not_nightly", points=-1))
        score -= 1
    return Readiness(score=score, facts=tuple(facts))


def open_problems(stack: Stack, support: Support, model_id: str) -> tuple[OpenProblem, ...]:
    """What was reported against this model on this family, before what plagues the family as a whole."""
    found = [
        problem
        for problem in stack.open_problems
        if support.family in problem.families and (not problem.models or model_id in problem.models)
    ]
    return tuple(sorted(found, key=lambda problem: not problem.models))


def _only(fact: ReadinessFact) -> Readiness:
    return Readiness(score=fact.points, facts=(fact,))


def _status(support: Support) -> ReadinessFact:
    if support.status == "supported":
        return ReadinessFact(code="supported", points=2, text=support.since, sources=(support.source,))
    return ReadinessFact(code="experimental", points=1, text=support.since, sources=(support.source,))


def _path(support: Support) -> ReadinessFact:
    return ReadinessFact(code="tuned", points=1) if support.path == "tuned" else ReadinessFact(code="untuned")


def _tested(support: Support) -> ReadinessFact:
    if support.tested is None:
        return ReadinessFact(code="untested")
    return ReadinessFact(
        code=support.tested, points=int(support.tested != "listed"), sources=(support.source,)
    )


def _measured(support: Support) -> ReadinessFact:
    if not support.measured:
        return ReadinessFact(code="not_measured")
    return ReadinessFact(
        code="measured",
        points=1,
        text=" ".join(statement.text for statement in support.measured),
        sources=tuple(statement.source for statement in support.measured),
    )


def _first_problem(stack: Stack, support: Support, model_id: str) -> tuple[OpenProblem, ...]:
    """One problem takes a point; further ones are for the stack's page."""
    return open_problems(stack, support, model_id)[:1]


def _image_on_request(image: Statement) -> ReadinessFact:
    return ReadinessFact(code="image_on_request", points=-1, text=image.text, sources=(image.source,))


def _problem(problem: OpenProblem) -> ReadinessFact:
    return ReadinessFact(code="open_problem", points=-1, text=problem.text, sources=(problem.source,))
