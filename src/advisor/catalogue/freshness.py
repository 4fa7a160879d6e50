"""How old a date is, and after how many days a figure of its kind should be looked up again.

A date may state only its year or its month. It is then read as the last day that it can mean, so an age is
never overstated: "2025" is 2025-12-31. What carries `2025` may be up to a year older than the age says.
"""

import calendar
import datetime
import re
from typing import NamedTuple

RULE_DAYS = 90
"""Export rules and guidance not seen to hold within this time are shown with their age."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_INDEX = re.compile(r"\[\d+\]")


class ShelfLife(NamedTuple):
    """For how long a figure may be relied on without another look at its source."""

    kind: str
    fields: tuple[str, ...]
    """Places of the record, without the numbers of list items; what lies below one is meant too."""
    days: int
    reason: str


# The first entry that fits holds. What no entry names (specifications, architectures, measurements, events)
# does not age: it says what was so at its time, and stays true. The days are our own judgement; the reason
# beside each is what they rest on.
SHELF_LIVES: tuple[ShelfLife, ...] = (
    ShelfLife("rules", ("",), RULE_DAYS, "rules, guidance and their suspensions change within a quarter"),
    ShelfLife("regions", ("export",), RULE_DAYS, "countries move between export groups"),
    ShelfLife(
        "regions", ("huawei_listed_units", "huawei_unlisted"), RULE_DAYS,
        "lists of named parties are amended several times a year",
    ),
    ShelfLife("regions", ("fx",), 30, "exchange rates move daily"),
    ShelfLife("regions", ("policy_rate", "lending_rate"), 180, "central banks decide several times a year"),
    ShelfLife(
        "regions", ("import_duty", "parts_duty", "duty_note", "vat", "levies"), 365,
        "taxes and tariffs change with the yearly budget",
    ),
    ShelfLife(
        "regions", ("power_price", "datacentre_power_price", "power_terms"), 365,
        "tariffs are set anew about once a year",
    ),
    ShelfLife("regions", ("air_freight", "road_freight", "terminal_fee"), 180, "freight is priced by season"),
    ShelfLife(
        "regions", ("colocation_kw", "colocation_rack", "customs_broker_fee", "rma_days"), 365,
        "providers revise their terms about once a year",
    ),
    ShelfLife("regions", ("data_residency",), 365, "data laws are amended about once a year"),
    ShelfLife("regions", ("clouds",), 180, "clouds open regions several times a year"),
    ShelfLife("availability", ("offers", "supply"), 90, "prices and stock change within a quarter"),
    ShelfLife("services", ("hours",), 90, "rents of accelerators change within a quarter"),
    ShelfLife("services", ("tokens",), 180, "prices of hosted models change with each new model"),
    ShelfLife("stacks", ("",), 180, "serving stacks release every few weeks and drop or add support"),
    ShelfLife("accelerators", ("status_note",), 365, "what is on sale changes with each generation"),
    ShelfLife("costs", ("",), 730, "shares and wages move slowly, but prices behind them do move"),
)  # fmt: skip
_LASTING = (("stacks", "support.measured"),)
"""What lies below a place that ages and does not age itself: a measurement stays what it was."""


def last_day(date: str) -> datetime.date:
    """The last day that a date can mean: "2025-05" is 2025-05-31, "2025" is 2025-12-31."""
    year, month, day = map(int, (*date.split("-"), *("12", "31")[date.count("-") :]))
    year, month = max(1, year), min(max(1, month), 12)  # the pattern of `Rule.date` lets 2026-13 pass
    return datetime.date(year, month, min(max(1, day), calendar.monthrange(year, month)[1]))


def age_days(date: str, as_of: datetime.date) -> int:
    """Whole days from `date` to `as_of`, counted from the last day that the date can mean."""
    return (as_of - last_day(date)).days


def known_age(date: str, as_of: datetime.date) -> int | None:
    """The same for any text; None where it states no date. Below 0 where the period is not over yet."""
    return age_days(date, as_of) if _DATE.fullmatch(date) and date.isascii() else None


def shelf_life(kind: str, place: str) -> ShelfLife | None:
    """How long what stands at a place of a profile keeps; None for what does not age."""
    field = _INDEX.sub("", place)
    if (kind, field) in _LASTING:
        return None
    for entry in SHELF_LIVES:
        if entry.kind == kind and any(_within(field, wanted) for wanted in entry.fields):
            return entry
    return None


def stale_life(kind: str, place: str, date: str, as_of: datetime.date) -> ShelfLife | None:
    """The shelf life that a date has outlived by `as_of`; None for what is fresh, or does not age."""
    life, age = shelf_life(kind, place), known_age(date, as_of)
    return life if life is not None and age is not None and age > life.days else None


def _within(field: str, wanted: str) -> bool:
    return not wanted or field == wanted or field.startswith(f"{wanted}.")
