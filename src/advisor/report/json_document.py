"""A plan as the JSON document that scripts rely on: keys only grow within a major version."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from advisor.catalogue.readiness import Readiness
from advisor.clearance.result import Clearance
from advisor.cost.result import Cost, CostLine
from advisor.estimate.layout import Layout
from advisor.estimate.result import MemoryFit, Speed
from advisor.figures import Money, Range
from advisor.plan.result import Alternative, NearMiss, Plan, PlanWarning, Reason, Rejection, Setup
from advisor.wording.english import (
    NO_NAMES,
    alternative_text,
    effect_text,
    reason_text,
    setup_status,
    warning_text,
)
from advisor.wording.findings import use_sentences
from advisor.wording.readiness import readiness_fact_text

Document = dict[str, Any]


def plan_document(plan: Plan, names: Mapping[str, str] = NO_NAMES) -> Document:
    """The whole plan: brief, load, setups, near-misses, rejections, warnings, alternatives.

    Money is USD to the cent, memory bytes, time milliseconds; what is unknown is null. `names` maps ids to
    names in sentences.
    """
    return {
        "format": plan.format,
        "as_of": plan.as_of,
        "version": plan.version,
        "feasible": plan.feasible,
        "brief": _flat_document(plan.brief),
        "budget_usd": _number(plan.budget_usd),
        "load": _flat_document(plan.load),
        "setups": [setup_document(setup) for setup in plan.setups],
        "near_misses": [near_miss_document(near_miss) for near_miss in plan.near_misses],
        "rejections": [rejection_document(rejection) for rejection in plan.rejections],
        "warnings": [warning_document(warning, names) for warning in plan.warnings],
        "alternatives": [alternative_document(alternative, names) for alternative in plan.alternatives],
    }


def setup_document(setup: Setup) -> Document:
    """One setup with its memory, speed, cost and clearance."""
    layout = setup.layout
    return {
        "accelerator": layout.accelerator,
        "count": layout.cards,
        "nodes": layout.nodes,
        "server": setup.server,
        "weights": layout.weights,
        "kv": layout.kv,
        "layout": layout_document(layout),
        "stack": layout.stack,
        "stack_status": setup.stack_status,
        "readiness": readiness_document(setup.readiness),
        "checkpoint": setup.checkpoint,
        "status": setup_status(setup),
        "memory": memory_document(setup.memory),
        **speed_document(setup.speed),
        **cost_document(setup.cost),
        "clearance": clearance_document(setup.clearance),
        "tight": [reason_document(reason) for reason in setup.tight],
        "pareto": setup.pareto,
        "confidence": setup.confidence,
        "other_layouts": [_flat_document(other) for other in setup.other_layouts],
    }


def readiness_document(readiness: Readiness | None) -> Document | None:
    """How ready the stack is, 0 to 5, with the facts behind the score; null in plans of older versions."""
    if readiness is None:
        return None
    facts = [
        {
            "code": fact.code,
            "text": readiness_fact_text(fact),
            "points": fact.points,
            "sources": list(fact.sources),
        }
        for fact in readiness.facts
    ]
    return {"score": readiness.score, "facts": facts}


def speed_document(speed: Speed) -> Document:
    """Speeds of the whole setup with their basis, and the parts of a step in milliseconds."""
    return {
        "output_tok_s": range_document(speed.output_tok_s),
        "total_tok_s": range_document(speed.total_tok_s),
        "ttft_ms": range_document(speed.ttft_ms),
        "tpot_ms": range_document(speed.tpot_ms),
        "limited_by": speed.limited_by,
        "path": speed.path,
        "saturated": speed.saturated,
        "decode_terms_ms": {term.code: term.ms for term in speed.decode_terms},
        "prefill_terms_ms": {term.code: term.ms for term in speed.prefill_terms},
    }


def cost_document(cost: Cost) -> Document:
    """Totals in USD with what they lack, every line, and the power they rest on."""
    return {
        "capex_usd": money_document(cost.capex),
        "opex_usd_per_year": money_document(cost.opex_per_year),
        "tco_usd": money_document(cost.tco),
        "usd_per_mtok": money_document(cost.usd_per_mtok),
        "years": cost.years,
        "utilisation": cost.utilisation,
        "output_mtok_per_year": cost.output_mtok_per_year,
        "price_unknown": cost.price_unknown,
        "highest_quote_usd": _number(cost.highest_quote_usd),
        "cost_lines": [line_document(line) for line in cost.lines],
        "cost_excluded": list(cost.excluded),
        "cost_confidence": cost.confidence,
        "power_kw": cost.serving_kw,
        "serving_kw": cost.serving_kw,
        "peak_kw": cost.peak_kw,
    }


def near_miss_document(near_miss: NearMiss) -> Document:
    """A setup and the limit that it misses."""
    reasons = [reason_document(reason) for reason in near_miss.reasons]
    return {**setup_document(near_miss.setup), "status": "near_miss", "reasons": reasons}


def rejection_document(rejection: Rejection) -> Document:
    """What was turned down, why, and the least bad layout without its cost lines."""
    closest = setup_document(rejection.closest) if rejection.closest else None
    if closest is not None:
        del closest["cost_lines"], closest["status"]
    return {
        "accelerator": rejection.accelerator,
        "weights": rejection.weights,
        "stack": rejection.stack or None,
        "reasons": [reason_document(reason) for reason in rejection.reasons],
        "closest": closest,
    }


def reason_document(reason: Reason) -> Document:
    """A reason with its sentence and its numbers."""
    return {
        "code": reason.code,
        "text": reason_text(reason),
        "needed": reason.needed,
        "available": reason.available,
        "unit": reason.unit,
        "subject": reason.subject,
    }


def warning_document(warning: PlanWarning, names: Mapping[str, str] = NO_NAMES) -> Document:
    """A warning with its sentence."""
    return {"code": warning.code, "text": warning_text(warning, names), **_flat_document(warning)}


def alternative_document(alternative: Alternative, names: Mapping[str, str] = NO_NAMES) -> Document:
    """What would work instead, with its sentence."""
    return {
        "code": alternative.code,
        "text": alternative_text(alternative, names),
        "model": alternative.model,
        "accelerator": alternative.accelerator,
        "weights": alternative.weights,
        "count": alternative.cards,
        "capex_usd": _number(alternative.capex_usd),
        "at_least": alternative.at_least,
    }


def clearance_document(clearance: Clearance) -> Document:
    """Export, use and supply: status, rule ids and date of each, with the sentences that follow."""
    export, use, supply = clearance.export, clearance.use, clearance.supply
    return {
        "export": {
            "status": export.status,
            "rules": list(export.rules),
            "as_of": export.as_of,
            "chip_class": export.chip_class,
            "tpp": export.tpp,
            "effects": list(export.effects),
            "text": " ".join(effect_text(effect) for effect in export.effects),
            "confidence": export.confidence,
        },
        "use": {
            "status": use.status,
            "rules": list(use.rules),
            "as_of": use.as_of,
            "effects": list(use.effects),
            "text": " ".join(use_sentences(use)),
            "confidence": use.confidence,
        },
        "supply": {
            "status": supply.status,
            "rules": [],
            "as_of": supply.as_of,
            "market": supply.market,
            "text": supply.text,
            "source": supply.source,
            "lead_weeks": _triple(supply.lead_weeks),
            "confidence": supply.confidence,
        },
        "stale_rules": list(clearance.stale_rules),
        "stale_days": dict(zip(clearance.stale_rules, clearance.stale_days, strict=False)),
        "unverified_rules": list(clearance.unverified_rules),
    }


def layout_document(layout: Layout) -> Document:
    """How the model is divided over the devices."""
    return {
        "tp": layout.tp,
        "pp": layout.pp,
        "ep": layout.ep,
        "dp": layout.dp,
        "replicas": layout.replicas,
    }


def memory_document(memory: MemoryFit) -> Document:
    """Bytes of the fullest device by part, their sums and what is left."""
    return {
        **_flat_document(memory),
        "weights_bytes": memory.weights_bytes,
        "cache_bytes": memory.cache_bytes,
        "needed_bytes": memory.needed_bytes,
        "headroom_bytes": memory.headroom_bytes,
        "fits": memory.fits,
    }


def range_document(span: Range | None) -> Document | None:
    """A prediction with its basis; null where none can be made."""
    return (
        None if span is None else {"low": span.low, "mid": span.mid, "high": span.high, "basis": span.basis}
    )


def money_document(money: Money | None) -> Document | None:
    """USD with what is missing; a sum with something missing is a lower bound."""
    if money is None:
        return None
    return {
        "low": float(money.low),
        "mid": float(money.mid),
        "high": float(money.high),
        "missing": list(money.missing),
    }


def line_document(line: CostLine) -> Document:
    """One line of the cost tree; `usd` is null where it is not known."""
    usd = money_document(line.money)
    if usd is not None:
        del usd["missing"]
    return {
        "code": line.code,
        "group": line.group,
        "usd": usd,
        "origin": line.origin,
        "market": line.market or None,
        "how": line.how,
        "source": line.source or None,
        "date": line.date or None,
        "confidence": line.confidence,
    }


def _flat_document(record: msgspec.Struct) -> Document:
    """A record of plain values, key by key."""
    document: Document = {}
    for key in record.__struct_fields__:
        value = getattr(record, key)
        document[key] = list(value) if isinstance(value, tuple) else _number(value)
    return document


def _number(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return _flat_document(value)
    return float(value) if isinstance(value, Decimal) else value


def _triple(bounds: tuple[float, float, float] | None) -> Document | None:
    return None if bounds is None else dict(zip(("low", "mid", "high"), bounds, strict=True))
