"""A small sound profile document for tests of the reader."""

import copy
from typing import Any

FIGURE: dict[str, Any] = {
    "value": 80,
    "unit": "GB",
    "source": "maker-datasheet",
    "date": "2025-03",
    "confidence": "high",
}
_ACCELERATOR: dict[str, Any] = {
    "id": "card-x",
    "name": "Card X",
    "vendor": "Maker",
    "family": "hopper",
    "designer_country": "US",
    "status": "on_sale",
    "memory": {"nominal": FIGURE, "bandwidth": {**FIGURE, "unit": "GB/s", "value": 3350}},
    "rates": {},
    "weights_formats": ["bf16"],
    "kv_formats": ["bf16"],
    "formats_source": {"text": "bf16", "source": "maker-datasheet", "date": "2025", "confidence": "high"},
    "export": {"datacentre": True},
    "servers": ["box-8"],
}


def accelerator_document() -> dict[str, Any]:
    """A fresh copy that a test may spoil."""
    return copy.deepcopy(_ACCELERATOR)
