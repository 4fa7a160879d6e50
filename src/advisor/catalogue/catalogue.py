"""The catalogue: shipped profiles overlaid by a user's own, each read when it is first asked for."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic

import advisor
from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import Market
from advisor.catalogue.cost_line import CostAssumption
from advisor.catalogue.errors import ProfileError, UnknownProfileError
from advisor.catalogue.model import Model
from advisor.catalogue.reader import AnyRecord, read_record
from advisor.catalogue.record import Record
from advisor.catalogue.region import Region
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.rule import Rule
from advisor.catalogue.server import Server
from advisor.catalogue.service import Service
from advisor.catalogue.source import Source
from advisor.catalogue.stack import Stack
from advisor.catalogue.toml_document import DocumentError, parse_document
from advisor.catalogue.workload import Workload

KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "accelerators": Accelerator,
        "servers": Server,
        "models": Model,
        "regions": Region,
        "availability": Market,
        "rules": Rule,
        "stacks": Stack,
        "workloads": Workload,
        "costs": CostAssumption,
        "services": Service,
        "sources": Source,
    }
)
"""Folder of a kind -> its record. One TOML an item; the file's stem is the item's id."""

MAX_PROFILE_BYTES = 512 * 1024

Documents = Mapping[str, Mapping[str, dict[str, Any]]]


class ProfileFolder(Mapping[str, AnyRecord], Generic[AnyRecord]):
    """All profiles of one kind, id -> record. A record is read and checked on first access."""

    def __init__(
        self, kind: str, record_type: type[AnyRecord], files: dict[str, Path], documents: dict[str, Any]
    ) -> None:
        self._kind = kind
        self._record_type = record_type
        self._files = files
        self._documents = documents
        self._records: dict[str, AnyRecord] = {}

    def __getitem__(self, profile_id: str) -> AnyRecord:
        record = self._records.get(profile_id)
        if record is None:
            file = str(self._files.get(profile_id, f"{self._kind}/{profile_id}"))
            record = read_record(self.document(profile_id), self._record_type, file)
            self._records[profile_id] = record
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._files, *self._documents}))

    def __len__(self) -> int:
        return len({*self._files, *self._documents})

    def __contains__(self, profile_id: object) -> bool:
        return profile_id in self._files or profile_id in self._documents

    def document(self, profile_id: str) -> dict[str, Any]:
        """The parsed and cleaned TOML of one profile, as its file has it."""
        document = self._documents.get(profile_id)
        if document is None:
            if profile_id not in self._files:
                near = difflib.get_close_matches(profile_id, list(self), n=2)
                raise UnknownProfileError(self._kind.removesuffix("s"), profile_id, near)
            document = _read_file(self._files[profile_id])
            if document.get("id") != profile_id:
                raise ProfileError(
                    str(self._files[profile_id]), "id", f"found {document.get('id')!r}, wanted {profile_id!r}"
                )
            self._documents[profile_id] = document
        return document


class Catalogue:
    """Every profile, by kind. Later directories replace items of earlier ones by id."""

    def __init__(self, files: Mapping[str, dict[str, Path]], documents: Documents) -> None:
        self.folders: dict[str, ProfileFolder[Any]] = {
            kind: ProfileFolder(kind, record_type, dict(files.get(kind, {})), dict(documents.get(kind, {})))
            for kind, record_type in KINDS.items()
        }
        self.accelerators: ProfileFolder[Accelerator] = self.folders["accelerators"]
        self.servers: ProfileFolder[Server] = self.folders["servers"]
        self.models: ProfileFolder[Model] = self.folders["models"]
        self.regions: ProfileFolder[Region] = self.folders["regions"]
        self.markets: ProfileFolder[Market] = self.folders["availability"]
        self.rules: ProfileFolder[Rule] = self.folders["rules"]
        self.stacks: ProfileFolder[Stack] = self.folders["stacks"]
        self.workloads: ProfileFolder[Workload] = self.folders["workloads"]
        self.costs: ProfileFolder[CostAssumption] = self.folders["costs"]
        self.services: ProfileFolder[Service] = self.folders["services"]
        self.sources: ProfileFolder[Source] = self.folders["sources"]

    @classmethod
    def open(cls, *directories: Path) -> "Catalogue":
        """The profiles below these directories; a directory that does not exist is an error."""
        files: dict[str, dict[str, Path]] = {kind: {} for kind in KINDS}
        for directory in directories:
            if not directory.is_dir():
                raise ProfileError(str(directory), "", "no such directory of profiles")
            folders = [entry for entry in sorted(directory.iterdir()) if entry.is_dir()]
            for entry in folders:
                if entry.name in files:
                    files[entry.name].update({path.stem: path for path in _profiles_in(entry)})
                elif not entry.name.startswith("."):
                    raise ProfileError(str(entry), "", f"unknown kind of profile; known: {', '.join(KINDS)}")
            if not folders:
                raise ProfileError(str(directory), "", f"holds none of the folders {', '.join(KINDS)}")
        return cls(files, {})

    @classmethod
    def shipped(cls) -> "Catalogue":
        """The profiles that come with Advisor."""
        return cls.open(shipped_directory())

    @classmethod
    def from_documents(cls, documents: Documents) -> "Catalogue":
        """A catalogue of documents that a session carries; reads no file."""
        return cls({}, documents)

    def document(self, kind: str, profile_id: str) -> dict[str, Any]:
        """The raw document of one profile; `kind` is a key of `KINDS`."""
        return self.folders[kind].document(profile_id)


def shipped_directory() -> Path:
    """Where the shipped profiles lie: inside the wheel, or at the top of a source checkout."""
    package = Path(advisor.__file__).resolve().parent
    inside = package / "profiles"
    return inside if inside.is_dir() else package.parents[1] / "profiles"


def _profiles_in(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if entry.suffix.lower() == ".toml")
    except OSError as error:
        raise ProfileError(str(folder), "", f"can't be read: {error.strerror}") from None


def _read_file(path: Path) -> dict[str, Any]:
    try:
        data = read_regular_file(path, MAX_PROFILE_BYTES)
    except OSError as error:
        raise ProfileError(str(path), "", f"can't be read: {error.strerror}") from None
    try:
        return parse_document(data, max_bytes=MAX_PROFILE_BYTES)
    except DocumentError as error:
        raise ProfileError(str(path), "", str(error)) from None
