"""A table of quotes: what is read, and that every mistake is named with its line, column and remedy."""

import datetime
from typing import Any

import pytest

from advisor.catalogue.canonical import to_toml
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.offers_csv.columns import NAMES, template
from advisor.catalogue.offers_csv.market_files import market_documents
from advisor.catalogue.offers_csv.quotes import Quote, read_quotes
from advisor.catalogue.offers_csv.sheet import MAX_CELL_CHARACTERS, MAX_ROWS, MAX_SHEET_BYTES
from advisor.catalogue.toml_document import parse_document

TODAY = datetime.date(2026, 11, 24)
HEAD = "item,covers,price,currency,country,source"
GOOD = "h200-sxm,card,33500,USD,KZ,Quote 1"
CATALOGUE = Catalogue.shipped()


def problems(text: str | bytes) -> list[str]:
    """What is wrong with a file, line by line."""
    data = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in read_quotes(data, CATALOGUE, TODAY).problems]


def quote(text: str) -> Quote:
    """The only quote of a file without mistakes."""
    read = read_quotes(text.encode(), CATALOGUE, TODAY)
    assert read.problems == ()
    (only,) = read.quotes
    return only


def cell(**changed: str) -> str:
    """A file of one quote with these cells."""
    cells = dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | changed
    return f"{','.join(cells)}\n{','.join(cells.values())}\n"


def test_the_template_reads_as_it_is_printed() -> None:
    read = read_quotes(template().encode(), CATALOGUE, TODAY)
    assert read.problems == ()
    assert [(one.item, one.per, one.included) for one in read.quotes] == [
        ("h200-sxm", "card", ()),
        ("hgx-h200-8", "server", ("vat", "installation")),
    ]
    assert read.quotes[0].lead == (8.0, 6.0, 10.0)
    assert read.quotes[1].note == "three years of warranty; DDP Almaty"
    assert all(f"# {name}" in template() for name in NAMES)


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read(mark: str, separator: str, newline: str) -> None:
    text = newline.join((HEAD, "", GOOD, ",,,,,", "")).replace(",", separator)
    one = quote(mark + text)
    assert (one.item, one.price, one.currency, one.line) == ("h200-sxm", 33_500, "USD", 3)
    assert (one.date, one.valid_until, one.channel) == ("2026-11-24", None, "Quote 1")


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"item": "h200-sx"}, "line 2, item: found 'h200-sx', wanted the id of an accelerator or a server; "
         "did you mean h200-sxm"),
        ({"item": ""}, "line 2, item: found nothing, wanted id of an accelerator"),
        ({"covers": "card+fright"}, "wanted words of card, server, module, rack, freight, insurance, broker, "
         "duty, levies, vat, installation, support, with + between; did you mean freight"),
        ({"covers": "freight"}, "wanted exactly one of card, server, module, rack"),
        ({"covers": "card+server"}, "wanted exactly one of card, server, module, rack"),
        ({"item": "hgx-h200-8"}, "covers: found 'card', wanted server or rack, for hgx-h200-8 is one"),
        ({"covers": "rack"}, "line 2, cards: found nothing, wanted how many h200-sxm one price buys: all"),
        ({"covers": "server"}, "line 2, cards: found nothing, wanted how many h200-sxm one price buys: all"),
        ({"covers": "module+vat"}, "cards: found nothing, wanted how many h200-sxm one price buys: all"),
        ({"item": "hgx-h200-8", "covers": "rack"}, "cards: found nothing, wanted how many cards one price"),
        ({"item": "hgx-h200-8", "covers": "rack", "cards": "32"}, "for a rack of several name the acceler"),
        ({"cards": "8"}, "line 2, cards: found '8', wanted 1 or nothing, for the price of card is that of one"
         "; with 8 on offer write quantity 8; if one price buys all 8 write module or server into covers"),
        ({"date": "2026-11-25"}, "line 2, date: found '2026-11-25', wanted a day up to 2026-11-24"),
        ({"item": "hgx-h200-8", "covers": "server", "cards": "4"}, "8, which is what hgx-h200-8 holds"),
        ({"price": "NaN"}, "line 2, price: found 'NaN', wanted an amount above 0"),
        ({"price": "-5"}, "found '-5'"),
        ({"price": "0"}, "found '0'"),
        ({"price": "1e308"}, "found '1e308'"),
        ({"price": "inf"}, "found 'inf'"),
        ({"price": '"33500,50"'}, "if the comma is for decimals: 33500.50"),
        ({"price": '"33,500.00"'}, "digits with a point for decimals and nothing else"),
        ({"price": "33 500"}, "found '33 500'"),
        ({"price": "\u0663\u0663\u0665\u0660\u0660"}, "digits with a point"),
        ({"price": "9" * 17}, "an amount above 0"),
        ({"price": "=1+1"}, "found '=1+1'"),
        ({"currency": "KZ"}, "line 2, currency: found 'KZ', wanted three letters of a currency"),
        ({"currency": "UDS"}, "or USD?"),
        ({"country": "Kazakhstan"}, "did you mean KZ?"),
        ({"country": "ZZ"}, "line 2, country: found 'ZZ', wanted the two letters of a region"),
        ({"incoterm": "DPD"}, "or DDP?"),
        ({"quantity": "1.5"}, "line 2, quantity: found '1.5', wanted a whole number from 1"),
        ({"valid_until": "20.12.2026"}, "wanted a day as year-month-day"),
        ({"valid_until": "2026-02-30"}, "wanted a day as year-month-day"),
        ({"lead_weeks": "10-6"}, "wanted weeks as 8 or 6-10"),
        ({"condition": "mint"}, "wanted new or second_hand"),
        ({"source": ""}, "line 2, source: found nothing"),
        ({"note": "x" * (MAX_CELL_CHARACTERS + 1)}, "line 2, note: found 501 characters, wanted at most 500"),
    ],
)  # fmt: skip
def test_a_mistake_names_place_and_remedy(changed: dict[str, str], wanted: str) -> None:
    found = problems(cell(**changed))
    assert len(found) == 1, found
    assert wanted in found[0]


