"""`advisor profiles list`: ids and names, the catalogue in numbers, and what is stale."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from advisor.catalogue.catalogue import KINDS, Catalogue
from advisor.catalogue.kinds import PRIVATE_KINDS
from advisor.catalogue.summary import KindSummary, profile_name, stale_items, summarise
from advisor.cli.common import as_of_date, common_options, open_catalogue
from advisor.cli.output import print_json, print_rich, print_rows, print_text
from advisor.cli.profiles.summary_table import print_summary
from advisor.report.markdown_text import table

Rows = list[dict[str, Any]]
_HEADS = ("kind", "id", "name")
_STALE_HEADS = ("kind", "id", "stale", "of", "oldest", "name")


@click.command("list")
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
@click.option("--summary", is_flag=True, help="Counts, shares of confidence, the oldest source, by kind.")
@click.option("--stale", is_flag=True, help="Only items of which something should be looked up again.")
@common_options("text", "json", "csv", "md")
def command(
    kind: str | None,
    summary: bool,
    stale: bool,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """Ids and names, of one KIND or of all but sources."""
    if summary and stale:
        raise click.UsageError("--summary counts what is stale by itself; take one of the two")
    catalogue, day = open_catalogue(profiles), as_of_date(as_of)
    if summary:
        lines = [line for line in summarise(catalogue, day) if _is_listed(line, kind)]
        print_summary(lines, catalogue, day, output_format)
        return
    kinds = [kind] if kind else [known for known in KINDS if known != "sources"]
    rows = _stale(catalogue, kinds, day) if stale else _all(catalogue, kinds)
    _print(rows, _STALE_HEADS if stale else _HEADS, output_format)


def _is_listed(line: KindSummary, kind: str | None) -> bool:
    """The kind that was asked for; else all but a kind of which nothing is shipped and nothing is there."""
    return kind == line.kind if kind else bool(line.items) or line.kind not in PRIVATE_KINDS


def _all(catalogue: Catalogue, kinds: Sequence[str]) -> Rows:
    return [
        {"kind": kind, "id": profile_id, "name": profile_name(record)}
        for kind in kinds
        for profile_id, record in catalogue.folders[kind].items()
    ]


def _stale(catalogue: Catalogue, kinds: list[str], day: datetime.date) -> Rows:
    return [
        {
            "kind": item.kind, "id": item.id, "stale": item.stale, "of": item.of,
            "oldest": item.oldest_date, "name": item.name,
        }
        for item in stale_items(catalogue, kinds, day)
    ]  # fmt: skip


def _print(rows: Rows, heads: Sequence[str], output_format: str) -> None:
    if output_format == "json":
        print_json({"profiles": rows})
    elif output_format == "csv":
        print_rows(rows, heads)
    elif output_format == "md":
        print_text(table(heads, [[str(row[head]) for head in heads] for row in rows], right=("stale", "of")))
    elif rows:
        print_rich(_table(rows))
    else:
        print_text("nothing is stale" if heads == _STALE_HEADS else "none")


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    drawn = Table(box=None, pad_edge=False)
    for head in rows[0]:
        number = head in ("stale", "of")
        drawn.add_column(head.capitalize(), no_wrap=head != "name", justify="right" if number else "left")
    for row in rows:
        drawn.add_row(*(Text(str(cell)) for cell in row.values()))
    return drawn
