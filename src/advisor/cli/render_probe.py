"""How `fit` and `estimate` show their answer."""

from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.estimate.result import MemoryFit, Speed
from advisor.figures import Range
from advisor.plan.probe import Probe, ProbeAnswer
from advisor.report.json_document import layout_document, memory_document, reason_document
from advisor.wording.english import reason_text, term_name
from advisor.wording.numbers import gb, gib, range_text
from advisor.wording.probe_notes import context_parallel_text

_MEMORY_ROWS = (
    ("Routed experts", "routed_experts_bytes"),
    ("Shared experts", "shared_experts_bytes"),
    ("Attention and dense layers", "dense_bytes"),
    ("Embeddings and head", "embedding_bytes"),
    ("Multi-token prediction", "mtp_bytes"),
    ("KV cache", "kv_cache_bytes"),
    ("Indexer keys", "indexer_bytes"),
    ("Recurrent state", "state_bytes"),
    ("Reserve", "reserve_bytes"),
)


def fit_document(probe: Probe, answer: ProbeAnswer) -> dict[str, Any]:
    """The JSON answer of `advisor fit`."""
    return {
        "model": probe.model,
        "accelerator": probe.accelerator,
        "count": probe.cards,
        "weights": probe.weights,
        "kv": probe.kv,
        "context_tokens": probe.load.context_tokens,
        "concurrency": probe.load.concurrency,
        "fits": answer.fits,
        "headroom_bytes": answer.memory.headroom_bytes if answer.memory else None,
        "layout": layout_document(answer.layout) if answer.layout else None,
        "memory": memory_document(answer.memory) if answer.memory else None,
        "context_parallel": answer.context_parallel,
        "reasons": [reason_document(reason) for reason in answer.reasons],
        "checkpoint": answer.checkpoint,
        "stack_status": answer.stack_status,
    }


def estimate_document(probe: Probe, answer: ProbeAnswer) -> dict[str, Any]:
    """The JSON answer of `advisor estimate`."""
    speed = answer.speed
    return {
        **fit_document(probe, answer),
        "input_tokens": probe.load.input_tokens,
        "output_tokens": probe.load.output_tokens,
        "ttft_ms": _range(speed.ttft_ms) if speed else None,
        "tpot_ms": _range(speed.tpot_ms) if speed else None,
        "output_tok_s": _range(speed.output_tok_s) if speed else None,
        "total_tok_s": _range(speed.total_tok_s) if speed else None,
        "basis": speed.basis if speed else None,
        "path": speed.path if speed else None,
        "limited_by": speed.limited_by if speed else None,
        "saturated": speed.saturated if speed else None,
        "decode_terms_ms": {term.code: term.ms for term in speed.decode_terms} if speed else {},
        "prefill_terms_ms": {term.code: term.ms for term in speed.prefill_terms} if speed else {},
    }


def _range(span: Range | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"low": span.low, "mid": span.mid, "high": span.high, "basis": span.basis}


def fit_row(probe: Probe, answer: ProbeAnswer) -> dict[str, Any]:
    """The answer of `advisor fit` as one flat row."""
    memory = answer.memory
    return {
        "model": probe.model,
        "accelerator": probe.accelerator,
        "count": probe.cards,
        "weights": probe.weights,
        "fits": answer.fits,
        "headroom_bytes": memory.headroom_bytes if memory else "",
        "needed_bytes": memory.needed_bytes if memory else "",
        "usable_bytes": memory.usable_bytes if memory else "",
        "reason": " ".join(reason_text(reason) for reason in answer.reasons),
    }


def estimate_row(probe: Probe, answer: ProbeAnswer) -> dict[str, Any]:
    """The answer of `advisor estimate` as one flat row."""
    row = fit_row(probe, answer)
    for name in ("ttft_ms", "tpot_ms", "output_tok_s", "total_tok_s"):
        span: Range | None = getattr(answer.speed, name) if answer.speed else None
        for bound in ("low", "mid", "high"):
            row[f"{name}_{bound}"] = getattr(span, bound) if span else ""
    return {**row, "basis": answer.speed.basis if answer.speed else ""}


