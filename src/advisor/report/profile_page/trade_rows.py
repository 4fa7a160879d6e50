"""Offers, supply, prices of hosted models and rents: what can be bought, as rows."""

import datetime
from collections.abc import Iterator

from advisor.catalogue.availability import Offer, Supply
from advisor.catalogue.service import HourPrice, TokenPrice
from advisor.catalogue.standing import has_lapsed
from advisor.figures import Figure
from advisor.report.profile_page.builder import PageBuilder
from advisor.report.profile_page.page import Row
from advisor.report.profile_page.values import choice_text, figure_value, list_text, number_text
from advisor.wording.english import status_text

Rows = Iterator[Row]


def offer_text(offer: Offer, as_of: datetime.date) -> str:
    """Price and terms of an offer: "33,500 USD (30,000 to 38,000) a card, firm, EXW"."""
    cards = f" of {offer.cards} card{'s' if offer.cards > 1 else ''}" if offer.cards else ""
    terms = [
        choice_text(offer.condition) if offer.condition != "new" else "",
        "firm" if offer.firm else "",
        offer.incoterm or "",
        f"includes {list_text(offer.covers)}" if offer.covers else "",
        f"{number_text(offer.quantity.value)} to be had" if offer.quantity else "",
        f"valid until {offer.valid_until}" if offer.valid_until else "",
        "lapsed, no longer counts" if has_lapsed(offer, as_of) else "",
    ]
    return ", ".join([f"{figure_value(offer.price)} a {offer.per}{cards}", *filter(None, terms)])


def offer_rows(builder: PageBuilder, offer: Offer, place: str, label: str, kind: str = "") -> Rows:
    """An offer and its lead time; `kind` where it stands in a profile of another kind."""
    price = offer.price
    notes = [offer.channel, offer.note, price.note]
    others = tuple(bin_id for bin_id in offer.serves if bin_id != offer.item)
    if others:
        notes.insert(1, f"also evidence for {list_text(others)}")
    yield Row(
        label=label,
        text=offer_text(offer, builder.as_of),
        place="" if kind else place,
        origin=builder.origin(price.source, price.date, price.confidence, f"{place}.price", kind),
        note=" ".join(_sentence(note) for note in notes if note),
        layer="" if kind else builder.layer(place),
        figure=price,
    )
    if offer.lead_weeks is not None:
        yield builder.figure("  lead time", offer.lead_weeks, f"{place}.lead_weeks", kind=kind)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def market_offer_rows(builder: PageBuilder, offer: Offer, place: str) -> Rows:
    """An offer of the market whose page it is."""
    yield from offer_rows(builder, offer, place, offer.item)


def supply_row(builder: PageBuilder, supply: Supply, place: str, label: str, kind: str = "") -> Row:
    """Whether an item can be had; `kind` where that stands in a profile of another kind."""
    only = f" (only in {list_text(supply.only_in)})" if supply.only_in else ""
    origin = builder.origin(supply.source, supply.date, supply.confidence, place, kind)
    text = f"{status_text(supply.status)}{only}: {supply.text}"
    return Row(
        label=label,
        text=text,
        place="" if kind else place,
        origin=origin,
        layer="" if kind else builder.layer(place),
    )


def supply_rows(builder: PageBuilder, supply: Supply, place: str) -> Rows:
    """A word on supply of the market whose page it is."""
    yield supply_row(builder, supply, place, list_text((supply.item, *supply.also)))


def token_text(price: TokenPrice) -> str:
    """Prices of one hosted model: "in 1, out 3.2, cached 0.2 USD/Mtok"."""
    cached = f", cached {_amount(price.cached_input)}" if price.cached_input else ""
    context = f", context {number_text(price.context_tokens)}" if price.context_tokens else ""
    return f"in {_amount(price.input)}, out {_amount(price.output)}{cached} {price.output.unit}{context}"


def token_rows(builder: PageBuilder, price: TokenPrice, place: str) -> Rows:
    """Prices of one model, of the service whose page it is."""
    output = price.output
    closed = "" if price.open_weights else ", closed weights"
    yield Row(
        label=price.model,
        text=f"{token_text(price)}{closed}",
        place=place,
        origin=builder.origin(output.source, output.date, output.confidence, f"{place}.output"),
        note=price.note or output.note,
        layer=builder.layer(place),
        figure=output,
    )
    yield from _other_origins(builder, price, place)


def _other_origins(builder: PageBuilder, price: TokenPrice, place: str) -> Rows:
    """Where input and output have sources of their own, or a note, they get rows of their own."""
    for name, label in (("input", "  in"), ("cached_input", "  cached")):
        figure: Figure | None = getattr(price, name)
        if figure is not None and (figure.source != price.output.source or figure.note):
            yield builder.figure(label, figure, f"{place}.{name}")


def hour_text(price: HourPrice) -> str:
    """An hour of one card with its terms and place."""
    whole = f"whole machines of {price.cards}" if price.cards else ""
    kept = [
        choice_text(price.terms) if price.terms != "unknown" else "",
        price.seller if price.seller != "owner" else "",
        whole,
        price.place,
    ]
    return ", ".join([figure_value(price.price), *filter(None, kept)])


def hour_row(builder: PageBuilder, price: HourPrice, place: str, label: str, kind: str = "") -> Row:
    """One rent; `kind` where it stands in a profile of another kind."""
    figure = price.price
    return Row(
        label=label,
        text=hour_text(price),
        place="" if kind else place,
        origin=builder.origin(figure.source, figure.date, figure.confidence, f"{place}.price", kind),
        note=price.note or figure.note,
        layer="" if kind else builder.layer(place),
        figure=figure,
    )


def hour_rows(builder: PageBuilder, price: HourPrice, place: str) -> Rows:
    """One rent, of the service whose page it is."""
    yield hour_row(builder, price, place, price.item)


def _amount(figure: Figure) -> str:
    return figure_value(figure).removesuffix(f" {figure.unit}")
