"""What a skeleton says beyond the records' own texts: usual units, plain fields, other files it takes."""

EXAMPLE = (
    '{ value = 80, unit = "GB", low = 64, high = 96, source = "maker-datasheet", date = "2026-03", '
    'confidence = "high", note = "low and high where sources differ; note and both may be left out" }'
)

USUAL_UNITS = {
    "B": "GB",
    "B/s": "GB/s",
    "ratio": "%",
}
"""Unit that the reader checks by -> the one that people write."""

FIELD_NOTES = {
    "name": "As people know it.",
    "vendor": "Who makes it.",
    "title": "Who published what.",
    "url": "Address; empty where there is none.",
    "date": "The day of the source, or its month or year where no day is known.",
    "source": "Id of the source; a file in sources/.",
    "confidence": "high for a maker's or official figure, low for one unconfirmed voice.",
    "note": "What a reader should know beside it: what other sources say, what it does not cover.",
    "notes": "Further sourced sentences.",
    "channel": "Who sells it.",
    "condition": "New unless stated.",
}
"""Key -> meaning, for fields that mean the same in every record."""

ALSO_NEEDED = {
    "accelerators": (
        "To appear in a plan an accelerator also needs: a server that carries it (servers/ID.toml, named in "
        "`servers` below and naming the accelerator); a serving stack that supports its family (most do "
        "already; else stacks/ID.toml with a [[support]] block); for a price, an offer in "
        "availability/CC.toml, which `advisor profiles import-offers` writes from a CSV file; and a source "
        "for its figures (sources/ID.toml). Start each with `advisor profiles new`."
    ),
    "servers": (
        "A server appears in a plan through an accelerator that names it in `servers`; a price for it stands "
        "in availability/CC.toml."
    ),
    "models": (
        "`advisor profiles import-model config.json` fills in the architecture from a publisher's file. To "
        "appear in a plan a model also needs a line in a serving stack: its id in `models`, or its "
        "`model_type` in `model_types`, of a [[support]] block in stacks/ID.toml."
    ),
    "regions": (
        "Prices, deliveries and supply in the country stand in availability/CC.toml. Leave out what is not "
        "known: it shows as unknown and is counted as such."
    ),
    "calibrations": (
        "`advisor calibrate FILE.csv` writes this from measured rows; fill it in by hand only to take over "
        "factors from a colleague. It needs a source (sources/ID.toml) that names the benchmark."
    ),
    "stacks": "Each [[support]] block says that a stack runs some models on one family of accelerators.",
}
"""Kind -> what else it takes for the item to appear in a plan."""
