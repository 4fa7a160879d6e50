"""`advisor profiles check`: does the catalogue hold together."""

import datetime
import os
import sys
from pathlib import Path

import click
import msgspec

from advisor.catalogue.check import Checked, check_layers
from advisor.catalogue.fault import Fault
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.layers import PROFILES, Layer
from advisor.cli.common import as_of_date, common_options, profile_layers
from advisor.cli.exit_code import BAD_INPUT
from advisor.cli.output import print_json, print_text
from advisor.estimate.device_memory import ASCEND_RESERVE_SOURCE, OTHER_RESERVE_SOURCE

_CITED_BY_THE_ENGINE = (ASCEND_RESERVE_SOURCE, OTHER_RESERVE_SOURCE)


@click.command("check")
@click.argument("path", required=False, type=click.Path())
@click.option("--canonical", is_flag=True, help="A file that is not in canonical form is a fault too.")
@common_options("text", "json")
def command(
    path: str | None,
    canonical: bool,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """Every fault at once: of the whole catalogue, or of the file or directory PATH over it.

    Each names file, line, key, what was found, what was wanted and the nearest valid name. Exits with 2 when
    something is wrong.
    """
    layers = profile_layers(profiles)
    within = None
    if path is not None:
        within, layers = Path(path), _with_path(layers, Path(path))
    checked = check_layers(
        layers,
        as_of_date(as_of),
        within=within,
        canonical=canonical,
        cited_elsewhere=_CITED_BY_THE_ENGINE,
    )
    _report(checked, output_format)
    sys.exit(BAD_INPUT if checked.errors else 0)


def _report(checked: Checked, output_format: str) -> None:
    faults = [_nearby(fault) for fault in checked.faults]
    warnings = len(checked.faults) - len(checked.errors)
    if output_format == "json":
        problems = [str(fault) for fault in faults if not fault.warning]
        print_json(
            {"profiles": checked.profiles, "problems": problems, "faults": msgspec.to_builtins(faults)}
        )
        return
    for fault in faults:
        click.echo(f"{'warning' if fault.warning else 'advisor'}: {fault}", err=True)
    said = f", {_counted(warnings, 'warning')}" if warnings else ""
    read = _counted(checked.profiles, "profile")
    print_text(f"{read} read, {_counted(len(checked.errors), 'problem')}{said}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _with_path(layers: list[Layer], path: Path) -> list[Layer]:
    """The layers with the one that `path` stands in on top, if it isn't among them."""
    if not path.exists():
        leads = "a link that leads to nothing" if path.is_symlink() else "no such file or directory"
        raise click.UsageError(f"{path}: {leads}")
    # A linked file counts where the link stands, as it does when the catalogue is read.
    real = path.parent.resolve() / path.name if path.is_file() else path.resolve()
    for layer in layers:
        if real == layer.directory.resolve() or layer.directory.resolve() in real.parents:
            return layers
    if real.is_file():
        if real.parent.name not in KINDS or real.suffix.lower() != ".toml":
            raise click.UsageError(
                f"{path}: a profile is DIR/KIND/ID.toml, with one of the kinds {', '.join(KINDS)}"
            )
        return [*layers, Layer(PROFILES, path.absolute().parent.parent)]
    return [*layers, Layer(PROFILES, path.parent if path.name in KINDS else path)]


def _nearby(fault: Fault) -> Fault:
    """The fault with its file named from here, where it lies below the current directory."""
    near = os.path.relpath(fault.file) if os.path.isabs(fault.file) else fault.file
    return fault if near.startswith("..") else msgspec.structs.replace(fault, file=near)
