"""The warnings of a plan, one paragraph each."""

from rich.table import Table
from rich.text import Text

from advisor.plan.result import Plan
from advisor.tui.theme import CARE
from advisor.wording.english import warning_text


def warnings_text(plan: Plan) -> Table:
    """A mark and the sentence, wrapped beside it."""
    grid = Table.grid(padding=(0, 1, 1, 0), expand=True)
    grid.add_column(width=1)
    grid.add_column(ratio=1, overflow="fold")
    for warning in plan.warnings:
        grid.add_row(Text("!", CARE), Text(warning_text(warning)))
    if not plan.warnings:
        grid.add_row(Text(""), Text("Nothing to warn of."))
    return grid
