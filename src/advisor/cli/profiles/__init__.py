"""`advisor profiles`: list, show, check, write and import the catalogue, a file a verb."""

import importlib
from collections.abc import Mapping
from types import MappingProxyType

import click

from advisor.cli.common import user_profiles_directory

# Verb -> (module whose attribute `command` is the verb, one line of help). Imported when asked for.
VERBS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "list": ("advisor.cli.profiles.list", "Ids and names, of one kind or of all but sources."),
        "show": ("advisor.cli.profiles.show", "Every figure of a profile, with its source."),
        "check": ("advisor.cli.profiles.check", "Reads every profile and follows every id it cites."),
        "new": ("advisor.cli.profiles.new", "A commented skeleton to fill in."),
        "import-model": ("advisor.cli.profiles.import_model", "A publisher's config.json becomes a model."),
        "import-offers": ("advisor.cli.profiles.import_offers", "Your own quotes, from a CSV file."),
        "format": ("advisor.cli.profiles.format", "Profiles in their canonical form."),
        "schema": ("advisor.cli.profiles.schema", "JSON Schema of a kind, for editors."),
        "path": ("advisor.cli.profiles.path", "The directories that profiles are read from."),
    }
)


class ProfileVerbs(click.Group):
    """A group whose verbs are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(VERBS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, summary) for verb, (_, summary) in VERBS.items()])


@click.group(
    "profiles", cls=ProfileVerbs, epilog=f"Your own profiles are read from {user_profiles_directory()}"
)
def command() -> None:
    """List, show, check, write and import the catalogue."""
