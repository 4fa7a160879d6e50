"""How `fit` shows its answer, and `estimate` the memory in its own."""

from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.estimate.result import MemoryFit
from advisor.plan.probe import Probe, ProbeAnswer
from advisor.report.json_document import layout_document, memory_document, reason_document
from advisor.wording.english import reason_text
from advisor.wording.numbers import gb, gib
from advisor.wording.probe_notes import context_parallel_text

LATENCY_CODES = ("ttft_saturated", "ttft_exceeded", "tpot_exceeded")
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


def fit_text(probe: Probe, answer: ProbeAnswer) -> list[RenderableType]:
    """Verdict, reasons, and the memory of the fullest device."""
    return [*verdict_text(probe, answer), *memory_text(answer), *software_text(probe, answer)]


def verdict_text(probe: Probe, answer: ProbeAnswer) -> list[RenderableType]:
    """Yes or no, and each reason for a no."""
    reasons = [Text(f"  {reason_text(reason)}") for reason in answer.reasons]
    return [Text(_verdict(probe, answer), style="bold"), *reasons]


def memory_text(answer: ProbeAnswer) -> list[RenderableType]:
    """Bytes of the fullest device by part, and what the layout holds."""
    parts: list[RenderableType] = []
    if answer.memory is not None:
        parts += [_memory_table(answer.memory), Text(_layout_line(answer))]
    if answer.context_parallel > 1:
        parts.append(Text(context_parallel_text(answer.context_parallel)))
    return parts


def software_text(probe: Probe, answer: ProbeAnswer) -> list[RenderableType]:
    """The checkpoint, and whether any stack is known to run this."""
    parts: list[RenderableType] = []
    if answer.checkpoint is None:
        none = f"No released checkpoint in {probe.weights} is on file"
        parts.append(Text(f"{none}; where none is released, one must be made."))
    else:
        parts.append(Text(f"Checkpoint: {answer.checkpoint}"))
    if answer.stack_status in ("unknown", "unsupported"):
        parts.append(Text("No serving stack in the catalogue is known to support this combination."))
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
    if any(reason.code in LATENCY_CODES for reason in answer.reasons):
        return f"No: {subject} fits in memory, but misses a limit of time."
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
