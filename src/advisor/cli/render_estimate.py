"""How `estimate` shows its answer: as text, as one flat row and as a JSON document."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from advisor.cli.render_probe import fit_document, fit_row, memory_text, software_text, verdict_text
from advisor.plan.explanation import Explanation
from advisor.plan.probe import Probe, ProbeAnswer
from advisor.report.estimate_document import estimate_speed_document, explanation_document, pool_document
from advisor.report.estimate_markdown import estimate_markdown
from advisor.report.speed_page.lines import NOTHING, Line, heading
from advisor.report.speed_page.page import explanation_blocks, term_blocks
from advisor.report.speed_page.summary_lines import summary_lines

_BOLD = ("heading", "strong")
_RANGES = ("ttft_ms", "tpot_ms", "output_tok_s", "total_tok_s")


def estimate_document(probe: Probe, answer: ProbeAnswer, explained: Explanation | None) -> dict[str, Any]:
    """The JSON answer of `advisor estimate`."""
    layout = answer.layout
    return {
        **fit_document(probe, answer),
        "input_tokens": probe.load.input_tokens,
        "output_tokens": probe.load.output_tokens,
        "stack": layout.stack if layout else None,
        "speculative": layout.speculative if layout else probe.speculative,
        "prefill_pool": pool_document(layout),
        "calibration": answer.point.calibration.id if answer.point and answer.point.calibration else None,
        **estimate_speed_document(answer.speed),
        **explanation_document(explained),
    }


def estimate_row(probe: Probe, answer: ProbeAnswer, explained: Explanation | None) -> dict[str, Any]:
    """The answer of `advisor estimate` as one flat row."""
    row = fit_row(probe, answer)
    for name in _RANGES:
        span = getattr(answer.speed, name) if answer.speed else None
        for bound in ("low", "mid", "high"):
            row[f"{name}_{bound}"] = getattr(span, bound) if span else ""
    largest = explained.curve.largest_concurrency if explained else ""
    return {**row, "basis": answer.speed.basis if answer.speed else "", "largest_concurrency": largest}


def estimate_page(probe: Probe, answer: ProbeAnswer, explained: Explanation | None) -> str:
    """The answer as a Markdown page."""
    title = f"{probe.model} {probe.weights} on {probe.cards} x {probe.accelerator}"
    verdict = [str(part) for part in verdict_text(probe, answer)]
    return estimate_markdown(title, verdict, answer.speed, explained)


def estimate_text(
    probe: Probe, answer: ProbeAnswer, explained: Explanation | None, note: str = ""
) -> list[RenderableType]:
    """Verdict, ranges, parts, curve, changes and evidence, then the memory of the fullest device.

    `note` says by which own benchmark the speeds are adjusted.
    """
    parts: list[RenderableType] = [*verdict_text(probe, answer), Text("")]
    if explained is not None:
        parts.append(_SpeedPage(answer, explained, note))
    return [*parts, *memory_text(answer), *software_text(probe, answer)]


class _SpeedPage:
    """The lines of the page, as wide as the terminal; "#" for blocks where it knows ASCII alone."""

    def __init__(self, answer: ProbeAnswer, explained: Explanation, note: str) -> None:
        self._answer = answer
        self._explained = explained
        self._note = note

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._lines(options.max_width, ascii_only=options.ascii_only):
            yield Text.assemble(
                *((piece.text, "bold" if piece.role in _BOLD else "") for piece in line),
                no_wrap=True,
                overflow="ignore",
            )

    def _lines(self, width: int, *, ascii_only: bool) -> Iterator[Line]:
        answer, explained = self._answer, self._explained
        if answer.speed is not None and answer.layout is not None:
            yield heading("Speed of the whole deployment")
            load = explained.point.load
            status, note = answer.stack_status, self._note
            yield from summary_lines(answer.speed, answer.layout, load, status, width, note=note)
            yield NOTHING
            yield from term_blocks(answer.speed, width, ascii_only=ascii_only)
            yield NOTHING
        yield from explanation_blocks(explained, width, ascii_only=ascii_only)
        yield NOTHING
