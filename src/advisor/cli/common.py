"""Options that every verb takes, and the catalogue they name."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import platformdirs

from advisor.catalogue.catalogue import Catalogue, shipped_directory
from advisor.catalogue.layers import PROFILES, SHIPPED, USER, Layer

Command = TypeVar("Command", bound=Callable[..., Any])


def common_options(*formats: str) -> Callable[[Command], Command]:
    """--format with these choices, --profiles, --as-of and --lang."""

    def decorate(command: Command) -> Command:
        for option in (
            click.option("--lang", type=click.Choice(["en"]), default="en", help="Language of sentences."),
            click.option(
                "--as-of",
                type=click.DateTime(["%Y-%m-%d"]),
                help="Date that ages and validity are judged against; today unless stated.",
            ),
            click.option(
                "--profiles",
                type=click.Path(readable=False),
                help="A directory of your own profiles, over the shipped ones.",
            ),
            click.option(
                "--format", "output_format", type=click.Choice(formats), default=formats[0], show_default=True
            ),
        ):
            command = option(command)
        return command

    return decorate


def open_catalogue(profiles: str | None) -> Catalogue:
    """The shipped profiles, the user's own over them, then those of --profiles."""
    return Catalogue.open(*profile_layers(profiles))


def profile_layers(profiles: str | None) -> list[Layer]:
    """The layers of the catalogue, lowest first; the user's directory only where it holds something."""
    layers = [Layer(SHIPPED, shipped_directory())]
    own = user_profiles_directory()
    named = profiles is not None and Path(profiles).resolve() == own.resolve()
    if own.is_dir() and any(own.iterdir()) and not named:
        layers.append(Layer(USER, own))
    if profiles is not None:
        layers.append(Layer(PROFILES, Path(profiles)))
    return layers


def user_profiles_directory() -> Path:
    """Where a user's own profiles lie."""
    return platformdirs.user_data_path("advisor") / "profiles"


def as_of_date(as_of: datetime.datetime | None) -> datetime.date:
    """The date asked for, else today: the only place where the command line reads the clock."""
    return as_of.date() if as_of else datetime.date.today()  # noqa: DTZ011  # the user's own calendar day
