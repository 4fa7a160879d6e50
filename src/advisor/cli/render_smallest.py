"""How the smallest number of cards is shown: as text of 80 columns, and as Markdown."""

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from advisor.plan.smallest import Smallest
from advisor.report.markdown_text import escaped, table
from advisor.wording.english import reason_word
from advisor.wording.numbers import count_text, gb, ms_text
from advisor.wording.sizing import arithmetic_lines, limit_lines, smaller_lines, tight_lines, verdict_text

_HEADS = ("Cards", "In flight", "First token", "Per token", "Headroom", "Answer")


def smallest_text(found: Smallest, measured_title: str) -> list[RenderableType]:
    """Verdict, arithmetic, what is tight, why fewer cards don't do, and every number tried."""
    parts: list[RenderableType] = [Text(verdict_text(found), style="bold")]
    for number, line in enumerate(arithmetic_lines(found, measured_title), start=1):
        parts.append(_numbered(number, line))
    for line in (*limit_lines(found), *tight_lines(found), *smaller_lines(found)):
        parts.append(Padding(Text(line.strip()), (0, 0, 0, 2 if line.startswith(" ") else 0)))
    if len(found.attempts) > 1:
        parts.append(_tried_table(found))
    parts += [Text(line) for line in _about_software(found)]
    return parts


def _numbered(number: int, line: str) -> Table:
    """A step with its number; what does not fit the line goes on under the step."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=2, justify="right")
    grid.add_column()
    grid.add_row(Text(f"{number}."), Text(line))
    return grid


def _tried_table(found: Smallest) -> Table:
    shown = Table(title="Numbers tried", title_justify="left", show_edge=False, pad_edge=False)
    for head in _HEADS:
        shown.add_column(head, justify="left" if head == _HEADS[-1] else "right")
    for row in _tried_rows(found):
        shown.add_row(*(Text(cell) for cell in row))
    return shown


def _tried_rows(found: Smallest) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for attempt in found.attempts:
        speed, memory = attempt.speed, attempt.memory
        answer = "tight" if attempt.tight else "yes"
        if not attempt.serves:
            answer = ", ".join(dict.fromkeys(reason_word(reason) for reason in attempt.reasons))
        rows.append(
            (
                count_text(attempt.cards),
                count_text(attempt.requests) if attempt.requests is not None else "-",
                ms_text(speed.ttft_ms.mid) if speed and speed.ttft_ms else "-",
                ms_text(speed.tpot_ms.mid) if speed else "-",
                gb(memory.headroom_bytes) if memory else "-",
                answer,
            )
        )
    return rows


def _about_software(found: Smallest) -> list[str]:
    lines = []
    if found.checkpoint is None:
        none = f"No released checkpoint in {found.demand.weights} is on file"
        lines.append(f"{none}; where none is released, one must be made.")
    if found.stack_status in ("unknown", "unsupported"):
        lines.append("No serving stack in the catalogue is known to support this combination.")
    elif found.attempts[-1].speed is not None:
        if found.calibration is not None:
            lines.append(f"Adjusted by your own benchmark {found.calibration.id}.")
        lines.append(f"Stack: {found.stack}, {found.stack_status}; mid values decide, ranges are of 80%.")
    return lines


def smallest_markdown(found: Smallest, measured_title: str) -> str:
    """The same as a page."""
    lines = [f"**{escaped(verdict_text(found))}**", ""]
    steps = arithmetic_lines(found, measured_title)
    lines += [f"{number}. {escaped(line)}" for number, line in enumerate(steps, start=1)]
    notes = (*limit_lines(found), *tight_lines(found), *smaller_lines(found))
    if notes:
        lines += ["", *(f"{'  ' if line.startswith(' ') else ''}- {escaped(line.strip())}" for line in notes)]
    lines += ["", table(_HEADS, _tried_rows(found), right=_HEADS[:-1])]
    about = _about_software(found)
    return "\n".join([*lines, *([""] if about else []), *(escaped(line) for line in about)]) + "\n"
