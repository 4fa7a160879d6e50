"""Results remembered by the identity of the records they were computed from, so that a search pays once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

REMEMBERED = 512
"""Answers kept by each function; all are dropped when one more comes, which no real catalogue reaches."""


def remembered(function: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """Remember the answers of a pure function of records (by identity) and text (by value).

    Hashing a whole profile would cost more than the answer it saves. The records are kept with the answer,
    so that no other record can get the address of one that is still known.
    """
    answers: dict[tuple[object, ...], tuple[T, object]] = {}

    @wraps(function)
    def wrapper(*records: *Ts) -> T:
        key = tuple([record if record.__class__ is str else id(record) for record in records])
        found = answers.get(key)
        if found is not None:
            return found[0]
        answer = function(*records)
        if len(answers) >= REMEMBERED:
            answers.clear()
        answers[key] = (answer, records)
        return answer

    return wrapper
