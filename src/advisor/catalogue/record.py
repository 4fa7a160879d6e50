"""The base of every profile record, and figures that must come in a given dimension."""

from typing import Annotated, Literal

import msgspec

from advisor.figures import Figure


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A frozen profile record; an unknown key is refused when it is read.

    Subclasses repeat `frozen=True, kw_only=True`: msgspec does not inherit `kw_only`, nor do type checkers.
    """


# The reader checks that a figure's unit has the dimension of the unit named here (`Meta.extra["unit"]`).
Bytes = Annotated[Figure, msgspec.Meta(extra={"unit": "B"})]
Bandwidth = Annotated[Figure, msgspec.Meta(extra={"unit": "B/s"})]
Rate = Annotated[Figure, msgspec.Meta(extra={"unit": "TFLOPS"})]
Power = Annotated[Figure, msgspec.Meta(extra={"unit": "W"})]
Area = Annotated[Figure, msgspec.Meta(extra={"unit": "mm2"})]
Tpp = Annotated[Figure, msgspec.Meta(extra={"unit": "TPP"})]
Mass = Annotated[Figure, msgspec.Meta(extra={"unit": "kg"})]
Share = Annotated[Figure, msgspec.Meta(extra={"unit": "ratio"})]
Count = Annotated[Figure, msgspec.Meta(extra={"unit": "count"})]
Tokens = Annotated[Figure, msgspec.Meta(extra={"unit": "tokens"})]
Milliseconds = Annotated[Figure, msgspec.Meta(extra={"unit": "ms"})]
Days = Annotated[Figure, msgspec.Meta(extra={"unit": "days"})]
Parameters = Annotated[Figure, msgspec.Meta(extra={"unit": "parameters"})]
UsdPerKwh = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/kWh"})]
UsdPerKg = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/kg"})]
Usd = Annotated[Figure, msgspec.Meta(extra={"unit": "USD"})]
UsdPerKwMonth = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/kW-month"})]
UsdPerRackMonth = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/rack-month"})]
UsdPerMw = Annotated[Figure, msgspec.Meta(extra={"unit": "USD/MW"})]
PerUsd = Annotated[Figure, msgspec.Meta(extra={"unit": "per USD"})]
Carbon = Annotated[Figure, msgspec.Meta(extra={"unit": "gCO2e/kWh"})]
PerDay = Annotated[Figure, msgspec.Meta(extra={"unit": "per day"})]
PerMinute = Annotated[Figure, msgspec.Meta(extra={"unit": "per minute"})]
PerMonth = Annotated[Figure, msgspec.Meta(extra={"unit": "per month"})]

Size = Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
"""A dimension or a count of which there is at least one."""
Natural = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]

WeightsFormat = Literal["bf16", "fp8", "w8a8", "w4a8", "w4a16", "nvfp4", "mxfp4"]
KvFormat = Literal["bf16", "fp8", "int8"]
WEIGHTS_FORMATS: tuple[WeightsFormat, ...] = ("bf16", "fp8", "w8a8", "w4a8", "w4a16", "nvfp4", "mxfp4")
KV_FORMATS: tuple[KvFormat, ...] = ("bf16", "fp8", "int8")

AcceleratorFamily = Literal[
    "ampere", "ada", "hopper", "blackwell", "blackwell-rtx",
    "cdna2", "cdna3", "cdna4", "rdna3", "rdna4",
    "gaudi", "xe2",
    "ascend-310p", "ascend-a2", "ascend-a3", "ascend-950",
    "mlu", "dcu", "musa", "metax", "kunlun", "enflame", "corex", "biren", "ppu",
    "apple", "tpu", "trainium", "tenstorrent", "qaic",
    "other",
]  # fmt: skip
"""Parts that share an instruction set and a software stack; speed constants and support lines go by it.

`other` is for a part of none of these lines: no speed is inherited, and a stack's line names it by its id."""
CountryCode = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]
