"""From rows to quotes: every cell read, every id looked up, and what does not go together refused."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from advisor.catalogue.availability import Covered, Incoterm, Per
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.offers_csv import cells
from advisor.catalogue.offers_csv.columns import COLUMNS
from advisor.catalogue.offers_csv.problem import CellError, Problem, nearest, shown
from advisor.catalogue.offers_csv.sheet import Row, Sheet, read_sheet

Value = TypeVar("Value")

_REQUIRED: Mapping[str, bool] = {column.name: column.required for column in COLUMNS}


class Quote(NamedTuple):
    """One offer of a team's own."""

    line: int
    item: str
    per: Per
    included: tuple[Covered, ...]
    cards: int | None
    price: float
    currency: str
    incoterm: Incoterm | None
    country: str
    quantity: int | None
    valid_until: str | None
    lead: cells.Weeks | None
    source: str
    channel: str
    condition: str
    date: str
    note: str


class Quotes(NamedTuple):
    """What a file holds. Where there is a problem, nothing of it may be used."""

    quotes: tuple[Quote, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    """What is odd about a quote that can be used; `wanted` says what would be better."""


def read_quotes(data: bytes, catalogue: Catalogue, as_of: datetime.date) -> Quotes:
    """Every quote of a CSV file, and every mistake in it; `as_of` is the day of quotes that state none."""
    sheet: Sheet = read_sheet(data)
    problems = list(sheet.problems)
    quotes: list[Quote] = []
    first: dict[tuple[Any, ...], int] = {}
    for row in sheet.rows:
        reader = _RowReader(row, catalogue, as_of)
        quote = reader.quote()
        problems += reader.problems
        if quote is None:
            continue
        same = first.setdefault(quote[1:], quote.line)
        if same != quote.line:
            problems.append(Problem(quote.line, "", f"the same as line {same}", "each quote once"))
        quotes.append(quote)
    if not sheet.rows and not problems:
        problems.append(Problem(2, "", "no quote", "at least one line below the first"))
    remarks = [remark for quote in quotes for remark in _remarks(quote, as_of)]
    return Quotes(tuple(quotes), tuple(sorted(problems, key=_place)), tuple(remarks))


def _place(problem: Problem) -> tuple[int, int]:
    """Line, then column from left to right in the order of the template."""
    names = list(_REQUIRED)
    return problem.line, names.index(problem.column) if problem.column in names else -1


class _RowReader:
    """Reads the cells of one row and keeps every mistake."""

    def __init__(self, row: Row, catalogue: Catalogue, as_of: datetime.date) -> None:
        self.row = row
        self.catalogue = catalogue
        self.as_of = as_of
        self.problems: list[Problem] = []

    def quote(self) -> Quote | None:
        """The quote; None where something is wrong with it."""
        coverage = self._cell("covers", cells.coverage)
        source = self._cell("source", str)
        fields: dict[str, Any] = {
            "line": self.row.line,
            "item": self._cell("item", self._item),
            "per": coverage.per if coverage else None,
            "included": coverage.included if coverage else (),
            "cards": self._cell("cards", cells.count),
            "price": self._cell("price", cells.amount),
            "currency": self._cell("currency", cells.currency),
            "incoterm": self._cell("incoterm", cells.incoterm),
            "country": self._cell("country", self._country),
            "quantity": self._cell("quantity", cells.count),
            "valid_until": self._cell("valid_until", cells.day),
            "lead": self._cell("lead_weeks", cells.weeks),
            "source": source,
            "channel": self._cell("channel", str) or source,
            "condition": self._cell("condition", cells.condition) or "new",
            "date": self._cell("date", self._past_day) or self.as_of.isoformat(),
            "note": _note(self._cell("note", str), self.row.cells.get("incoterm", "")),
        }
        if fields["item"] is not None and coverage is not None:
            self._check_unit(fields["item"], coverage.per, fields["cards"])
            if fields["item"] in self.catalogue.servers:
                fields["cards"] = self.catalogue.servers[fields["item"]].cards
        return None if self.problems else Quote(**fields)

    def _cell(self, column: str, read: Callable[[str], Value]) -> Value | None:
        text = self.row.cells.get(column, "")
        if not text:
            if _REQUIRED[column]:
                meaning = next(known.meaning for known in COLUMNS if known.name == column)
                self._wrong(column, "", meaning)
            return None
        try:
            return read(text)
        except CellError as error:
            self._wrong(column, text, str(error))
            return None

    def _wrong(self, column: str, found: str, wanted: str) -> None:
        self.problems.append(Problem(self.row.line, column, shown(found), wanted))

    def _item(self, text: str) -> str:
        """An accelerator's or a server's id, in any case of letters."""
        item = text.lower()
        accelerators, servers = self.catalogue.accelerators, self.catalogue.servers
        if item in accelerators or item in servers:
            return item
        bins = [known for known in accelerators if item in getattr(accelerators[known], "also_called", ())]
        if bins:
            raise CellError(f"one part of that name: {', '.join(bins)}")
        raise CellError(f"the id of an accelerator or a server{nearest(item, [*accelerators, *servers])}")

    def _country(self, text: str) -> str:
        code = text.upper()
        regions = self.catalogue.regions
        if code in regions:
            return code
        named = [known for known in regions if regions[known].name.lower() == text.lower()]
        near = f"; did you mean {named[0]}?" if named else nearest(code, regions)
        raise CellError(f"the two letters of a region, as `advisor profiles list regions` has it{near}")

    def _past_day(self, text: str) -> str:
        """A day that has come: a figure of a day to come would be no sound one."""
        day = cells.day(text)
        if day > self.as_of.isoformat():
            raise CellError(f"a day up to {self.as_of}, the day of this import (--as-of)")
        return day

    def _check_unit(self, item: str, per: Per, number: int | None) -> None:
        """What the price covers is never guessed: a wrong number of cards makes a wrong price of each."""
        servers = self.catalogue.servers
        if item in servers and per not in ("server", "rack"):
            self._wrong("covers", per, f"server or rack, for {item} is one")
        elif per == "card" and number not in (None, 1):
            self._wrong(
                "cards",
                str(number),
                f"1 or nothing, for the price of card is that of one; with {number} on offer write quantity "
                f"{number}; if one price buys all {number} write module or server into covers",
            )
        elif number is None and per != "card" and (item not in servers or per == "rack"):
            cards = "cards" if item in servers else item
            self._wrong("cards", "", f"how many {cards} one price buys: all that are in the {per}")
        elif item in servers and number not in (None, servers[item].cards):
            held = servers[item].cards
            empty = (
                ", or nothing"
                if per == "server"
                else "; for a rack of several name the accelerator as the item"
            )
            self._wrong("cards", str(number), f"{held}, which is what {item} holds{empty}")


def _note(note: str | None, term: str) -> str:
    """The note, with the place that followed the incoterm."""
    place = " ".join(term.split()[1:])
    parts = [part for part in (note, f"{term.split()[0].upper()} {place}" if place else "") if part]
    return "; ".join(parts)


def _remarks(quote: Quote, as_of: datetime.date) -> Iterator[Problem]:
    if quote.valid_until is None:
        yield Problem(quote.line, "valid_until", "nothing", "a last day; without one the quote never expires")
    elif quote.valid_until < as_of.isoformat():
        yield Problem(
            quote.line, "valid_until", quote.valid_until, f"a day from {as_of} on; it counts no more"
        )
