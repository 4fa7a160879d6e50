"""How many cards one buys: a part of a server in powers of two, then whole servers."""

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.plan.trial import NODE_COUNTS

SERVER_COUNTS = (*NODE_COUNTS, 24, 32, 48, 64)
"""Whole servers that are tried: the planner's, then up to a small cluster."""
MOST_CARDS = 16_384


def server_cards(accelerator: Accelerator, catalogue: Catalogue) -> int:
    """Cards of the part's usual server."""
    return catalogue.servers[accelerator.servers[0]].cards


def standard_counts(cards_per_server: int) -> tuple[int, ...]:
    """1, 2, 4 ... inside one server, then 1, 2, 3, 4, 6, 8, 12 ... whole servers; fewest first."""
    inside = []
    count = 1
    while count < cards_per_server:
        inside.append(count)
        count *= 2
    whole = [servers * cards_per_server for servers in SERVER_COUNTS]
    return (*inside, *(cards for cards in whole if cards <= max(MOST_CARDS, cards_per_server)))


def next_smaller(cards: int, cards_per_server: int) -> int | None:
    """The largest standard count below `cards`; None where it is the smallest."""
    return max((count for count in standard_counts(cards_per_server) if count < cards), default=None)