def test_every_mistake_is_named_at_once() -> None:
    text = f"{HEAD}\nh20,card,-1,USD,KZ,Q\n{GOOD}\nb200,box,40000,usd,kazakhstan,\n{GOOD}\n"
    assert [one.split(":")[0] for one in problems(text)] == [
        "line 2, item", "line 2, price", "line 4, covers", "line 4, country", "line 4, source", "line 5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "no line"),
        (b"\n\n# only a comment\n", "no line"),
        (HEAD.encode(), "line 2: found no quote"),
        ("item,price\n".encode("utf-16"), "UTF-16 text, wanted UTF-8"),
        (f"{HEAD}\nh200-sxm,card,1,USD,KZ,Angebot f\xfcr".encode("latin-1"), "line 2: found byte 0xfc"),
        (f"{HEAD}\n{GOOD},9\n".encode(), "found 7 cells, wanted 6; a cell with a separator"),
        (f'{HEAD}\n{GOOD[:-1]}"\n"open'.encode(), "a line that is no CSV"),
        (f'{HEAD}\n{GOOD}\n"{"x" * 200_000}'.encode(), "a line that is no CSV"),
        (b"item,covers,price,curency,country,source\n", "did you mean currency"),
        (b"item,covers,price,country,source\n", "currency: found no such column"),
        (b"item,item,covers,price,currency,country,source\n", "the column twice"),
        (b"x" * (MAX_SHEET_BYTES + 1), "a smaller file"),
        (f"{HEAD}\n{(GOOD + chr(10)) * (MAX_ROWS + 1)}".encode(), f"at most {MAX_ROWS:,}"),
    ],
)
def test_a_file_that_is_no_table_of_quotes(data: bytes, wanted: str) -> None:
    assert any(wanted in problem for problem in problems(data)), problems(data)


def test_text_is_cleaned_and_kept_as_text() -> None:
    hostile = "\x1b[31m=HYPERLINK(1)\x00\u202e [red]{subject}"
    one = quote(cell(source=f'"{hostile}"', note="@SUM(A1)"))
    assert one.source == "=HYPERLINK(1) [red]{subject}"
    documents = market_documents([one], CATALOGUE)
    written = [to_toml(document, path.split("/")[0]) for path, document in documents.items()]
    assert all(parse_document(text.encode(), max_bytes=10_000) for text in written)


@pytest.mark.parametrize(
    ("changed", "cards"),
    [
        ({}, None),
        ({"cards": "1"}, 1),
        ({"covers": "server", "cards": "4"}, 4),
        ({"covers": "module", "cards": "8"}, 8),
        ({"item": "hgx-h200-8", "covers": "server"}, 8),
        ({"item": "hgx-h200-8", "covers": "rack", "cards": "8"}, 8),
    ],
)
def test_what_a_price_covers_is_stated_or_plain(changed: dict[str, str], cards: int | None) -> None:
    assert quote(cell(**changed, date="2026-11-24")).cards == cards


def test_remarks_say_what_is_odd_about_a_usable_quote() -> None:
    lapsed = read_quotes(cell(valid_until="2026-11-23").encode(), CATALOGUE, TODAY)
    (remark,) = lapsed.remarks
    assert "it counts no more" in str(remark)
    endless = read_quotes(cell().encode(), CATALOGUE, TODAY)
    assert "never expires" in str(endless.remarks[0])
    today = read_quotes(cell(valid_until="2026-11-24").encode(), CATALOGUE, TODAY)
    assert today.remarks == ()


def test_quotes_become_one_market_a_country_and_one_source_an_origin() -> None:
    rows = (
        GOOD,
        GOOD.replace("33500", "33600"),
        GOOD.replace("KZ", "MN").replace("Quote 1", "Angebot Nr. 2"),
    )
    read = read_quotes("\n".join((HEAD, *rows)).encode(), CATALOGUE, TODAY)
    documents: dict[str, Any] = market_documents(read.quotes, CATALOGUE)
    assert list(documents) == [
        "sources/quote-1.toml", "sources/quote-angebot-nr-2.toml", "availability/KZ.toml",
        "availability/MN.toml",
    ]  # fmt: skip
    assert len(documents["availability/KZ.toml"]["offers"]) == 2
    assert documents["availability/KZ.toml"]["name"] == "Kazakhstan"
    for path, document in documents.items():
        text = to_toml(document, path.split("/")[0])
        assert parse_document(text.encode(), max_bytes=10_000) == document


def test_sources_of_like_names_do_not_share_an_id() -> None:
    rows = (
        GOOD.replace("Quote 1", "Quote/1"),
        GOOD.replace("Quote 1", "quote 1"),
        GOOD.replace("Quote 1", "\u4ef7"),
    )
    read = read_quotes("\n".join((HEAD, *rows)).encode(), CATALOGUE, TODAY)
    ids = [name for name in market_documents(read.quotes, CATALOGUE) if name.startswith("sources/")]
    assert ids == ["sources/quote-1.toml", "sources/quote-1-2.toml", "sources/quote-untitled.toml"]
