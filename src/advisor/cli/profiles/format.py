"""`advisor profiles format`: profiles in their canonical form."""

import datetime
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from advisor.catalogue.canonical import canonical_text, own_comments
from advisor.catalogue.directory import MAX_PROFILE_BYTES, profile_files
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.toml_document import DocumentError
from advisor.cli.common import common_options, user_profiles_directory
from advisor.cli.exit_code import NO, YES
from advisor.cli.output import print_text


@click.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 when a file would change."
)
@click.option(
    "--drop-comments", is_flag=True, help="Format files with comments too; their comments are lost."
)
@common_options("text")
def command(
    paths: tuple[str, ...],
    only_check: bool,
    drop_comments: bool,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """Writes profiles in canonical form: each PATH, a file or a directory; your own profiles unless stated.

    A file with comments of yours is left as it is, and named, unless you say --drop-comments.
    """
    named = [Path(path) for path in paths] or [Path(profiles) if profiles else user_profiles_directory()]
    changed, kept, count = 0, 0, 0
    for kind, path in _files(named):
        count += 1
        data = read_regular_file(path, MAX_PROFILE_BYTES)
        text = _canonical(data, kind, path).encode()
        if text == data:
            continue
        if own_comments(data) and not drop_comments:
            click.echo(f"advisor: {path}: has comments, left as it is; --drop-comments formats it", err=True)
            kept += 1
            continue
        changed += 1
        print_text(f"{'would change' if only_check else 'formatted'} {path}")
        if not only_check:
            _replace(path, text)
    said = f", {kept} with comments left" if kept else ""
    done = "would change" if only_check else "changed"
    print_text(f"{count} profile{'' if count == 1 else 's'}, {changed} {done}{said}")
    sys.exit(NO if only_check and changed else YES)


def _files(paths: list[Path]) -> Iterator[tuple[str, Path]]:
    """(kind, path) of every profile named, or below a directory named."""
    for path in paths:
        if path.is_dir() and path.name in KINDS:
            yield from ((path.name, file) for file in sorted(path.glob("*.toml")))
        elif path.is_dir():
            yield from ((kind, Path(file)) for kind, _, file in profile_files(path))
        elif path.parent.absolute().name in KINDS:
            yield path.parent.absolute().name, path
        else:
            raise click.UsageError(f"{path}: a profile is DIR/KIND/ID.toml, with one of {', '.join(KINDS)}")


def _canonical(data: bytes, kind: str, path: Path) -> str:
    try:
        if len(data) > MAX_PROFILE_BYTES:
            raise DocumentError(f"more than {MAX_PROFILE_BYTES:,} bytes")
        return canonical_text(data, kind)
    except DocumentError as error:
        raise ProfileError(str(path), "", str(error)) from None


def _replace(path: Path, data: bytes) -> None:
    """All of the new text or all of the old, whatever happens in between."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(data)
    os.replace(temporary, path)
