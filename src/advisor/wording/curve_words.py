"""Speed over concurrency in cells of a table and in sentences."""

from collections.abc import Iterator

from advisor.estimate.layout import Load
from advisor.figures import Range
from advisor.plan.load_curve import CurvePoint, LoadCurve
from advisor.wording.numbers import count_text, gb, ms_text

LATE = ", late"
_HEADS = ("requests", "ms a token", "ms to first token", "output tokens/s", "memory")
_BOUNDS: dict[str, str] = {
    "memory": "one more does not fit the memory",
    "tpot": "one more passes the limit of {tpot} a token",
    "ttft": "one more passes the limit of {ttft} to the first token",
    "curve_end": "more were not looked at",
}


def curve_heads() -> tuple[str, ...]:
    """Heads of the table."""
    return _HEADS


def curve_cells(point: CurvePoint, load: Load, *, short: bool = False) -> tuple[str, ...]:
    """One point as cells: requests (marked where it is what was asked), ranges, and whether it fits.

    `short` leaves out the mids that the chart has.
    """
    mark = ">" if point.concurrency == load.concurrency else " "
    if not point.fits:
        missing = f"x {gb(-point.headroom_bytes)} short"
        return (f"{mark}{count_text(point.concurrency)}", "", "", "", missing)
    ttft = "saturated" if point.saturated else span_cell(point.ttft_ms)
    limits = load.ttft_limit_ms is not None or load.tpot_limit_ms is not None
    late = limits and not point.within_limits
    memory = f"{gb(point.headroom_bytes)}{LATE if late else ' free'}"
    return (
        f"{mark}{count_text(point.concurrency)}",
        span_cell(point.tpot_ms, short=short),
        ttft,
        span_cell(point.output_tok_s, short=short),
        f"{'!' if late else '+'} {memory}",
    )


def curve_sentences(curve: LoadCurve, load: Load) -> Iterator[str]:
    """The largest concurrency with what bounds it, and where waiting times end."""
    yield largest_sentence(curve, load)
    if any(curve_cells(point, load)[-1].endswith(LATE) for point in curve.points):
        yield "late: it fits, but the mid of a time passes its limit."
    if curve.largest_unsaturated == 0:
        yield "Even one request keeps it busy with prompts: no time to first token can be promised."
    elif curve.largest_unsaturated is not None:
        yield (
            f"From {count_text(curve.largest_unsaturated + 1)} on prompts come faster than they are read, or "
            "more than engines admit at once: saturated, and no time to first token is promised."
        )


def largest_sentence(curve: LoadCurve, load: Load) -> str:
    """As in "Largest concurrency: 75 requests; one more does not fit the memory."."""
    bound = _BOUNDS[curve.bound_by].format(tpot=ms_text(load.tpot_limit_ms), ttft=ms_text(load.ttft_limit_ms))
    if not curve.largest_concurrency:
        return f"Largest concurrency: none; {bound.replace('one more', 'a single request')}."
    count = curve.largest_concurrency
    held = "1 request" if count == 1 else f"{count_text(count)} requests"
    return f"Largest concurrency: {held} of {count_text(load.context_tokens)} tokens; {bound}."


def span_cell(span: Range | None, *, short: bool = False) -> str:
    """Mid and bounds without a unit, which the head has: "39.9 (28.7-55.8)"; bounds alone where short."""
    if span is None:
        return ""
    bounds = f"{mid_cell(span.low)}-{mid_cell(span.high)}"
    return bounds if short else f"{mid_cell(span.mid)} ({bounds})"


def mid_cell(value: float) -> str:
    """Three digits at least: "39.9", "759", "12,152"."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
