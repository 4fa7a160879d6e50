"""The catalogue: shipped profiles overlaid by a user's own, each read when it is first asked for."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Generic

import advisor
from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import Market
from advisor.catalogue.calibration import Calibration
from advisor.catalogue.cost_line import CostAssumption
from advisor.catalogue.directory import MAX_PROFILE_BYTES as MAX_PROFILE_BYTES
from advisor.catalogue.directory import profile_files, read_layers
from advisor.catalogue.errors import ProfileError, SharedNameError, UnknownProfileError
from advisor.catalogue.kinds import KINDS as KINDS
from advisor.catalogue.layers import PROFILES, SESSION, SHIPPED, Layer, LayerFile, Origins, origin_of
from advisor.catalogue.model import Model
from advisor.catalogue.reader import AnyRecord, read_record
from advisor.catalogue.region import Region
from advisor.catalogue.rule import Rule
from advisor.catalogue.server import Server
from advisor.catalogue.service import Service
from advisor.catalogue.source import Source
from advisor.catalogue.stack import Stack
from advisor.catalogue.workload import Workload

Files = tuple[LayerFile, ...]
"""The files of one id, highest layer first."""
Documents = Mapping[str, Mapping[str, dict[str, Any]]]


class ProfileFolder(Mapping[str, AnyRecord], Generic[AnyRecord]):
    """All profiles of one kind, id -> record. A record is read and checked on first access."""

    def __init__(
        self, kind: str, record_type: type[AnyRecord], files: dict[str, Files], documents: dict[str, Any]
    ) -> None:
        self._kind = kind
        self._record_type = record_type
        self._files = files
        self._documents = documents
        self._records: dict[str, AnyRecord] = {}
        self._origins: dict[str, Origins] = {}

    def __getitem__(self, profile_id: str) -> AnyRecord:
        record = self._records.get(profile_id)
        if record is None:
            document = self.document(profile_id)
            try:
                record = read_record(document, self._record_type, f"{self._kind}/{profile_id}")
            except ProfileError as error:
                if profile_id not in self._files:
                    raise
                file, place = self.file_of(profile_id, error.place)
                raise ProfileError(file.path, place, error.problem) from None
            self._records[profile_id] = record
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._files, *self._documents}))

    def __len__(self) -> int:
        return len({*self._files, *self._documents})

    def __contains__(self, profile_id: object) -> bool:
        return profile_id in self._files or profile_id in self._documents

    def document(self, profile_id: str) -> dict[str, Any]:
        """The parsed and cleaned TOML of one profile, the layers merged. Not to be changed by the caller."""
        document = self._documents.get(profile_id)
        if document is None:
            if profile_id not in self._files:
                if parts := self._also_called(profile_id):
                    raise SharedNameError(self._kind.removesuffix("s"), profile_id, parts)
                near = difflib.get_close_matches(profile_id, list(self), n=2)
                raise UnknownProfileError(self._kind.removesuffix("s"), profile_id, near)
            document, origins = read_layers(self._kind, profile_id, self._files[profile_id])
            self._origins[profile_id] = origins
            self._documents[profile_id] = document
        return document

    def _also_called(self, name: str) -> list[str]:
        """Ids of the parts that share a name which is the id of none."""
        if self._record_type is not Accelerator:
            return []
        names = {known: self.document(known).get("also_called") for known in self}
        return [known for known, called in names.items() if isinstance(called, list) and name in called]

    def files(self, profile_id: str) -> Files:
        """Every file of this id, highest layer first, used or replaced; empty for a session's document."""
        return self._files.get(profile_id, ())

    def layers(self, profile_id: str) -> tuple[str, ...]:
        """Names of the layers that the item is made of, highest first: "shipped", "user", "profiles".

        One name for most items; more where a file patches or adds to the one below it. ("session",) for a
        document that a session carries.
        """
        self.document(profile_id)
        files = self.files(profile_id)
        if not files:
            return (SESSION,)
        used = {origin.file for origin in self._origins[profile_id].values()}
        return tuple(files[index].layer for index in sorted(used))

    def layer_of(self, profile_id: str, place: str = "") -> str:
        """Name of the layer that says what stands at a place, such as "power_price" or "offers[0].price"."""
        self.document(profile_id)
        return self.file_of(profile_id, place)[0].layer if profile_id in self._files else SESSION

    def private_places(self, profile_id: str) -> dict[str, str]:
        """Place -> layer of everything that doesn't come from the shipped profiles; "" is the whole item."""
        self.document(profile_id)
        files = self.files(profile_id)
        named = {
            place: files[origin.file].layer for place, origin in self._origins.get(profile_id, {}).items()
        }
        return {place: layer for place, layer in named.items() if layer != SHIPPED}

    def file_of(self, profile_id: str, place: str) -> tuple[LayerFile, str]:
        """The file that says what stands at a place of the item, and that place in the file itself."""
        origin = origin_of(self._origins[profile_id], place)
        return self._files[profile_id][origin.file], origin.place


class Catalogue:
    """Every profile, by kind. `layers.py` says how directories lie over each other."""

    def __init__(self, files: Mapping[str, dict[str, Files]], documents: Documents) -> None:
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
        self.calibrations: ProfileFolder[Calibration] = self.folders["calibrations"]
        self.sources: ProfileFolder[Source] = self.folders["sources"]

    @classmethod
    def open(cls, *directories: Path | Layer) -> "Catalogue":
        """The profiles below these directories, lowest layer first.

        Plain paths are the shipped profiles and then those of `--profiles`. A directory that does not exist,
        or holds something else than profiles, is an error.
        """
        files: dict[str, dict[str, Files]] = {kind: {} for kind in KINDS}
        for index, given in enumerate(directories):
            layer = given if isinstance(given, Layer) else Layer(PROFILES if index else SHIPPED, given)
            for kind, profile_id, path in profile_files(layer.directory):
                below = files[kind].get(profile_id, ())
                files[kind][profile_id] = (LayerFile(layer.name, path), *below)
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
