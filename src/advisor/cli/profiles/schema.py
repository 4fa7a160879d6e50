"""`advisor profiles schema`: JSON Schema for editors."""

import datetime
import errno
from pathlib import Path

import click

from advisor.catalogue.json_schema import schema_text
from advisor.catalogue.kinds import KINDS
from advisor.cli.common import common_options
from advisor.cli.output import print_text
from advisor.cli.profiles.kind_choice import KindChoice


@click.command("schema")
@click.argument("kind", required=False, type=KindChoice())
@click.option(
    "--out",
    type=click.Path(),
    help="A directory that exists: write KIND.json there, of every kind unless named.",
)
@common_options("json")
def command(
    kind: str | None,
    out: str | None,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """JSON Schema of KIND, for editors that check TOML by it.

    A profile names it in its first line: `#:schema ../schemas/KIND.json`.
    """
    if out is None:
        if kind is None:
            raise click.UsageError(f"give a KIND, one of {', '.join(KINDS)}; or --out DIR to write them all")
        print_text(schema_text(kind).rstrip("\n"))
        return
    folder = Path(out)
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such directory; make it first", out)
    for name in [kind] if kind else list(KINDS):
        (folder / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
        print_text(str(folder / f"{name}.json"))
