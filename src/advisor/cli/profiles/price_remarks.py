"""What is odd about the prices of quotes: no rate for their currency, or far from what is known of a part."""

import datetime
from collections.abc import Iterator

from advisor.catalogue.availability import Market
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.offers_csv.market_files import market_documents
from advisor.catalogue.offers_csv.quotes import Quotes
from advisor.catalogue.reader import read_record
from advisor.catalogue.standing import StandingMarkets
from advisor.cost.exchange import exchange_rate
from advisor.cost.odd_quotes import odd_quotes


def price_remarks(read: Quotes, catalogue: Catalogue, as_of: datetime.date) -> Iterator[str]:
    """One sentence a quote that it concerns, with its line; none of them keeps the quote from being used."""
    for quote in read.quotes:
        if quote.currency != "USD" and exchange_rate(quote.currency, catalogue.regions) is None:
            yield f"line {quote.line}, currency: no rate for {quote.currency} is known; the offer won't count"
    markets = StandingMarkets(catalogue.markets, as_of)
    accelerators, servers, regions = catalogue.accelerators, catalogue.servers, catalogue.regions
    for country in sorted({quote.country for quote in read.quotes}):
        quotes = [quote for quote in read.quotes if quote.country == country]
        document = market_documents(quotes, catalogue)[f"availability/{country}.toml"]
        offers = read_record(document, Market, f"availability/{country}").offers
        for quote, offer in zip(quotes, offers, strict=True):
            for odd in odd_quotes((offer,), country, accelerators, servers, markets, regions):
                yield (
                    f"line {quote.line}, price: {odd.card_usd:,.0f} USD a card, where the reference is "
                    f"{odd.reference_usd:,.0f}; check what the quote covers"
                )
