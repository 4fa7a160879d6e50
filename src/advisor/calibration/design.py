"""Which constants a row's parts depend on: the columns of the fit, with how far each may stray."""

import math

import msgspec

from advisor.calibration.observation import Observation
from advisor.estimate.coefficients import BATCH_SCALE_LOG, HIDDEN_SCALE, groups_of
from advisor.estimate.steady_state import length_ratio

MAIN, CROSSED, MEASURE, SLOPE, PATH = 0.075, 0.045, 0.3, 0.1, 0.6
"""Prior spreads on the log scale: of a factor of one property, of two together, of a measure of the layout,
of what a class changes of such a measure, and of the untuned path. Chosen by leaving pairs out: doubling or
halving the first two costs up to a point of median error."""
LAYER_MAIN = 0.15

BASES: dict[str, tuple[float, float, str]] = {
    "weights": (1.2, 0.12, "x the data sheet's time"),
    "compute": (1.7, 0.5, "x the data sheet's time at 1,000 TFLOPS"),
    "attention": (2.0, 0.2, "x the data sheet's time"),
    "kv": (1.3, 0.2, "x the data sheet's time"),
    "layers": (100.0, 0.6, "us a layer and step at an empty batch"),
    "rows": (0.6, 0.5, "us a layer and token of an attention rank"),
    "sequences": (1.0, 0.5, "us a sequence and step"),
    "collectives": (0.8, 0.5, "x the bytes over the link's one-way rate"),
    "prompt": (2.6, 0.5, "x the data sheet's time on one device of 1,000 TFLOPS"),
    "prompt attention": (2.2, 0.5, "x the data sheet's time"),
    "prompt layers": (30.0, 0.5, "us a layer and prompt"),
    "prompt weights": (0.5, 0.5, "x one reading of the weights"),
    "prompt collectives": (0.8, 0.5, "x the bytes over the link's one-way rate"),
    "interference": (0.85, 0.5, "share of other prompts that a median time per token sees"),
    "accepted": (1.75, 0.2, "tokens a step where the model drafts"),
    "median step": (0.95, 0.1, "x the mean time per token"),
    "pool": (0.6, 0.4, "share of the prefill pool's time that bounds the rate"),
    "saturated": (0.9, 0.3, "x times under an unlimited load"),
    "first prompt": (1.3, 0.5, "x the time of the own prompt"),
    "first steps": (11.5, 0.5, "decode steps before the first token"),
    "first queue": (0.14, 0.7, "share of busy neighbours' prompts"),
}
"""Term -> (prior, its spread on the log scale, unit)."""

GROUPS: dict[str, tuple[str, ...]] = {
    "weights": ("vendor", "family", "class", "format", "family x format", "family x class"),
    "compute": ("vendor", "family", "class", "format"),
    "attention": ("class",),
    "kv": ("vendor", "family", "class"),
    "layers": (
        "vendor", "family", "class", "model", "stack", "format", "family x class", "family x model",
        "family x stack", "stack x class",
    ),
    "rows": ("vendor", "family", "class"),
    "sequences": ("stack",),
    "collectives": ("vendor",),
    "prompt": ("vendor", "family", "class", "model", "stack", "format", "family x class", "family x format"),
    "prompt attention": ("vendor", "family", "class"),
    "prompt layers": ("vendor", "family"),
    "prompt collectives": ("vendor",),
    "interference": ("stack",),
    "accepted": ("model", "stack", "vendor"),
    "pool": ("vendor", "family"),
    "first prompt": ("vendor", "stack", "class"),
    "first steps": ("vendor", "family", "stack"),
    "first queue": ("stack",),
}  # fmt: skip


class Column(msgspec.Struct, frozen=True):
    """One constant of a term: a factor of `key` in `group`, or the exponent of the measure `key`."""

    term: str
    group: str
    """Empty: an exponent; "base": the base."""
    key: str
    spread: float


def columns_of(one: Observation) -> list[tuple[Column, float]]:
    """Every constant that bears on a row, with the measure it is multiplied by."""
    found: list[tuple[Column, float]] = []
    present = groups_of(one.case)
    for term, (_, spread, _) in BASES.items():
        found.append((Column(term, "base", "", spread), 1.0))
        wanted = GROUPS.get(term, ())
        for group, key in present:
            if group in wanted and key.strip():
                found.append((Column(term, group, key, _spread(term, group)), 1.0))
    if not one.deployment.load_known:
        found.append((Column("saturated", "table", one.table, 0.15), 1.0 if one.table else 0.0))
    return found + _measures(one)


def _spread(term: str, group: str) -> float:
    if " x " in group or (term, group) == ("layers", "format"):
        return CROSSED
    return LAYER_MAIN if term == "layers" else MAIN


def _measures(one: Observation) -> list[tuple[Column, float]]:
    """Exponents: what the layout, the part's peak and the path change."""
    case, layout, load = one.case, one.deployment.layout, one.deployment.load
    batch = math.log1p(one.rows) / BATCH_SCALE_LOG
    dp = 1.0 if layout.dp > 1 else 0.0
    pool = layout.prefill_pool
    readers = pool.tp * pool.dp if pool else layout.tp * layout.dp
    peak, untuned = math.log(case.peak / 1e15), 0.0 if case.tuned else 1.0
    wide = 1.0 if layout.tp * layout.dp > 8 else 0.0
    found = [
        ("layers", "batch", batch, MEASURE),
        ("layers", "dp", dp, MEASURE),
        ("layers", "dp batch", dp * batch, MEASURE),
        ("layers", "wide", wide, MEASURE),
        ("layers", "speculative", 1.0 if case.speculative else 0.0, MEASURE),
        ("layers", "pool", 1.0 if case.disaggregated else 0.0, MEASURE),
        ("layers", "ep", 1.0 if layout.ep > 1 and not dp else 0.0, MEASURE),
        ("layers", "tp", math.log2(layout.tp) / 3, MEASURE),
        ("layers", "hidden", math.log(case.hidden / HIDDEN_SCALE), MEASURE),
        ("layers", "path", untuned, PATH),
        ("compute", "peak", peak, MEASURE),
        ("prompt", "peak", peak, MEASURE),
        ("prompt", "devices", math.log2(readers) / 3, MEASURE),
        ("prompt", "path", untuned, PATH),
        ("interference", "lengths", math.log(length_ratio(load)), MEASURE),
    ]
    columns = [(Column(term, "", key, spread), value) for term, key, value, spread in found]
    columns.append((Column("layers", "batch x class", case.model_class, SLOPE), batch))
    columns.append((Column("layers", "dp x class", case.model_class, SLOPE), dp))
    return [(column, value) for column, value in columns if value]
