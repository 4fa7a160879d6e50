"""Speed over concurrency: two bars a point, the table with ranges, and how many requests it can take."""

from collections.abc import Iterator

from advisor.estimate.layout import Load
from advisor.plan.load_curve import LoadCurve
from advisor.report.speed_page.bars import bar
from advisor.report.speed_page.lines import NOTHING, Column, Line, Piece, fits, table, wrapped
from advisor.wording.curve_words import curve_cells, curve_heads, curve_sentences, mid_cell

_BAR_CELLS = 34
_NARROWEST = 56
"""Columns below which the table alone is shown."""


def curve_chart(curve: LoadCurve, load: Load, width: int, *, ascii_only: bool) -> Iterator[Line]:
    """One line a point that runs: what all get together, and what each waits for a token."""
    running = [point for point in curve.points if point.tpot_ms and point.output_tok_s]
    if not running or width < _NARROWEST:
        return
    most_out = max(point.output_tok_s.mid for point in running if point.output_tok_s)
    most_ms = max(point.tpot_ms.mid for point in running if point.tpot_ms)
    cells = min(_BAR_CELLS, (width - 28) // 2)
    yield (Piece(f" {'requests':>8}  {'tokens/s of all':<{cells + 8}} {'ms a token of each'}", "strong"),)
    for point in running:
        if point.output_tok_s is None or point.tpot_ms is None:
            continue
        out, each = point.output_tok_s.mid, point.tpot_ms.mid
        mark = ">" if point.concurrency == load.concurrency else " "
        left = f"{bar(out, most_out, cells, ascii_only=ascii_only)} "
        right = bar(each, most_ms, cells, ascii_only=ascii_only)
        yield (
            Piece(f"{mark}{point.concurrency:>8,}  "),
            Piece(left, "bar"),
            Piece(f"{mid_cell(out):<{cells + 9 - len(left)}}"),
            Piece(f"{right} ", "bar"),
            Piece(mid_cell(each)),
        )


def curve_lines(curve: LoadCurve, load: Load, width: int, *, ascii_only: bool) -> Iterator[Line]:
    """Chart, table and what bounds it."""
    yield from curve_chart(curve, load, width, ascii_only=ascii_only)
    yield NOTHING
    heads = curve_heads()
    columns = [Column(head, right=place < len(heads) - 1) for place, head in enumerate(heads)]
    rows = [curve_cells(point, load) for point in curve.points]
    if not fits(columns, rows, width, indent=0):
        rows = [curve_cells(point, load, short=True) for point in curve.points]
    yield from table(columns, rows, width, indent=0)
    for sentence in curve_sentences(curve, load):
        yield from wrapped(sentence, width, indent=1)
