"""Names of what the engine emits by code: cost lines, memory parts, speed terms, bases, groups."""

COST_LINES: dict[str, str] = {
    "accelerators": "Accelerators",
    "hosts": "Hosts (CPU, RAM, drives, chassis)",
    "network": "Network",
    "storage": "Storage",
    "freight": "Freight",
    "insurance": "Cargo insurance",
    "broker": "Customs broker",
    "duty": "Import duty",
    "levies": "Import levies",
    "vat": "VAT that is not recovered",
    "installation": "Installation",
    "spares": "First spares",
    "racks": "Racks and power distribution",
    "ups_generator": "UPS and generator",
    "rooms": "Rooms and cooling",
    "power": "Electricity",
    "power_price": "Power price",
    "power_draw": "Power draw",
    "support": "Maintenance and support",
    "licences": "Software licences",
    "staff": "Operations staff",
    "porting": "Porting and validation",
    "finance": "Cost of capital",
    "residual": "Residual value",
    "utilisation": "Utilisation over the year",
    "output": "Output",
}
LINE_GROUPS: dict[str, str] = {
    "goods": "Goods",
    "landing": "Landing",
    "site": "Site",
    "per_year": "Each year",
    "end": "At the end",
}
PRICE_ORIGINS: dict[str, str] = {
    "offer": "offer in this market",
    "reference": "price from another market",
    "derived": "computed",
    "assumption": "assumption",
    "rule": "rule",
}
SPEED_TERMS: dict[str, str] = {
    "weights": "reading weights",
    "kv": "reading the KV cache",
    "compute": "arithmetic",
    "layers": "constant per layer",
    "rows": "work per row and layer",
    "sequences": "work per sequence",
    "collectives": "exchange between devices",
    "prefill": "prompts of others",
    "prompt": "reading the own prompt",
    "steps": "steps of the engine",
    "waiting": "behind other prompts",
}
MEMORY_PARTS: dict[str, str] = {
    "routed_experts": "Routed experts",
    "shared_experts": "Shared experts",
    "dense": "Attention, dense layers, norms",
    "embedding": "Embeddings and output head",
    "mtp": "Multi-token prediction",
    "kv_cache": "KV cache",
    "indexer": "Indexer keys",
    "state": "Recurrent state",
    "reserve": "Reserve for the runtime",
}
MEMORY_ORIGINS: dict[str, str] = {
    "usable": "measured free for a process",
    "reported": "as the driver reports",
    "nominal": "as printed on the box, the weakest of the three",
}
BASES: dict[str, str] = {
    "measured": "measured on this model and hardware",
    "calibrated": "calibrated on measurements of this hardware family",
    "family": "constants inherited from relatives",
    "datasheet": "datasheet arithmetic only",
}
PATHS: dict[str, str] = {
    "tuned": "tuned kernels",
    "default": "default kernels, not tuned for this model",
}
CHIP_CLASSES: dict[str, str] = {
    "A": "3A090.a",
    "A-ws": "3A090.a, workstation part",
    "B": "3A090.b",
    "N": "below 3A090",
    "unknown": "class unknown",
}
