"""What a budget roughly buys, before a model is chosen."""

import datetime
from decimal import Decimal

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.region import Region
from advisor.catalogue.standing import StandingMarkets
from advisor.cost.delivery import at_delivery
from advisor.cost.purchase import landed_server_usd


class PreviewLine(msgspec.Struct, frozen=True, kw_only=True):
    """How many whole servers of one part a budget buys, landed, at the mid price."""

    accelerator: str
    servers: int
    cards: int
    landed_server_usd: Decimal
    price_basis: str
    """offer or reference, and the market it was seen in."""


def budget_preview(
    budget_usd: Decimal, region: Region, catalogue: Catalogue, as_of: datetime.date
) -> tuple[PreviewLine, ...]:
    """One line for each priced part, most memory for the money first. Law and supply are not looked at."""
    markets = StandingMarkets(catalogue.markets, as_of)
    region = at_delivery(region, as_of, None)
    lines: list[tuple[float, PreviewLine]] = []
    for accelerator in catalogue.accelerators.values():
        server = catalogue.servers[accelerator.servers[0]]
        landed = landed_server_usd(
            accelerator=accelerator,
            server=server,
            region=region,
            markets=markets,
            regions=catalogue.regions,
            assumptions=catalogue.costs,
        )
        if landed is None:
            continue
        servers = int(budget_usd // landed.usd)
        memory_bytes = servers * server.cards * accelerator.memory.nominal.to("B")
        line = PreviewLine(
            accelerator=accelerator.id,
            servers=servers,
            cards=servers * server.cards,
            landed_server_usd=landed.usd,
            price_basis=f"{landed.origin} {landed.market}",
        )
        lines.append((-memory_bytes, line))
    return tuple(line for _, line in sorted(lines, key=lambda pair: (pair[0], pair[1].accelerator)))
