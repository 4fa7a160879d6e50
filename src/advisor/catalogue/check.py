"""Does a whole catalogue hold together: every fault of every profile at once, with file, line and remedy."""

import datetime
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from advisor.catalogue.canonical import is_canonical
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.document_check import document_faults
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.fault import Fault, RawFault
from advisor.catalogue.kind_checks import KIND_CHECKS
from advisor.catalogue.kinds import KINDS
from advisor.catalogue.layers import SHIPPED, Layer
from advisor.catalogue.references import SOURCE_FIELDS, citations_in, unresolved
from advisor.catalogue.references import cited_sources as cited_sources
from advisor.catalogue.toml_lines import Lines, line_at, lines_of
from advisor.catalogue.unread import unread_entries

_LINE = re.compile(r" ?\(?at line (\d+), column (\d+)\)?|^line (\d+): ")
_AT_THE_END = " (at end of document)"
_BYTE = re.compile(r"byte (\d+)")
_SAID = re.compile(r"^found (?P<found>.*?), wanted (?P<wanted>.*)$", re.DOTALL)


class Checked(NamedTuple):
    """What a check looked at and what it found, in the order of kinds and ids."""

    profiles: int
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that are no mere warnings."""
        return tuple(fault for fault in self.faults if not fault.warning)


def check_layers(
    layers: Sequence[Layer],
    as_of: datetime.date,
    *,
    within: Path | None = None,
    canonical: bool = False,
    cited_elsewhere: Collection[str] = (),
) -> Checked:
    """Every fault of the profiles in these layers, lowest first, judged on a day.

    `within`: a file or directory; only what stands in it is checked, over everything else. `canonical`: a
    file that is not in canonical form is a fault too. `cited_elsewhere`: sources that the engine cites.
    """
    try:
        catalogue = Catalogue.open(*layers)
    except ProfileError as error:
        return Checked(0, (_from_error(error),))
    shipped = next((os.path.realpath(layer.directory) for layer in layers if layer.name == SHIPPED), None)
    directories = [layer.directory for layer in layers]
    return _Check(catalogue, as_of, within, shipped, directories, canonical).run(cited_elsewhere)


class _Check:
    """One run over a catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        as_of: datetime.date,
        within: Path | None,
        shipped: str | None,
        directories: Sequence[Path],
        canonical: bool,
    ) -> None:
        self._catalogue = catalogue
        self._as_of = as_of
        self._within = os.path.realpath(within) if within is not None else None
        self._shipped = shipped
        self._directories = directories
        self._canonical = canonical
        self._lines: dict[str, Lines] = {}
        self._other_names: Mapping[str, str] | None = None
        self._cited: set[str] = set()

    def run(self, cited_elsewhere: Collection[str]) -> Checked:
        count, faults = 0, list[Fault]()
        for kind, folder in self._catalogue.folders.items():
            for profile_id in folder:
                if self._is_within(kind, profile_id):
                    count += 1
                    faults += self._item(kind, profile_id)
        for directory in self._directories:
            faults += unread_entries(directory)
        if self._within in (None, self._shipped):
            faults += self._uncited(cited_elsewhere)
        return Checked(count, tuple(fault for fault in faults if self._holds(fault.file)))

    def _item(self, kind: str, profile_id: str) -> Iterator[Fault]:
        folder = self._catalogue.folders[kind]
        try:
            document = folder.document(profile_id)
        except ProfileError as error:
            yield self._stopped(error)
            return
        raw = [*document_faults(document, KINDS[kind], self._as_of)]
        sound = not raw
        for citation in citations_in(document, KINDS[kind]):
            if citation.field in SOURCE_FIELDS:
                self._cited.add(citation.target)
            fault = unresolved(citation, self._catalogue.folders, self._names)
            if fault is not None:
                raw.append(fault)
        for fault in raw:
            yield self._located(kind, profile_id, fault)
        if sound:
            yield from self._as_a_record(kind, profile_id)
        if self._canonical:
            yield from self._form(kind, profile_id)

    def _as_a_record(self, kind: str, profile_id: str) -> Iterator[Fault]:
        try:
            record = self._catalogue.folders[kind][profile_id]
        except ProfileError as error:
            yield self._stopped(error)
            return
        for check in KIND_CHECKS.get(kind, ()):
            for fault in check(record, self._catalogue):
                yield self._located(kind, profile_id, fault)

    def _form(self, kind: str, profile_id: str) -> Iterator[Fault]:
        for file in self._catalogue.folders[kind].files(profile_id):
            if self._holds(file.path) and not is_canonical(Path(file.path).read_bytes(), kind):
                yield Fault(
                    file=file.path,
                    found="another order of keys or another layout",
                    wanted="the canonical form; `advisor profiles format` writes it",
                )

    def _stopped(self, error: ProfileError) -> Fault:
        """The fault of an error that stopped the reading of a file, with its line where it has a place."""
        fault = _from_error(error)
        if fault.line is not None or not error.place:
            return fault
        return msgspec.structs.replace(fault, line=line_at(self._lines_in(error.file), error.place))

    def _located(self, kind: str, profile_id: str, fault: RawFault) -> Fault:
        file, place = self._catalogue.folders[kind].file_of(profile_id, fault.place)
        return Fault(
            file=file.path,
            # What the file as a whole lacks is missing from its first line on.
            line=line_at(self._lines_in(file.path), place) or (1 if fault.found == "nothing" else None),
            place=place,
            found=fault.found,
            wanted=fault.wanted,
            suggestion=fault.suggestion,
        )

    def _lines_in(self, path: str) -> Lines:
        if path not in self._lines:
            self._lines[path] = lines_of(Path(path).read_text(encoding="utf-8-sig"))
        return self._lines[path]

    def _uncited(self, cited_elsewhere: Collection[str]) -> Iterator[Fault]:
        """Shipped sources that nothing cites: a warning, for a user's layer may cite them."""
        sources = self._catalogue.sources
        for source in sources:
            files = sources.files(source)
            shipped = files and files[-1].layer == SHIPPED
            if shipped and source not in self._cited and source not in cited_elsewhere:
                yield Fault(
                    file=files[-1].path,
                    found="a source that no profile cites",
                    wanted="a figure that cites it, or no such file",
                    warning=True,
                )

    def _names(self) -> Mapping[str, str]:
        """Other names of accelerators -> id."""
        if self._other_names is None:
            folder = self._catalogue.accelerators
            names: dict[str, str] = {}
            for accelerator_id in folder:
                for name in _other_names(folder, accelerator_id):
                    names.setdefault(name, accelerator_id)
            self._other_names = names
        return self._other_names

    def _is_within(self, kind: str, profile_id: str) -> bool:
        return any(self._holds(file.path) for file in self._catalogue.folders[kind].files(profile_id))

    def _holds(self, path: str) -> bool:
        if self._within is None:
            return True
        return any(spot == self._within or spot.startswith(self._within + os.sep) for spot in _spots(path))


