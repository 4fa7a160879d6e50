"""A preset as a table row, and its numbers as hints in the form."""

from advisor.catalogue.workload import Workload
from advisor.figures import Figure
from advisor.plan.brief import DEFAULT_CONCURRENCY
from advisor.tui.text.compact import left, right
from advisor.tui.widgets.search_table import Column, Row
from advisor.wording.numbers import UNKNOWN, count_text, ms_text, percent_text

LISTED_KINDS = ("preset", "trace")
"""Kinds that are offered, in this order; the rest is for `advisor profiles`."""
WORKLOAD_COLUMNS = (
    Column("Preset", 14),
    Column("Meant for", 30),
    Column("Input", 7, justify_right=True),
    Column("Output", 6, justify_right=True),
    Column("Reuse", 6, justify_right=True),
)


def workload_row(workload: Workload) -> Row:
    """One preset: mean tokens, and the share of the prompt found in the prefix cache."""
    cells = (
        left(workload.id),
        left(workload.name, cells=30),
        right(_tokens(workload.input_mean)),
        right(_tokens(workload.output_mean)),
        right(percent_text(workload.prefix_cache_hit.to("ratio")) if workload.prefix_cache_hit else UNKNOWN),
    )
    return Row(workload.id, cells, f"{workload.id} {workload.name}".casefold())


def placeholders(workload: Workload) -> dict[str, str]:
    """What the preset says for each field that is left empty."""
    answers = {
        "concurrency": str(DEFAULT_CONCURRENCY),
        "input": _tokens(workload.input_mean),
        "output": _tokens(workload.output_mean),
        "context": "input + output",
    }
    for name, limit in (("ttft", workload.ttft_limit), ("tpot", workload.tpot_limit)):
        answers[name] = "no limit" if limit is None else ms_text(limit.to("ms")).removesuffix(" ms")
    return answers


def _tokens(mean: Figure | None) -> str:
    return UNKNOWN if mean is None else count_text(round(mean.to("tokens")))


def workload_name(workload_id: str, names: dict[str, Workload]) -> str:
    """The preset's name for headlines."""
    return names[workload_id].name if workload_id in names else workload_id or UNKNOWN
