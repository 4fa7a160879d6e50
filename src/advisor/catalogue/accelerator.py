"""What a profile says about an accelerator card."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.record import (
    AcceleratorFamily,
    Area,
    Bandwidth,
    Bytes,
    Count,
    CountryCode,
    KvFormat,
    Power,
    Rate,
    Record,
    Tpp,
    WeightsFormat,
)
from advisor.figures import Statement


class Memory(Record, frozen=True, kw_only=True):
    """Memory of one card. `usable` is what a measurement found free for a process."""

    nominal: Bytes
    """Printed on the box; whether GB or GiB is meant is the source's business, so the unit says it."""
    reported: Bytes | None = None
    """What the driver reports as total (nvidia-smi and the like)."""
    usable: Bytes | None = None
    bandwidth: Bandwidth


class Rates(Record, frozen=True, kw_only=True):
    """Dense peak rates of one card, never with sparsity. Absent: not supported or not published."""

    bf16: Rate | None = None
    fp16: Rate | None = None
    fp8: Rate | None = None
    fp4: Rate | None = None
    int8: Rate | None = None


class ScaleUp(Record, frozen=True, kw_only=True):
    """The fast link between the cards of one domain (NVLink, HCCS, UB, Infinity Fabric)."""

    kind: str
    one_way: Bandwidth
    """Bytes per second leaving one card, one direction."""
    domain: Count
    """Cards that share the link in the typical server."""


class ExportFigures(Record, frozen=True, kw_only=True):
    """What ECCN 3A090 looks at. The maker's own classification overrides arithmetic."""

    datacentre: bool
    """Designed or marketed for data centres."""
    die_area: Area | None = None
    """Logic die area of the whole part, on a non-planar node."""
    stated_tpp: Tpp | None = None
    """Total processing performance as somebody published it; for comparison with our arithmetic."""
    maker_eccn: Statement | None = None


class Accelerator(Record, frozen=True, kw_only=True):
    """One card, module or bin that can be bought or rented."""

    id: str
    name: str
    vendor: str
    family: AcceleratorFamily
    designer_country: CountryCode
    """Where the designer is headquartered."""
    status: Literal["on_sale", "second_hand", "cloud_only", "roadmap", "ended"]
    status_note: Statement | None = None
    released: Statement | None = None
    devices_per_card: Annotated[int, msgspec.Meta(ge=1, le=64)] = 1
    """Devices that software sees: an Ascend 910C card is two."""
    memory: Memory
    rates: Rates
    scale_up: ScaleUp | None = None
    scale_out_one_way: Bandwidth | None = None
    """Network bytes per second leaving one card, one direction."""
    tdp: Power | None = None
    weights_formats: tuple[WeightsFormat, ...]
    """Formats the hardware computes natively or that a kernel dequantises at no loss of function."""
    kv_formats: tuple[KvFormat, ...]
    formats_source: Statement
    export: ExportFigures
    servers: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    """Ids of typical servers, the usual one first."""
    notes: tuple[Statement, ...] = ()
