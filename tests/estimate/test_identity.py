"""The memory of results: same record, same answer; another record, another answer; never without bound."""

import msgspec

from advisor.estimate.identity import REMEMBERED, remembered


class Box(msgspec.Struct, frozen=True):
    """A record."""

    size: int


def test_an_answer_is_computed_once_for_a_record() -> None:
    calls: list[int] = []

    @remembered
    def doubled(box: Box, unit: str) -> str:
        calls.append(box.size)
        return f"{2 * box.size} {unit}"

    box, equal = Box(1), Box(1)
    assert [doubled(box, "B"), doubled(box, "B"), doubled(box, "GB"), doubled(equal, "B")] == [
        "2 B", "2 B", "2 GB", "2 B",
    ]  # fmt: skip
    # text counts by value, records by identity: an equal record of another catalogue is computed anew
    assert calls == [1, 1, 1]


def test_short_lived_records_never_get_each_others_answers() -> None:
    @remembered
    def size(box: Box) -> int:
        return box.size

    # Addresses of dropped records are used again; the memory must hold on to those it knows.
    assert [size(Box(number)) for number in range(3 * REMEMBERED)] == list(range(3 * REMEMBERED))
