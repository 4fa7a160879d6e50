"""What the speed model is meant to reach on pairs it never saw, for the reader to judge the table by."""

from collections.abc import Mapping
from types import MappingProxyType

from advisor.evidence.comparison import Measure, VendorGroup

_BY_VENDOR: dict[VendorGroup, float] = {
    "nvidia": 0.12,
    "amd": 0.12,
    "intel": 0.40,
    "ascend_a3": 0.25,
    "ascend_a2": 0.40,
    "other": 0.40,
}
_SATURATED: dict[VendorGroup, float] = {"nvidia": 0.20, "amd": 0.20, "ascend_a3": 0.30}

TARGET_ERROR: Mapping[Measure, Mapping[VendorGroup, float]] = MappingProxyType(
    {
        "tpot": _BY_VENDOR,
        "throughput": _BY_VENDOR,
        "ttft_to_16": {"nvidia": 0.28, "ascend_a3": 0.40},
        "ttft_above_16": {"nvidia": 0.45, "ascend_a3": 0.45},
        "saturated_throughput": _SATURATED,
    }
)
"""Highest median absolute error, as a share. The best published tool for one vendor's parts is off by 12% in
TPOT and 38% in TTFT with data of those parts inside it; a plain roofline is off by 60 to 90%; the same setup
with another version of its engine moves by 6 to 10%, so single digits are near the floor."""

TARGET_INSIDE = (0.75, 0.90)
"""Share of rows inside the 80% range: below it the ranges promise too much, above it they are too wide."""

TARGET_WIDTH: Mapping[VendorGroup, float] = MappingProxyType({"nvidia": 2.1, "amd": 2.1, "ascend_a3": 3.0})
"""Largest median high / low; for the others as wide as the truth needs."""


def target_of(measure: Measure, group: VendorGroup) -> float | None:
    """The highest median error that is meant for a cell; None where none is set."""
    return TARGET_ERROR.get(measure, {}).get(group)
