"""`advisor profiles path`: where profiles are read from."""

import datetime

import click

from advisor.catalogue.layers import USER
from advisor.cli.common import common_options, profile_layers, user_profiles_directory
from advisor.cli.output import print_json, print_text


@click.command("path")
@common_options("text", "json")
def command(output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str) -> None:
    """The directories of the layers, lowest first; a file in a later one replaces or overlays the earlier."""
    rows = [{"layer": layer.name, "directory": str(layer.directory)} for layer in profile_layers(profiles)]
    if not any(row["layer"] == USER for row in rows):
        rows.insert(1, {"layer": USER, "directory": str(user_profiles_directory()), "holds": "nothing yet"})
    if output_format == "json":
        print_json({"layers": rows})
        return
    for row in rows:
        held = f"  ({row['holds']})" if "holds" in row else ""
        print_text(f"{row['layer']:<8}  {row['directory']}{held}")
