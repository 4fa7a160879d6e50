"""What one change to a deployment would do, in cells of a table and as a sentence."""

from collections.abc import Mapping, Sequence

from advisor.estimate.layout import Layout
from advisor.estimate.result import Speed
from advisor.plan.what_if import WhatIf
from advisor.wording.curve_words import mid_cell
from advisor.wording.english import NO_NAMES, status_text
from advisor.wording.numbers import count_text

CHANGE_HEADS = ("change", "ms a token", "", "output tokens/s", "", "requests")
CHANGE_NOTE = (
    "Ranges are low to high; per cents compare the mids of two predictions. Requests: the most in flight "
    "within memory and the stated limits. Each line is one change to what was asked, at the same load."
)


def change_name(change: WhatIf, names: Mapping[str, str] = NO_NAMES) -> str:
    """The change in short: "KV cache in fp8", "16 cards: tp 16", "sglang (supported)"."""
    layout = change.layout
    stack = names.get(layout.stack, layout.stack)
    return {
        "speculation": "without speculation" if change.subject == "off" else "speculation (MTP)",
        "kv": f"KV cache in {change.subject}",
        "layout": f"laid out {parallelism(layout)}",
        "cards": f"{count_text(layout.cards)} cards: {pools_text(layout)}",
        "disaggregated": _pooling(change),
        "path": f"{'tuned' if change.subject == 'tuned' else 'untuned'} kernels",
        "stack": f"{stack} ({status_text(change.stack_status)}, {change.path})",
    }.get(change.code, f"{change.code} {change.subject}".strip())


def _pooling(change: WhatIf) -> str:
    if change.subject == "off":
        return f"prompts not apart: {parallelism(change.layout)}"
    return f"prompts read apart: {pools_text(change.layout)}"


def change_cells(
    change: WhatIf, base: Speed | None, base_requests: int, names: Mapping[str, str]
) -> tuple[str, ...]:
    """The change as cells beside the prediction without it."""
    requests = (
        f"{count_text(change.largest_concurrency)} {_signed(change.largest_concurrency - base_requests)}"
    )
    speed = change.speed
    if speed is None:
        return (change_name(change, names), "x does not fit", "", "", "", requests.strip())
    return (
        change_name(change, names),
        f"{mid_cell(speed.tpot_ms.low)}-{mid_cell(speed.tpot_ms.high)}",
        _percent(speed.tpot_ms.mid, base.tpot_ms.mid) if base else "",
        f"{mid_cell(speed.output_tok_s.low)}-{mid_cell(speed.output_tok_s.high)}",
        _percent(speed.output_tok_s.mid, base.output_tok_s.mid) if base else "",
        requests.strip(),
    )


def as_asked_cells(base: Speed | None, base_requests: int) -> tuple[str, ...]:
    """The first line of the table: the prediction that changes are held against."""
    if base is None:
        return ("as asked", "x does not fit", "", "", "", count_text(base_requests))
    return (
        "as asked",
        f"{mid_cell(base.tpot_ms.low)}-{mid_cell(base.tpot_ms.high)}",
        "",
        f"{mid_cell(base.output_tok_s.low)}-{mid_cell(base.output_tok_s.high)}",
        "",
        count_text(base_requests),
    )


def change_rows(
    changes: Sequence[WhatIf], base: Speed | None, base_requests: int, names: Mapping[str, str] = NO_NAMES
) -> list[tuple[str, ...]]:
    """The table: what was asked, then a line a change."""
    rows = [change_cells(change, base, base_requests, names) for change in changes]
    return [as_asked_cells(base, base_requests), *rows]


def parallelism(layout: Layout) -> str:
    """How the devices are divided, without what is 1: "2 x tp 8", "tp 8, pp 2", "tp 1, dp 8, ep 8"."""
    parts = [f"tp {layout.tp}"]
    parts += [f"{name} {count}" for name in ("pp", "dp", "ep") if (count := getattr(layout, name)) > 1]
    return f"{f'{layout.replicas} x ' if layout.replicas > 1 else ''}{', '.join(parts)}"


def pools_text(layout: Layout) -> str:
    """The two pools in devices: "8 devices read (1 x tp 8), 24 write (3 x tp 8)"."""
    pool = layout.prefill_pool
    if pool is None:
        return parallelism(layout)
    readers = f"tp {pool.tp}" + "".join(
        f", {name} {count}" for name, count in (("pp", pool.pp), ("dp", pool.dp)) if count > 1
    )
    readers = f"{pool.workers} x {readers}" if pool.workers > 1 else readers
    writers = layout.replicas * layout.tp * layout.pp * layout.dp
    return f"{pool.devices} devices read ({readers}), {writers} write ({parallelism(layout)})"


def _percent(after: float, before: float) -> str:
    """A change of the mid: "-12%", "+0%" where it rounds to nothing."""
    return f"{100 * (after / before - 1):+.0f}%" if before > 0 else ""


def _signed(difference: int) -> str:
    return f"({difference:+,})" if difference else ""
