"""The catalogue in numbers, counted by hand over a small one."""

import datetime

from advisor.catalogue.summary import stale_count, stale_items, summarise
from page_world import DAY, page_catalogue


def test_counts_of_a_kind() -> None:
    lines = {line.kind: line for line in summarise(page_catalogue(), DAY)}
    part = lines["accelerators"]
    assert (part.items, part.figures, part.statements) == (1, 5, 2)
    assert (part.high, part.medium, part.low, part.none) == (3, 2, 2, 0)
    assert part.stale == 1
    assert (part.oldest_date, part.oldest_source) == ("2025-07", "gazette")


def test_a_fact_without_a_date_has_that_of_its_source() -> None:
    lines = {line.kind: line for line in summarise(page_catalogue(), DAY)}
    assert lines["models"].oldest_date == "2025"
    assert lines["sources"].oldest_date == "2025"
    assert lines["sources"].facts == 0


def test_the_last_line_is_the_sum() -> None:
    *kinds, whole = summarise(page_catalogue(), DAY)
    assert whole.kind == "all"
    for name in ("items", "figures", "statements", "high", "medium", "low", "none", "stale"):
        assert getattr(whole, name) == sum(getattr(line, name) for line in kinds)
    assert whole.facts == whole.high + whole.medium + whole.low + whole.none
    assert whole.oldest_date == "2023"


def test_stale_items_name_how_much_and_how_old() -> None:
    found = {(item.kind, item.id): item for item in stale_items(page_catalogue(), ["regions", "rules"], DAY)}
    region = found["regions", "KZ"]
    assert (region.stale, region.of, region.oldest_date) == (2, 7, "2025")
    assert found["rules", "US-TEST"].name == "A rule for tests"


def test_nothing_is_stale_on_the_day_it_was_seen() -> None:
    day = datetime.date(2025, 1, 1)
    assert stale_count(page_catalogue(), "regions", "KZ", day) == 0
    assert not list(stale_items(page_catalogue(), ["regions"], day))
