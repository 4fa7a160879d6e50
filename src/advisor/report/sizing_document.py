"""The smallest number of cards as a JSON document, and as rows, one a number tried."""

from typing import Any

import msgspec

from advisor.plan.attempt import Attempt
from advisor.plan.help import Help
from advisor.plan.smallest import Smallest
from advisor.report.json_document import layout_document, memory_document, range_document, reason_document
from advisor.wording.english import reason_text
from advisor.wording.sizing import arithmetic_lines, help_text

SIZING_FORMAT = "advisor.sizing/1.0"


def sizing_document(found: Smallest, measured_title: str = "") -> dict[str, Any]:
    """Everything that was found; the keys of `fit` mean the same here. Bytes, ms, tokens/s."""
    demand, asked, answer = found.demand, found.asked, found.answer
    shown = answer or found.attempts[-1]
    layout, memory, speed = shown.layout, shown.memory, shown.speed
    return {
        "format": SIZING_FORMAT,
        "model": demand.model,
        "accelerator": demand.accelerator,
        "count": answer.cards if answer else None,
        "nodes": layout.nodes if answer and layout else None,
        "server": found.server,
        "cards_per_server": found.cards_per_server,
        "weights": demand.weights,
        "kv": demand.kv,
        "stack": found.stack,
        "stack_status": found.stack_status,
        "checkpoint": found.checkpoint,
        "calibration": found.calibration.id if found.calibration else None,
        "fits": answer is not None,
        "tight": [reason_document(reason) for reason in answer.tight] if answer else [],
        "safe_count": found.safe_cards,
        "headroom_bytes": memory.headroom_bytes if memory else None,
        "layout": layout_document(layout) if layout else None,
        "memory": memory_document(memory) if memory else None,
        "concurrency": shown.requests,
        "ttft_ms": range_document(speed.ttft_ms) if speed else None,
        "tpot_ms": range_document(speed.tpot_ms) if speed else None,
        "output_tok_s": range_document(speed.output_tok_s) if speed else None,
        "reasons": [reason_document(reason) for reason in shown.reasons],
        "load": {**msgspec.to_builtins(asked.load), "concurrency": shown.requests},
        "arithmetic": _arithmetic(found, shown, measured_title),
        "tried": [_tried(attempt) for attempt in found.attempts],
        "smaller": _tried(found.smaller) if found.smaller else None,
        "helps": [_help(change, found) for change in found.helps],
    }


def _arithmetic(found: Smallest, shown: Attempt, measured_title: str) -> dict[str, Any]:
    asked, traffic, measured = found.asked, found.asked.traffic, found.asked.measured_prompts
    return {
        "users": traffic.users if traffic else None,
        "prompts_per_day": traffic.prompts_per_day if traffic else None,
        "prompts_from": traffic.prompts_from if traffic else None,
        "peak_factor": traffic.peak_factor if traffic else None,
        "peak_from": traffic.peak_from if traffic else None,
        "busy_hour_share": traffic.busy_hour_share if traffic else None,
        "measured_prompts_per_day": (
            {
                "value": measured.value,
                "high": measured.high,
                "source": measured.source,
                "title": measured_title,
                "date": measured.date,
            }
            if measured
            else None
        ),
        "rate_per_s": asked.rate_per_s,
        "rounds": list(shown.flight.rounds) if shown.flight else [],
        "sequences_per_device": shown.memory.sequences_per_device if shown.memory else None,
        "lines": list(arithmetic_lines(found, measured_title)),
    }


def _tried(attempt: Attempt) -> dict[str, Any]:
    return {
        "count": attempt.cards,
        "serves": attempt.serves,
        "concurrency": attempt.requests,
        "headroom_bytes": attempt.memory.headroom_bytes if attempt.memory else None,
        "layout": layout_document(attempt.layout) if attempt.layout else None,
        "reasons": [reason_document(reason) for reason in attempt.reasons],
    }


def _help(change: Help, found: Smallest) -> dict[str, Any]:
    cards = found.smaller.cards if found.smaller else 0
    return {
        "code": change.code,
        "text": help_text(change, cards),
        "subject": change.subject,
        "value": change.value,
    }


def sizing_rows(found: Smallest) -> list[dict[str, Any]]:
    """A flat row for each number of cards that was tried."""
    return [_row(found, attempt) for attempt in found.attempts]


def _row(found: Smallest, attempt: Attempt) -> dict[str, Any]:
    memory, speed = attempt.memory, attempt.speed
    row: dict[str, Any] = {
        "model": found.demand.model,
        "accelerator": found.demand.accelerator,
        "weights": found.demand.weights,
        "count": attempt.cards,
        "serves": attempt.serves,
        "tight": bool(attempt.tight),
        "concurrency": attempt.requests if attempt.requests is not None else "",
        "headroom_bytes": memory.headroom_bytes if memory else "",
    }
    for name, span in (("ttft_ms", speed and speed.ttft_ms), ("tpot_ms", speed and speed.tpot_ms)):
        for bound in ("low", "mid", "high"):
            row[f"{name}_{bound}"] = getattr(span, bound) if span else ""
    return {**row, "reason": " ".join(reason_text(reason) for reason in attempt.reasons)}
