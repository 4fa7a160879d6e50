"""Ages are never overstated, and what ages is told from what stays true."""

import datetime

import pytest

from advisor.catalogue.freshness import SHELF_LIVES, age_days, known_age, last_day, shelf_life, stale_life
from advisor.catalogue.kinds import KINDS

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("date", "last", "age"),
    [
        ("2025", datetime.date(2025, 12, 31), 328),
        ("2025-02", datetime.date(2025, 2, 28), 634),
        ("2024-02", datetime.date(2024, 2, 29), 999),
        ("2026-11-24", DAY, 0),
        ("2026-11-23", datetime.date(2026, 11, 23), 1),
        ("2026", datetime.date(2026, 12, 31), -37),
    ],
)
def test_an_age_counts_from_the_last_day_that_a_date_can_mean(
    date: str, last: datetime.date, age: int
) -> None:
    assert last_day(date) == last
    assert age_days(date, DAY) == age


@pytest.mark.parametrize("text", ["", "autumn 2025", "2025-1", "2025/01/01", "२०२५"])
def test_a_text_that_is_no_date_has_no_age(text: str) -> None:
    assert known_age(text, DAY) is None
    assert stale_life("regions", "fx", text, DAY) is None


@pytest.mark.parametrize(
    ("kind", "place", "days"),
    [
        ("rules", "", 90),
        ("regions", "export", 90),
        ("regions", "export.disputed", 90),
        ("regions", "fx", 30),
        ("regions", "vat.rate", 365),
        ("regions", "levies[3].rate", 365),
        ("regions", "power_price", 365),
        ("regions", "lending_rate", 180),
        ("availability", "offers[12].price", 90),
        ("services", "tokens[0].output", 180),
        ("services", "hours[0].price", 90),
        ("stacks", "support[7]", 180),
    ],
)
def test_what_ages(kind: str, place: str, days: int) -> None:
    life = shelf_life(kind, place)
    assert life is not None
    assert life.days == days
    assert life.reason


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("accelerators", "memory.nominal"),
        ("accelerators", "rates.bf16"),
        ("models", "architecture"),
        ("workloads", "input_mean"),
        ("stacks", "support[0].measured[1]"),
        ("regions", "ita"),
        ("regions", "fxes"),
        ("availability", "deliveries[0]"),
    ],
)
def test_what_stays_true(kind: str, place: str) -> None:
    assert shelf_life(kind, place) is None


def test_stale_begins_the_day_after() -> None:
    then = DAY - datetime.timedelta(days=30)
    assert stale_life("regions", "fx", then.isoformat(), DAY) is None
    before = then - datetime.timedelta(days=1)
    assert stale_life("regions", "fx", before.isoformat(), DAY) is not None


def test_every_field_of_the_table_exists() -> None:
    for entry in SHELF_LIVES:
        for field in entry.fields:
            assert not field or field in KINDS[entry.kind].__struct_fields__, (entry.kind, field)
