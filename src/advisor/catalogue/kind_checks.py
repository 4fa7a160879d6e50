"""What a kind of profile must be beside its types: one function a rule, called for every sound record.

To add one, write a function from (record, catalogue) to faults and name it in `KIND_CHECKS`.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.fault import RawFault
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.plausible import (
    BOUNDS,
    card_prices,
    memory_is_read_in_time,
    server_power,
    within_bounds,
)
from advisor.catalogue.source import Source

KindCheck = Callable[[Any, Catalogue], Iterator[RawFault]]


def source_leads_somewhere(source: Source, catalogue: Catalogue) -> Iterator[RawFault]:
    """A source without address and without date is none."""
    if not source.url and not source.date:
        yield RawFault(place="url", found="neither address nor date", wanted="an address or a date")


def _bounds_of(kind: str) -> KindCheck:
    return lambda record, catalogue: within_bounds(kind, record)


_OWN: dict[str, tuple[KindCheck, ...]] = {
    "accelerators": (memory_is_read_in_time,),
    "servers": (server_power,),
    "availability": (card_prices,),
    "sources": (source_leads_somewhere,),
}
KIND_CHECKS: Mapping[str, tuple[KindCheck, ...]] = MappingProxyType(
    {kind: (*([_bounds_of(kind)] if kind in BOUNDS else []), *_OWN.get(kind, ())) for kind in KINDS}
)
"""Kind -> its checks."""
