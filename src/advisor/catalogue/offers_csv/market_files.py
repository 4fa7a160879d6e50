"""From quotes to profiles of a user's own: one market a country, one source a quote's origin."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.offers_csv.quotes import Quote

Document = dict[str, Any]

_SLUG_CHARACTERS = 48
_NOTE = "A quote of our own."
_CONFIDENCE = "high"
"""A quote is what the seller asks; how long it holds is another matter, and stands in `valid_until`."""


def market_documents(quotes: Iterable[Quote], catalogue: Catalogue) -> dict[str, Document]:
    """Path below a directory of profiles -> document: `availability/CC.toml` and `sources/ID.toml`.

    A market of a user's own adds to the shipped one; its firm offers outrank what is reported there.
    """
    quotes = tuple(quotes)
    sources = source_ids(quotes, catalogue)
    documents: dict[str, Document] = {}
    for quote in quotes:  # the sources first: a market must not cite what is not there yet
        source = sources[quote.source]
        documents.setdefault(
            f"sources/{source}.toml",
            {"id": source, "title": quote.source, "url": "", "date": quote.date, "note": _NOTE},
        )
    for quote in quotes:
        path = f"availability/{quote.country}.toml"
        market = documents.setdefault(
            path, {"id": quote.country, "name": catalogue.regions[quote.country].name, "offers": []}
        )
        market["offers"].append(_offer(quote, sources[quote.source]))
    return documents


def added_to(old: Mapping[str, Any], new: Document) -> Document:
    """A market or source with what `new` says over it; offers of other sources than those of `new` stay."""
    offers = new.get("offers", [])
    again = {offer["price"]["source"] for offer in offers}
    kept = [offer for offer in old.get("offers", []) if offer["price"]["source"] not in again]
    return {**old, **new, **({"offers": [*offers, *kept]} if "offers" in new else {})}


def source_ids(quotes: Iterable[Quote], catalogue: Catalogue) -> dict[str, str]:
    """What a quote cites -> id of its source. Ids that the catalogue uses for other titles are left alone."""
    ids: dict[str, str] = {}
    for quote in quotes:
        if quote.source in ids:
            continue
        slug = _slug(quote.source)
        base = slug if slug.startswith("quote-") else f"quote-{slug}"
        number, candidate = 1, base
        while candidate in ids.values() or _is_of_another(candidate, quote.source, catalogue):
            number += 1
            candidate = f"{base}-{number}"
        ids[quote.source] = candidate
    return ids


def _is_of_another(source_id: str, title: str, catalogue: Catalogue) -> bool:
    return source_id in catalogue.sources and catalogue.sources[source_id].title != title


def _slug(text: str) -> str:
    """Letters and digits of ASCII, lower case, joined by hyphens; "untitled" where there are none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:_SLUG_CHARACTERS].rstrip("-") or "untitled"


def _offer(quote: Quote, source: str) -> Document:
    def figure(value: float, unit: str, low: float | None = None, high: float | None = None) -> Document:
        bounds = {} if low is None else {"low": _plain(low), "high": _plain(high)}
        cited = {"source": source, "date": quote.date, "confidence": _CONFIDENCE}
        return {"value": _plain(value), "unit": unit, **bounds, **cited}

    lead = quote.lead
    fields: Document = {
        "item": quote.item,
        "per": quote.per,
        "cards": quote.cards,
        "channel": quote.channel,
        "condition": quote.condition if quote.condition != "new" else None,
        "price": figure(quote.price, quote.currency),
        "firm": True,
        "quantity": figure(quote.quantity, "count") if quote.quantity else None,
        "valid_until": quote.valid_until,
        "incoterm": quote.incoterm,
        "covers": list(quote.included) or None,
        "lead_weeks": figure(lead.value, "weeks", lead.low, lead.high) if lead else None,
        "note": quote.note or None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _plain(number: float | None) -> float | int | None:
    """Whole numbers without a point, as a person writes them."""
    return int(number) if isinstance(number, float) and number.is_integer() else number
