"""Markets as they stand on a day: offers whose last day has passed no longer count."""

import datetime
from collections.abc import Iterator, Mapping

import msgspec

from advisor.catalogue.availability import Market, Offer


def has_lapsed(offer: Offer, as_of: datetime.date) -> bool:
    """True after the last day of the offer; on that day itself it still holds."""
    # Both are ISO days, which sort as text.
    return offer.valid_until is not None and offer.valid_until < as_of.isoformat()


class StandingMarkets(Mapping[str, Market]):
    """Market id -> the market without the offers that have lapsed by `as_of`; each is read when asked for."""

    def __init__(self, markets: Mapping[str, Market], as_of: datetime.date) -> None:
        self._markets = markets
        self._as_of = as_of
        self._standing: dict[str, Market] = {}

    def __getitem__(self, market_id: str) -> Market:
        standing = self._standing.get(market_id)
        if standing is None:
            market = self._markets[market_id]
            offers = tuple(offer for offer in market.offers if not has_lapsed(offer, self._as_of))
            unchanged = len(offers) == len(market.offers)
            standing = market if unchanged else msgspec.structs.replace(market, offers=offers)
            self._standing[market_id] = standing
        return standing

    def __iter__(self) -> Iterator[str]:
        return iter(self._markets)

    def __len__(self) -> int:
        return len(self._markets)

    def __contains__(self, market_id: object) -> bool:
        return market_id in self._markets

    def lapsed(self, market_id: str) -> tuple[Offer, ...]:
        """Offers of a market that no longer hold; none for a market that does not exist."""
        if market_id not in self._markets:
            return ()
        return tuple(offer for offer in self._markets[market_id].offers if has_lapsed(offer, self._as_of))