def _spots(path: str) -> Iterator[str]:
    """Where a file may be said to stand: its target, and the link, folder or layer it is read through."""
    yield os.path.realpath(path)
    folder, name = os.path.split(path)
    yield os.path.join(os.path.realpath(folder), name)
    layer, kind = os.path.split(folder)
    yield os.path.join(os.path.realpath(layer), kind, name)


def _other_names(folder: Mapping[str, Any], accelerator_id: str) -> Sequence[str]:
    try:
        return tuple(getattr(folder[accelerator_id], "also_called", ()))
    except ProfileError:
        return ()  # said where that profile itself is checked


def _from_error(error: ProfileError) -> Fault:
    """A fault from the one line of an error that stopped the reading of a file."""
    match = _LINE.search(error.problem)
    line = int(match[1] or match[3]) if match else None
    said = _SAID.match(_LINE.sub("", error.problem))
    if said:
        return Fault(
            file=error.file, line=line, place=error.place, found=said["found"], wanted=said["wanted"]
        )
    found = _LINE.sub(lambda at: f", column {at[2]}" if at[2] else "", error.problem)
    byte = _BYTE.search(error.problem)
    if _AT_THE_END in found:
        line = len(Path(error.file).read_bytes().splitlines()) or 1
        found = found.replace(_AT_THE_END, "")
    elif "not UTF-8" in found and byte:
        line = Path(error.file).read_bytes()[: int(byte[1])].count(b"\n") + 1
    wanted = "values that agree" if error.place else "a profile in TOML, UTF-8"
    return Fault(file=error.file, line=line, place=error.place, found=found, wanted=wanted)
