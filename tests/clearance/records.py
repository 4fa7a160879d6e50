"""Made-up parts, regions and markets for the tests of clearance, beside the shipped rules and regions."""

import datetime
from collections.abc import Mapping
from functools import cache

import msgspec

from advisor.catalogue.accelerator import Accelerator, ExportFigures, Memory, Rates
from advisor.catalogue.availability import Market
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.catalogue.region import Region
from advisor.clearance.clear import clear
from advisor.clearance.result import Buyer, Clearance
from advisor.figures import Confidence, Figure, Statement

TODAY = datetime.date(2026, 11, 23)


@cache
def shipped() -> Catalogue:
    """The shipped profiles, read once."""
    return Catalogue.shipped()


def figure(value: float, unit: str, confidence: Confidence = "high") -> Figure:
    """A figure of a made-up source."""
    return Figure(value=value, unit=unit, source="made-up", date="2026-01-01", confidence=confidence)


def statement(text: str) -> Statement:
    """A statement of a made-up source."""
    return Statement(text=text, source="made-up", date="2026-01-01", confidence="high")


def rates(tflops: Mapping[str, float]) -> Rates:
    """Dense peak rates in TFLOPS (or TOPS) by format."""
    return msgspec.convert(
        {name: msgspec.to_builtins(figure(value, "TFLOPS")) for name, value in tflops.items()}, Rates
    )


def part(
    part_id: str = "made-up",
    *,
    die_mm2: float | None = None,
    datacentre: bool = True,
    designer: str = "US",
    vendor: str = "Maker",
    eccn: str | None = None,
    bandwidth_gb_s: float = 3000,
    stated_tpp: float | None = None,
    servers: tuple[str, ...] = (),
    known: Mapping[str, float] | None = None,
    **tflops: float,
) -> Accelerator:
    """An accelerator with the figures that clearance looks at; `tflops` and `known` are rates."""
    return Accelerator(
        id=part_id,
        name=part_id,
        vendor=vendor,
        family="hopper",
        designer_country=designer,
        status="on_sale",
        memory=Memory(nominal=figure(80, "GB"), bandwidth=figure(bandwidth_gb_s, "GB/s")),
        rates=rates({**tflops, **(known or {})}),
        weights_formats=("bf16",),
        kv_formats=("bf16",),
        formats_source=statement("made up"),
        export=ExportFigures(
            datacentre=datacentre,
            die_area=None if die_mm2 is None else figure(die_mm2, "mm2"),
            stated_tpp=None if stated_tpp is None else figure(stated_tpp, "TPP"),
            maker_eccn=None if eccn is None else statement(eccn),
        ),
        servers=servers,
    )


# One part a class, none near a threshold. TPP: 24,000; 8,000; 2,896; 800; 4,000 with no die area.
PARTS: dict[str, Accelerator] = {
    "A": part("class-a", fp16=1500, bandwidth_gb_s=8000),
    "A-ws": part("class-a-ws", fp16=500, datacentre=False),
    "B": part("class-b", fp16=181, die_mm2=609),
    "N": part("class-n", fp16=50),
    "unknown": part("class-unknown", fp16=250),
}


def region(region_id: str) -> Region:
    """A shipped region."""
    return shipped().regions[region_id]


def cleared(
    accelerator: Accelerator | str,
    region_id: str,
    *,
    headquarters: str | None = None,
    parent: str | None = None,
    us_ties: bool = False,
    model: Model | None = None,
    markets: dict[str, Market] | None = None,
    as_of: datetime.date = TODAY,
) -> Clearance:
    """Clearance over the shipped rules; the buyer is a local one unless said otherwise."""
    hq = headquarters or region_id
    return clear(
        accelerator=shipped().accelerators[accelerator] if isinstance(accelerator, str) else accelerator,
        region=region(region_id),
        buyer=Buyer(headquarters=hq, parent=parent or hq, us_ties=us_ties),
        regions=shipped().regions,
        model=model,
        rules=shipped().rules,
        markets=markets or {},
        as_of=as_of,
    )
