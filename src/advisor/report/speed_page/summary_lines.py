"""The predicted speed in four lines, with bounds, and what it rests on."""

from collections.abc import Iterator, Mapping

from advisor.estimate.layout import Layout, Load
from advisor.estimate.result import Speed
from advisor.figures import Range
from advisor.report.speed_page.lines import Column, Line, table, wrapped
from advisor.wording.change_words import parallelism, pools_text
from advisor.wording.curve_words import mid_cell
from advisor.wording.english import NO_NAMES, status_text
from advisor.wording.names import BASES, PATHS
from advisor.wording.numbers import ms_text

SATURATED = (
    "Saturated: prompts come faster than they are read, or more requests than engines admit at once. No time "
    "to first token can be promised."
)


def summary_lines(
    speed: Speed,
    layout: Layout,
    load: Load,
    stack_status: str,
    width: int,
    names: Mapping[str, str] = NO_NAMES,
    note: str = "",
) -> Iterator[Line]:
    """Ranges of the whole deployment, its layout, what they rest on, and a `note` of what else does."""
    columns = [Column("", right=False), Column("low"), Column("mid"), Column("high"), Column("", right=False)]
    yield from table(columns, _rows(speed, load), width)
    if speed.saturated:
        yield from wrapped(SATURATED, width, indent=1, role="bad")
    yield from wrapped(layout_text(layout), width, indent=1)
    stack = names.get(layout.stack, layout.stack)
    software = f"{stack}, {status_text(stack_status)}; {PATHS[speed.path]}"
    basis = f"{BASES.get(speed.basis, speed.basis)}; {speed.confidence} confidence"
    yield from wrapped(f"Software: {software}.", width, indent=1)
    yield from wrapped(f"Basis: {basis}. Ranges claim to hold the truth 8 times in 10.", width, indent=1)
    if note:
        yield from wrapped(f"{note}.", width, indent=1)


def layout_text(layout: Layout) -> str:
    """How the devices are divided: "Layout: tp 8 on 1 server, bf16 KV, speculation"."""
    servers = "1 server" if layout.nodes == 1 else f"{layout.nodes} servers"
    parts = pools_text(layout) if layout.prefill_pool is not None else parallelism(layout)
    drafts = ", speculation by the model's own layers (MTP)" if layout.speculative else ""
    return f"Layout: {parts} on {servers}, {layout.kv} KV cache{drafts}."


def _rows(speed: Speed, load: Load) -> list[tuple[str, ...]]:
    rows: tuple[tuple[str, Range | None, str, float | None], ...] = (
        ("time to first token", speed.ttft_ms, "ms", load.ttft_limit_ms),
        ("time per token", speed.tpot_ms, "ms", load.tpot_limit_ms),
        ("output", speed.output_tok_s, "tokens/s", None),
        ("input and output", speed.total_tok_s, "tokens/s", None),
    )
    return [(name, *_bounds(span), f"{unit}{_against(span, limit)}") for name, span, unit, limit in rows]


def _bounds(span: Range | None) -> tuple[str, str, str]:
    if span is None:
        return ("", "unknown", "")
    return (mid_cell(span.low), mid_cell(span.mid), mid_cell(span.high))


def _against(span: Range | None, limit: float | None) -> str:
    if limit is None:
        return ""
    if span is None or span.mid > limit:
        return f", x over the limit, {ms_text(limit)}"
    sign = "! tight, limit" if span.high > limit else "+ within"
    return f", {sign} {ms_text(limit)}"
