"""Results remembered by the identity of the records they were computed from, so that a search pays once."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class _Same:
    """A record compared by identity: hashing a whole profile would cost more than the answer it saves.

    Holding the record keeps its address from being given to another one while the memory lives.
    """

    __slots__ = ("record",)

    def __init__(self, record: object) -> None:
        self.record = record

    def __hash__(self) -> int:
        return id(self.record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.record is other.record


def remembered(function: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """Remember the last 512 answers of a pure function of records (by identity) and text (by value)."""

    @lru_cache(maxsize=512)
    def answer(*keys: object) -> T:
        records = (key.record if isinstance(key, _Same) else key for key in keys)
        return function(*records)  # type: ignore[arg-type]

    @wraps(function)
    def wrapper(*records: *Ts) -> T:
        return answer(*[record if isinstance(record, str) else _Same(record) for record in records])

    return wrapper
