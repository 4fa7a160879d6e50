"""Entries of a directory of profiles that the catalogue does not read, each with the reason.

A profile is DIR/KIND/ID.toml. A link to a regular file, or a kind's folder that is a link, is read like any
other: files are opened without blocking and must be regular, so a link to a pipe or a device is refused.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from advisor.catalogue.fault import Fault
from advisor.catalogue.kinds import KINDS

_SUFFIX = ".toml"
_WANTED = "a profile as DIR/KIND/ID.toml"


def unread_entries(directory: Path) -> Iterator[Fault]:
    """A fault for each entry that is not read: a warning, unless a profile may be meant by it."""
    top = os.fspath(directory)
    for name in sorted(os.listdir(top)):
        path = os.path.join(top, name)
        if os.path.isdir(path):
            if name in KINDS:
                yield from _in_folder(path)
        elif name in KINDS:
            found = "a link that leads to nothing" if os.path.islink(path) else "no folder"
            yield Fault(file=path, found=found, wanted=f"a folder of {name}")
        elif name.lower().endswith(_SUFFIX):
            yield Fault(file=path, found="a file beside the folders of kinds, not read", wanted=_WANTED)


def _in_folder(folder: str) -> Iterator[Fault]:
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        toml = name.lower().endswith(_SUFFIX)
        if toml and name.startswith("."):
            yield Fault(file=path, found="a hidden file, not read", wanted=_WANTED, warning=True)
        elif name.startswith(".") or toml:
            continue
        elif os.path.isdir(path):
            yield from _nested(path)
        else:
            yield Fault(file=path, found="a file of another type, not read", wanted=_WANTED, warning=True)


def _nested(folder: str) -> Iterator[Fault]:
    """Profiles in a folder below that of a kind, or else the folder itself. Links to folders end here."""
    if os.path.islink(folder):
        yield Fault(file=folder, found="a link to a folder below a kind's, not read", wanted=_WANTED)
        return
    inside = [
        os.path.join(where, name)
        for where, _, names in os.walk(folder)
        for name in names
        if name.lower().endswith(_SUFFIX)
    ]
    for path in sorted(inside):
        yield Fault(file=path, found="a file in a folder below its kind's, not read", wanted=_WANTED)
    if not inside:
        yield Fault(file=folder, found="a folder below a kind's, not read", wanted=_WANTED, warning=True)
