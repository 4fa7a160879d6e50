"""Verdicts on documented setups as a JSON document and as flat rows."""

from collections.abc import Sequence
from typing import Any

from advisor.plan.documented import Verdict
from advisor.wording.english import reason_text
from advisor.wording.probe_notes import context_parallel_text
from advisor.wording.remarks import remarks_text


def documented_document(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """`{"rows": [...], "summary": {...}}`; a row that can't be answered says why in `reason`."""
    judged = [verdict for verdict in verdicts if verdict.agrees is not None]
    smaller = [verdict.smaller for verdict in verdicts if verdict.smaller is not None]
    wrong = [verdict for verdict in judged if not verdict.agrees]
    return {
        "rows": [_row(verdict) for verdict in verdicts],
        "summary": {
            "rows": len(verdicts),
            "answered": sum(verdict.answer is not None for verdict in verdicts),
            "documented": len(judged),
            "agree": len(judged) - len(wrong),
            "disagree_as_stated": sum(bool(verdict.disagreement) for verdict in wrong),
            "minimum": len(smaller),
            "next_smaller_fails": sum(not each.answer.fits for each in smaller),
            "next_smaller_noted": sum(each.answer.fits and bool(each.remarks) for each in smaller),
        },
    }


def _row(verdict: Verdict) -> dict[str, Any]:
    row, answer = verdict.row, verdict.answer
    document: dict[str, Any] = {
        "row": row.number,
        "model_id": row.model,
        "accelerator_id": row.accelerator,
        "weights": row.weights,
        "accel_count": row.cards,
        "documented": row.status,
        "fits": answer.fits if answer else None,
        "headroom_bytes": answer.memory.headroom_bytes if answer and answer.memory else None,
        "reason": verdict.problem,
    }
    if answer is not None:
        document["reason"] = " ".join(reason_text(reason) for reason in answer.reasons)
        document["note"] = context_parallel_text(answer.context_parallel)
    if verdict.disagreement:
        document["disagreement"] = remarks_text(verdict.disagreement)
    if row.status == "minimum" and answer is not None:
        document["next_smaller"] = _smaller(verdict)
    return document


def _smaller(verdict: Verdict) -> dict[str, Any] | None:
    smaller = verdict.smaller
    if smaller is None:
        return None
    memory = smaller.answer.memory
    note = remarks_text(smaller.remarks)
    if not smaller.answer.fits:
        note = " ".join(reason_text(reason) for reason in smaller.answer.reasons)
    elif smaller.answer.context_parallel > 1:
        note = f"{context_parallel_text(smaller.answer.context_parallel)} {note}"
    return {
        "count": smaller.cards,
        "fits": smaller.answer.fits,
        "headroom_bytes": memory.headroom_bytes if memory else None,
        "note": note,
    }


def documented_rows(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The rows without anything nested."""
    flat = []
    for row in documented_document(verdicts)["rows"]:
        smaller = row.pop("next_smaller", None) or {}
        row.setdefault("note", "")
        row.setdefault("disagreement", "")
        cells = {
            f"next_smaller_{name}": smaller.get(name, "")
            for name in ("count", "fits", "headroom_bytes", "note")
        }
        flat.append({name: "" if value is None else value for name, value in {**row, **cells}.items()})
    return flat
