"""A plan as one CSV table: a row for each setup, near-miss and rejection."""

import csv
import io
from typing import Any

from advisor.cost.result import Cost
from advisor.figures import Money, Range
from advisor.plan.result import Plan, Reason, Setup
from advisor.wording.english import reason_text, setup_status

_BOUNDS = ("low", "mid", "high")
_RANGES = ("output_tok_s", "ttft_ms", "tpot_ms")
_MONEY = ("capex_usd", "tco_usd", "usd_per_mtok")
COLUMNS = (
    "row", "rank", "region", "model", "as_of",
    "accelerator", "count", "nodes", "weights", "kv", "stack", "tp", "pp", "ep", "dp", "replicas",
    "checkpoint", "headroom_bytes",
    *(f"{name}_{bound}" for name in _RANGES for bound in _BOUNDS), "basis",
    *(f"{name}_{bound}" for name in _MONEY for bound in _BOUNDS), "missing", "highest_quote_usd", "power_kw",
    "export", "use", "supply", "rules", "pareto", "confidence", "tight", "reasons",
    "price_origin", "price_market",
)  # fmt: skip
"""`row` is feasible, tight, price_unknown, near_miss or rejected; a rejection shows its closest layout."""

Row = dict[str, Any]


def render_csv(plan: Plan) -> str:
    """The table as text with a header line; an unknown cell is empty."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in _rows(plan):
        common = {"region": plan.brief.region, "model": plan.brief.model, "as_of": plan.as_of}
        writer.writerow({key: defused(value) for key, value in {**common, **row}.items()})
    return stream.getvalue()


def defused(value: Any) -> Any:
    """A cell that a spreadsheet takes for text: none starts as a formula does. Numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line


def _rows(plan: Plan) -> list[Row]:
    rows = [
        {"row": setup_status(setup), "rank": rank, **_setup_row(setup)}
        for rank, setup in enumerate(plan.setups, start=1)
    ]
    rows += [
        {**_setup_row(miss.setup), "row": "near_miss", "reasons": _texts(miss.reasons)}
        for miss in plan.near_misses
    ]
    for rejection in plan.rejections:
        row = _setup_row(rejection.closest) if rejection.closest else {}
        row |= {
            "row": "rejected",
            "accelerator": rejection.accelerator,
            "weights": rejection.weights,
            "stack": rejection.stack,
            "reasons": _texts(rejection.reasons),
        }
        rows.append(row)
    return rows


def _setup_row(setup: Setup) -> Row:
    layout, speed, cost, clearance = setup.layout, setup.speed, setup.cost, setup.clearance
    priced = not cost.price_unknown
    return {
        "accelerator": layout.accelerator,
        "count": layout.cards,
        "nodes": layout.nodes,
        "weights": layout.weights,
        "kv": layout.kv,
        "stack": layout.stack,
        "tp": layout.tp,
        "pp": layout.pp,
        "ep": layout.ep,
        "dp": layout.dp,
        "replicas": layout.replicas,
        "checkpoint": setup.checkpoint,
        "headroom_bytes": setup.memory.headroom_bytes,
        **_bounds("output_tok_s", speed.output_tok_s),
        **_bounds("ttft_ms", speed.ttft_ms),
        **_bounds("tpot_ms", speed.tpot_ms),
        "basis": speed.basis,
        **_bounds("capex_usd", cost.capex if priced else None),
        **_bounds("tco_usd", cost.tco if priced else None),
        **_bounds("usd_per_mtok", cost.usd_per_mtok if priced else None),
        "missing": " ".join(cost.tco.missing),
        "highest_quote_usd": cost.highest_quote_usd,
        "power_kw": cost.serving_kw,
        "export": clearance.export.status,
        "use": clearance.use.status,
        "supply": clearance.supply.status,
        "rules": " ".join((*clearance.export.rules, *clearance.use.rules)),
        "pareto": setup.pareto,
        "confidence": setup.confidence,
        "tight": _texts(setup.tight),
        **_price_seen(cost),
    }


def _price_seen(cost: Cost) -> Row:
    """Whether the price of the parts is an offer in the region's market or a reference, and from where."""
    for line in cost.lines:
        if line.code == "accelerators" and line.money is not None:
            return {"price_origin": line.origin, "price_market": line.market}
    return {}


def _bounds(name: str, span: Range | Money | None) -> Row:
    return {f"{name}_{bound}": getattr(span, bound) if span else None for bound in _BOUNDS}


def _texts(reasons: tuple[Reason, ...]) -> str:
    return " ".join(reason_text(reason) for reason in reasons)
