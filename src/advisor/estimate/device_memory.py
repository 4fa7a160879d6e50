"""Bytes that a device offers, and bytes that the runtime takes before any weight or token."""

from typing import Literal

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.estimate.identity import remembered

ASCEND_RESERVE_BYTES = 10_000_000_000
ASCEND_RESERVE_SOURCE = "msmodeling-device-profiles"
"""Huawei's own sizing tool sets 10 GB a device aside by default (Ascend/msmodeling, 2026-08-21)."""
OTHER_RESERVE_SHARE = 0.1
OTHER_RESERVE_SOURCE = "vllm-gpu-memory-utilization"
"""vLLM takes 90% of a device by default (`--gpu-memory-utilization 0.9`). The tenth it leaves holds graphs,
communication buffers and the runtime; activations come out of it too when an operator raises the share, as
the documented setups near the limit do (DeepSeek-R1 FP8 on eight 96 GB H20 runs to batch 16, not to 64)."""

_ASCEND = ("ascend-a2", "ascend-a3")


class DeviceMemory(msgspec.Struct, frozen=True, kw_only=True):
    """Memory of one device as software sees it: an Ascend 910C card is two."""

    usable_bytes: int
    usable_from: Literal["usable", "reported", "nominal"]
    reserve_bytes: int
    reserve_source: str


@remembered
def device_memory(accelerator: Accelerator) -> DeviceMemory:
    """The best figure of the profile: measured usable, else reported by the driver, else as printed."""
    memory = accelerator.memory
    origin: Literal["usable", "reported", "nominal"]
    if memory.usable is not None:
        figure, origin = memory.usable, "usable"
    elif memory.reported is not None:
        figure, origin = memory.reported, "reported"
    else:
        figure, origin = memory.nominal, "nominal"
    usable = int(figure.to("B")) // accelerator.devices_per_card
    ascend = accelerator.family in _ASCEND
    return DeviceMemory(
        usable_bytes=usable,
        usable_from=origin,
        reserve_bytes=ASCEND_RESERVE_BYTES if ascend else round(usable * OTHER_RESERVE_SHARE),
        reserve_source=ASCEND_RESERVE_SOURCE if ascend else OTHER_RESERVE_SOURCE,
    )
