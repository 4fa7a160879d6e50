"""What a profile says about a server that carries accelerators."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.record import Mass, Power, Record
from advisor.figures import Statement


class Server(Record, frozen=True, kw_only=True):
    """One node: how many cards it holds and what it draws."""

    id: str
    name: str
    vendor: str
    accelerators: tuple[str, ...]
    """Ids of the accelerators it is sold with."""
    cards: Annotated[int, msgspec.Meta(ge=1, le=16384)]
    host_arch: Literal["x86_64", "aarch64", "unknown"] = "unknown"
    max_power: Power | None = None
    """Nameplate of the whole server."""
    cooling: Literal["air", "liquid", "unknown"] = "unknown"
    rack_units: int | None = None
    mass: Mass | None = None
    source: str
    notes: tuple[Statement, ...] = ()
