"""Profiles as files: which there are below a directory, and what the files of one item say together."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from advisor.catalogue.errors import ProfileError
from advisor.catalogue.fault import shown
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.layers import (
    PATCH,
    LayerFile,
    Origin,
    Origins,
    Part,
    builds_on_lower,
    merge_parts,
)
from advisor.catalogue.nearest import nearest
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.toml_document import DocumentError, parse_document

MAX_PROFILE_BYTES = 512 * 1024
SCHEMA_FOLDER = "schemas"
"""JSON Schemas for editors lie beside the kinds; nothing in there is a profile."""
_SUFFIX = ".toml"
_ONE_FILE: Origins = {"": Origin(0, "")}


def profile_files(directory: Path) -> Iterator[tuple[str, str, str]]:
    """(kind, id, path) of every profile below a directory, sorted.

    ProfileError for a directory that doesn't exist, holds a folder of no known kind, or holds no folder.
    """
    top = os.fspath(directory)
    if not os.path.isdir(top):
        raise ProfileError(top, "", "no such directory of profiles")
    folders = [name for name in _names(top) if os.path.isdir(os.path.join(top, name))]
    if not folders:
        raise ProfileError(top, "", f"holds none of the folders {', '.join(KINDS)}")
    for kind in folders:
        folder = os.path.join(top, kind)
        if kind in KINDS:
            for name in _names(folder):
                stem, suffix = os.path.splitext(name)
                if suffix.lower() == _SUFFIX and not stem.startswith("."):
                    yield kind, stem, os.path.join(folder, name)
        elif not kind.startswith(".") and kind != SCHEMA_FOLDER:
            near = nearest(kind, list(KINDS))
            meant = f"; did you mean {near!r}?" if near else ""
            known = ", ".join(KINDS)
            raise ProfileError(folder, "", f"found an unknown kind of profile, wanted one of {known}{meant}")


def read_layers(kind: str, profile_id: str, files: Sequence[LayerFile]) -> tuple[dict[str, Any], Origins]:
    """The document of one item from its files, highest layer first; what a higher one replaces isn't read."""
    parts: list[Part] = []
    for index, file in enumerate(files):
        document = read_document(file.path)
        if len(files) == 1 and document.get("id") == profile_id and PATCH not in document:
            return document, _ONE_FILE
        if document.get("id") != profile_id:
            found = shown(document["id"]) if "id" in document else "nothing"
            raise ProfileError(file.path, "id", f"found {found}, wanted {shown(profile_id)}")
        parts.append(Part(document, index))
        _check_layering(files, index, document)
        if not builds_on_lower(kind, document):
            break
    return merge_parts(kind, parts)


def read_document(path: str) -> dict[str, Any]:
    """The cleaned tree of one file; ProfileError when it can't be read or is no TOML."""
    try:
        data = read_regular_file(path, MAX_PROFILE_BYTES)
    except OSError as error:
        raise ProfileError(path, "", f"can't be read: {error.strerror}") from None
    try:
        document = parse_document(data, max_bytes=MAX_PROFILE_BYTES)
    except DocumentError as error:
        raise ProfileError(path, "", str(error)) from None
    if not document:
        kind, stem = os.path.basename(os.path.dirname(path)), os.path.splitext(os.path.basename(path))[0]
        skeleton = f"`advisor profiles new {kind} {shown(stem)[1:-1]}` writes a skeleton"
        raise ProfileError(path, "", f"found an empty file, wanted a profile; {skeleton}")
    return document


def _check_layering(files: Sequence[LayerFile], index: int, document: dict[str, Any]) -> None:
    path, patch = files[index].path, document.get(PATCH)
    below = files[index + 1].path if index + 1 < len(files) else None
    if below is not None and os.path.dirname(below) == os.path.dirname(path):
        other = os.path.basename(below)
        raise ProfileError(path, "id", f"found {shown(document['id'])} in {other} too, wanted one file an id")
    if patch is not None and not isinstance(patch, bool):
        raise ProfileError(path, PATCH, f"found {shown(patch)}, wanted true or false")
    if patch and below is None:
        raise ProfileError(path, PATCH, "found true, wanted an item of this id in a layer below to overlay")


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError as error:
        raise ProfileError(folder, "", f"can't be read: {error.strerror}") from None
