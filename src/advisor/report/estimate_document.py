"""An explained estimate as JSON: keys only grow within a major version."""

from typing import Any

from advisor.estimate.layout import Layout
from advisor.estimate.result import Arithmetic, Speed, Term
from advisor.plan.explanation import Evidence, Explanation
from advisor.plan.load_curve import CurvePoint
from advisor.plan.what_if import WhatIf
from advisor.report.json_document import layout_document, range_document

Document = dict[str, Any]


def estimate_speed_document(speed: Speed | None) -> Document:
    """Ranges in milliseconds and tokens/s, and the parts that the mids are made of; null without a speed."""
    return {
        "ttft_ms": range_document(speed.ttft_ms) if speed else None,
        "tpot_ms": range_document(speed.tpot_ms) if speed else None,
        "output_tok_s": range_document(speed.output_tok_s) if speed else None,
        "total_tok_s": range_document(speed.total_tok_s) if speed else None,
        "basis": speed.basis if speed else None,
        "path": speed.path if speed else None,
        "limited_by": speed.limited_by if speed else None,
        "saturated": speed.saturated if speed else None,
        "decode_terms_ms": {term.code: term.ms for term in speed.decode_terms} if speed else {},
        "prefill_terms_ms": {term.code: term.ms for term in speed.prefill_terms} if speed else {},
        "ttft_terms_ms": {term.code: term.ms for term in speed.ttft_terms} if speed else {},
        "arithmetic": _arithmetic_document(speed) if speed else {},
    }


def explanation_document(explained: Explanation | None) -> Document:
    """Curve, largest concurrency, changes and evidence; nulls and empty lists where nothing was explained."""
    if explained is None:
        return {
            "curve": [],
            "largest_concurrency": None,
            "largest_concurrency_bound": None,
            "saturated_from": None,
            "what_if": [],
            "evidence": [],
        }
    curve = explained.curve
    unsaturated = curve.largest_unsaturated
    return {
        "curve": [_point_document(point) for point in curve.points],
        "largest_concurrency": curve.largest_concurrency,
        "largest_concurrency_bound": curve.bound_by,
        "saturated_from": None if unsaturated is None else unsaturated + 1,
        "what_if": [_change_document(change, explained) for change in explained.changes],
        "evidence": [_evidence_document(evidence) for evidence in explained.evidence],
    }


def pool_document(layout: Layout | None) -> Document | None:
    """The devices that only read prompts; null where the replicas do."""
    if layout is None or layout.prefill_pool is None:
        return None
    pool = layout.prefill_pool
    return {"devices": pool.devices, "workers": pool.workers, "tp": pool.tp, "pp": pool.pp, "dp": pool.dp}


def _arithmetic_document(speed: Speed) -> Document:
    """Quantities and rates behind each part, by the time that it is a part of."""
    times = {"decode": speed.decode_terms, "prefill": speed.prefill_terms, "ttft": speed.ttft_terms}
    return {name: {term.code: _quantities(term) for term in terms} for name, terms in times.items()}


def _quantities(term: Term) -> list[Document]:
    return [_quantity_document(one) for one in term.arithmetic]


def _quantity_document(one: Arithmetic) -> Document:
    return {
        "part": one.part,
        "quantity": one.quantity,
        "unit": one.unit,
        "each": one.each,
        "each_unit": one.each_unit,
        "factors": [{"code": factor.code, "value": factor.value, "on": factor.on} for factor in one.factors],
        "alone_ms": one.alone_ms,
    }


def _point_document(point: CurvePoint) -> Document:
    return {
        "concurrency": point.concurrency,
        "fits": point.fits,
        "headroom_bytes": point.headroom_bytes,
        "ttft_ms": range_document(point.ttft_ms),
        "tpot_ms": range_document(point.tpot_ms),
        "output_tok_s": range_document(point.output_tok_s),
        "saturated": point.saturated,
        "within_limits": point.within_limits,
    }


def _change_document(change: WhatIf, explained: Explanation) -> Document:
    """The deployment after the change; deltas are of the mids, against the prediction of what was asked."""
    layout, speed, base = change.layout, change.speed, explained.predicted
    return {
        "change": change.code,
        "subject": change.subject,
        "count": layout.cards,
        "nodes": layout.nodes,
        "kv": layout.kv,
        "layout": layout_document(layout),
        "speculative": layout.speculative,
        "prefill_pool": pool_document(layout),
        "stack": layout.stack,
        "stack_status": change.stack_status,
        "path": change.path,
        "fits": change.fits,
        "ttft_ms": range_document(speed.ttft_ms) if speed else None,
        "tpot_ms": range_document(speed.tpot_ms) if speed else None,
        "output_tok_s": range_document(speed.output_tok_s) if speed else None,
        "tpot_ms_delta": speed.tpot_ms.mid - base.tpot_ms.mid if speed and base else None,
        "output_tok_s_delta": (speed.output_tok_s.mid - base.output_tok_s.mid if speed and base else None),
        "largest_concurrency": change.largest_concurrency,
        "largest_concurrency_delta": change.largest_concurrency - explained.curve.largest_concurrency,
    }


def _evidence_document(evidence: Evidence) -> Document:
    row = evidence.near.row
    return {
        "model": row.model_id,
        "accelerator": row.accelerator_id,
        "count": row.accel_count,
        "weights": row.precision_weights or None,
        "kv": row.precision_kv or None,
        "engine": row.engine or None,
        "engine_version": row.engine_version or None,
        "tp": row.tp,
        "pp": row.pp,
        "ep": row.ep,
        "dp": row.dp,
        "speculative": row.speculative,
        "disaggregated": row.disaggregated,
        "input_tokens": row.input_tokens,
        "output_tokens": row.output_tokens,
        "concurrency": row.concurrency_or_batch,
        "measured": [
            {
                "id": measured.id,
                "metric_kind": measured.metric_kind,
                "value": measured.value,
                "predicted": range_document(predicted),
            }
            for measured, predicted in zip(evidence.rows, evidence.predicted, strict=True)
        ],
        "model_nearness": evidence.near.model,
        "accelerator_nearness": evidence.near.part,
        "distance": evidence.near.distance,
        "source_title": row.source_title,
        "source_url": row.source_url,
        "date": row.date,
        "confidence": row.confidence,
    }
