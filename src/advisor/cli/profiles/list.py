"""`advisor profiles list`: ids and names."""

import datetime

import click
from rich.table import Table
from rich.text import Text

from advisor.catalogue.catalogue import KINDS
from advisor.cli.common import common_options, open_catalogue
from advisor.cli.output import markdown_table, print_json, print_rich, print_rows, print_text


@click.command("list")
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
@common_options("text", "json", "csv", "md")
def command(
    kind: str | None, output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str
) -> None:
    """Ids and names, of one KIND or of all but sources."""
    catalogue = open_catalogue(profiles)
    kinds = [kind] if kind else [known for known in KINDS if known != "sources"]
    rows = [
        {"kind": name, "id": record.id, "name": getattr(record, "name", None) or record.title}
        for name in kinds
        for record in catalogue.folders[name].values()
    ]
    if output_format == "json":
        print_json({"profiles": rows})
    elif output_format == "csv":
        print_rows(rows)
    elif output_format == "md":
        print_text(markdown_table(rows))
    else:
        table = Table(box=None, pad_edge=False)
        for head in ("Kind", "Id", "Name"):
            table.add_column(head, no_wrap=head != "Name")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row.values()))
        print_rich(table)
