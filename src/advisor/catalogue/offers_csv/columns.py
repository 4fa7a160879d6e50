"""The columns of a table of quotes, what belongs in each, and the template that says so."""

from typing import NamedTuple


class Column(NamedTuple):
    """One column: its name in the first line, whether a cell may be empty, and what belongs in it."""

    name: str
    required: bool
    meaning: str


COLUMNS: tuple[Column, ...] = (
    Column("item", True, "id of an accelerator or a server, as `advisor profiles list accelerators` has it"),
    Column(
        "covers",
        True,
        "what one price buys: one of card, module, server, rack (server and rack with their cards); add what "
        "it includes with +: freight, insurance, broker, duty, levies, vat, installation, support",
    ),
    Column(
        "cards",
        False,
        "cards that one price buys; empty only with card, which is one, and with the id of a server, which "
        "says how many it holds; else needed, such as 8 for a server or a module named by its accelerator",
    ),
    Column("price", True, "of one such unit, digits with a point for decimals and nothing else: 33500.50"),
    Column("currency", True, "three letters: USD, EUR, CNY, KZT"),
    Column(
        "incoterm",
        False,
        "EXW FCA FOB CPT CIF CIP DAP DDP and the like, a place may follow; empty: bought in the country, so "
        "nothing is due at its border",
    ),
    Column("country", True, "two letters of the country the goods go to: KZ"),
    Column("quantity", False, "units offered at this price"),
    Column(
        "valid_until", False, "last day of the quote, year-month-day: 2026-12-20; then it no longer counts"
    ),
    Column("lead_weeks", False, "weeks until delivery: 8, or 6-10"),
    Column("source", True, "what to cite: number of the quote and who gave it"),
    Column("channel", False, "seller; empty: as in source"),
    Column("condition", False, "new or second_hand; empty: new"),
    Column("date", False, "day of the quote, year-month-day; empty: the day of the import"),
    Column("note", False, "anything to be read beside the price"),
)
NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = tuple(column.name for column in COLUMNS if column.required)

_EXAMPLES = (
    "h200-sxm,card,,33500,USD,EXW Dubai,KZ,16,2026-12-20,6-10,Quote 1183 of Example Trading,Example Trading,"
    "new,2026-11-20,",
    "hgx-h200-8,server+vat+installation,8,167000000,KZT,DDP Almaty,KZ,2,2026-12-31,8,"
    "Quote 7 of Example Systems,Example Systems,new,2026-11-18,three years of warranty",
)


def template() -> str:
    """A file to fill in: what each column means, as lines that are skipped, the header, two examples."""
    comments = [
        f"# {column.name}{'' if column.required else ' (may be empty)'}: {column.meaning}"
        for column in COLUMNS
    ]
    return "\n".join((*comments, ",".join(NAMES), *_EXAMPLES)) + "\n"