def fit_text(probe: Probe, answer: ProbeAnswer) -> list[RenderableType]:
    """Verdict, reasons, and the memory of the fullest device."""
    parts: list[RenderableType] = [Text(_verdict(probe, answer), style="bold")]
    parts += [Text(f"  {reason_text(reason)}") for reason in answer.reasons]
    if answer.memory is not None:
        parts.append(_memory_table(answer.memory))
        parts.append(Text(_layout_line(answer)))
    if answer.context_parallel > 1:
        parts.append(Text(context_parallel_text(answer.context_parallel)))
    if answer.checkpoint is None:
        none = f"No released checkpoint in {probe.weights} is on file"
        parts.append(Text(f"{none}; where none is released, one must be made."))
    else:
        parts.append(Text(f"Checkpoint: {answer.checkpoint}"))
    if answer.stack_status in ("unknown", "unsupported"):
        parts.append(Text("No serving stack in the catalogue is known to support this combination."))
    return parts


def estimate_text(probe: Probe, answer: ProbeAnswer) -> list[RenderableType]:
    """The same, then speeds as ranges and the parts of a decode step."""
    parts = fit_text(probe, answer)
    if answer.speed is not None:
        parts += [_speed_table(answer.speed), _terms_table(answer.speed)]
    return parts


def _verdict(probe: Probe, answer: ProbeAnswer) -> str:
    subject = f"{probe.model} {probe.weights} on {probe.cards} x {probe.accelerator}"
    if answer.memory is None:
        return f"No: {subject} is not possible."
    headroom_bytes = answer.memory.headroom_bytes
    if answer.fits:
        return f"Yes: {subject} fits, {gb(headroom_bytes)} to spare on each device."
    if headroom_bytes < 0:
        return f"No: {subject} is short of {gb(-headroom_bytes)} on each device."
    if any(reason.code.startswith("speed_unknown") for reason in answer.reasons):
        return f"No: {subject} fits in memory, but its speed is not known."
    return f"No: {subject} fits in memory, but the request does not fit the model."


def _memory_table(memory: MemoryFit) -> Table:
    table = Table(title="Fullest device", title_justify="left")
    table.add_column("Part")
    table.add_column("GB", justify="right")
    table.add_column("GiB", justify="right")
    rows = [(name, getattr(memory, field)) for name, field in _MEMORY_ROWS]
    rows = [(name, size) for name, size in rows if size]
    rows += [
        ("Needed", memory.needed_bytes),
        (f"Usable ({memory.usable_from})", memory.usable_bytes),
        ("Headroom" if memory.fits else "Shortfall", memory.headroom_bytes),
    ]
    for name, size in rows:
        table.add_row(Text(name), Text(gb(size)), Text(gib(size)))
    return table


def _layout_line(answer: ProbeAnswer) -> str:
    layout, memory = answer.layout, answer.memory
    if layout is None or memory is None:
        return ""
    return (
        f"Layout: tp {layout.tp}, pp {layout.pp}, dp {layout.dp}, ep {layout.ep} on {layout.nodes} node(s), "
        f"{layout.kv} KV. Longest context here: {memory.max_context_tokens:,} tokens; "
        f"sequences of this context: {memory.max_sequences:,}."
    )


def _speed_table(speed: Speed) -> Table:
    table = Table(title="Speed of the whole deployment", title_justify="left")
    table.add_column("Metric")
    table.add_column("Mid (80% range)", justify="right")
    ttft = range_text(speed.ttft_ms, "ms") if speed.ttft_ms else "saturated: no time can be promised"
    for name, shown in (
        ("Time to first token", ttft),
        ("Time per output token", range_text(speed.tpot_ms, "ms")),
        ("Output", range_text(speed.output_tok_s, "tokens/s")),
        ("Input and output", range_text(speed.total_tok_s, "tokens/s")),
        ("Basis, software path", f"{speed.basis}, {speed.path}"),
    ):
        table.add_row(Text(name), Text(shown))
    return table


def _terms_table(speed: Speed) -> Table:
    table = Table(title="Parts of a decode step", title_justify="left")
    table.add_column("Part")
    table.add_column("ms", justify="right")
    for term in speed.decode_terms:
        mark = " (largest)" if term.code == speed.limited_by else ""
        table.add_row(Text(term_name(term.code) + mark), Text(f"{term.ms:,.2f}"))
    return table
