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
from advisor.figures import Confidence, Statement


class Memory(Record, frozen=True, kw_only=True):
    """Memory of one card. `usable` is what a measurement found free for a process."""

    nominal: Bytes
    """Printed on the box; whether GB or GiB is meant is the source's business, so the unit says it."""
    reported: Bytes | None = None
    """What the driver reports as total (nvidia-smi and the like)."""
    usable: Bytes | None = None
    bandwidth: Bandwidth | None = None
    """Absent where nobody publishes one: no speed is then given."""
    kind: Statement | None = None
    """HBM3e, GDDR6, unified LPDDR5X and so on."""


class Rates(Record, frozen=True, kw_only=True):
    """Dense peak rates of one card, never with sparsity. Absent: not supported or not published.

    None at all: the profile says what fits, and no speed is given.
    """

    bf16: Rate | None = None
    fp16: Rate | None = None
    fp8: Rate | None = None
    fp4: Rate | None = None
    int8: Rate | None = None
    int4: Rate | None = None
    tf32: Rate | None = None
    fp32: Rate | None = None
    """Of the matrix units where they have one, else of the vector units; the note says which."""


class ScaleUp(Record, frozen=True, kw_only=True):
    """The fastest link between the cards of one server: NVLink, HCCS, UB, Infinity Fabric, or just PCIe."""

    kind: str
    one_way: Bandwidth
    """Bytes per second leaving one card, one direction."""
    stated: Literal["one_way", "both_ways", "not_stated"] | None = None
    """How the source counts: "both_ways" is halved above; "not_stated" is taken as both and halved too."""
    domain: Count | None = None
    """Cards that share the link in the typical server; absent for PCIe, where the server decides."""


class ExportFigures(Record, frozen=True, kw_only=True):
    """What ECCN 3A090 looks at. The maker's own classification overrides arithmetic."""

    datacentre: bool
    """Designed or marketed for data centres."""
    die_area: Area | None = None
    """Logic die area of the whole part, on a non-planar node."""
    stated_tpp: Tpp | None = None
    """Total processing performance as somebody published it; for comparison with our arithmetic."""
    maker_eccn: Statement | None = None
    circuits: Annotated[int, msgspec.Meta(ge=1, le=64)] = 1
    """Separately packaged chips that share the card's rates: 3A090 looks at each by itself."""


class Reading(Record, frozen=True, kw_only=True):
    """What one source says about a disputed property."""

    says: str
    """The value as the source gives it, with its unit."""
    source: str
    date: str
    confidence: Confidence


class Disagreement(Record, frozen=True, kw_only=True):
    """A property on which sources differ, what this profile uses and why."""

    subject: str
    readings: Annotated[tuple[Reading, ...], msgspec.Meta(min_length=1)]
    used: str
    why: str


class Accelerator(Record, frozen=True, kw_only=True):
    """One card, module or bin that can be bought or rented."""

    id: str
    name: str
    vendor: str
    family: AcceleratorFamily
    """Its line of hardware and software: speeds and the support of serving stacks go by it. Take `other` for
    a part of none of these lines, or it would pass for its neighbour."""
    designer_country: CountryCode
    """Where the designer is headquartered."""
    status: Literal["on_sale", "second_hand", "cloud_only", "roadmap", "ended"]
    status_note: Statement | None = None
    released: Statement | None = None
    also_called: tuple[str, ...] = ()
    """Ids that offers and papers use for several bins at once, such as "ascend-910b"; none names a part."""
    form_factor: Statement | None = None
    process: Statement | None = None
    """Foundry and node of the compute die."""
    host_link: Statement | None = None
    """PCIe generation and width."""
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
    software: Statement | None = None
    """Software stack in the field's words."""
    disagreements: tuple[Disagreement, ...] = ()
    notes: tuple[Statement, ...] = ()
