"""Parts of a time, each as a bar, in milliseconds and as the arithmetic behind it; they add up to it."""

from collections.abc import Iterator, Sequence

from advisor.estimate.result import Term
from advisor.report.speed_page.bars import bar
from advisor.report.speed_page.lines import Line, Piece, wrapped
from advisor.wording.arithmetic import arithmetic_sentences, term_ms_text
from advisor.wording.english import term_name

_LEAST_MS_CELLS = 10


def term_lines(
    terms: Sequence[Term], total_ms: float, total_name: str, width: int, *, ascii_only: bool
) -> Iterator[Line]:
    """The largest part first, its arithmetic below it, and the sum at the end."""
    name_cells = max([len(term_name(term.code)) for term in terms] + [len(total_name)])
    shown_ms = (total_ms, *(term.ms for term in terms))
    ms_cells = max(_LEAST_MS_CELLS, *(len(term_ms_text(ms)) + 1 for ms in shown_ms))
    room = max(1, width - name_cells - ms_cells - 3)
    largest = max((term.ms for term in terms), default=0.0)
    for term in sorted((term for term in terms if term.ms), key=lambda term: -term.ms):
        blocks = bar(term.ms, largest, room, ascii_only=ascii_only)
        yield (
            Piece(f" {term_name(term.code):<{name_cells}}"),
            Piece(f"{term_ms_text(term.ms):>{ms_cells}} ", "strong"),
            Piece(blocks, "bar"),
        )
        for sentence in arithmetic_sentences(term):
            yield from wrapped(sentence, width, indent=4, role="quiet")
    yield (
        Piece(f" {total_name:<{name_cells}}", "strong"),
        Piece(f"{term_ms_text(total_ms):>{ms_cells}}", "strong"),
    )
