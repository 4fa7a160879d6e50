"""Which profiles a plan rests on: the planner runs once more over a catalogue that notes what is read."""

import datetime
from collections.abc import Iterator
from typing import Any

from advisor.catalogue.availability import WORLD
from advisor.catalogue.calibration import is_of
from advisor.catalogue.catalogue import KINDS, Catalogue, ProfileFolder
from advisor.catalogue.check import cited_sources
from advisor.catalogue.reader import read_record
from advisor.plan.result import Plan
from advisor.plan.warnings import shown_setups
from advisor.session.stack_lines import stacks_about

Figures = dict[str, dict[str, dict[str, Any]]]


class NotingFolder(ProfileFolder[Any]):
    """A folder that hands through to another one and notes which profiles were asked for."""

    def __init__(self, kind: str, folder: ProfileFolder[Any]) -> None:
        super().__init__(kind, KINDS[kind], {}, {})
        self.folder = folder
        self.read: set[str] = set()

    def __getitem__(self, profile_id: str) -> Any:
        record = self.folder[profile_id]
        self.read.add(profile_id)
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self.folder)

    def __len__(self) -> int:
        return len(self.folder)

    def __contains__(self, profile_id: object) -> bool:
        if profile_id not in self.folder:
            return False
        self.read.add(str(profile_id))
        return True

    def document(self, profile_id: str) -> dict[str, Any]:
        """The document of the other folder, noted as read."""
        document = self.folder.document(profile_id)
        self.read.add(profile_id)
        return document


class NotingCatalogue(Catalogue):
    """A catalogue that knows which of its profiles were read."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__({}, {})
        self.noting: dict[str, NotingFolder] = {
            kind: NotingFolder(kind, folder) for kind, folder in catalogue.folders.items()
        }
        self.folders = dict(self.noting)
        self.accelerators = self.noting["accelerators"]
        self.servers = self.noting["servers"]
        self.models = self.noting["models"]
        self.regions = self.noting["regions"]
        self.markets = self.noting["availability"]
        self.rules = self.noting["rules"]
        self.stacks = self.noting["stacks"]
        self.workloads = self.noting["workloads"]
        self.costs = self.noting["costs"]
        self.services = self.noting["services"]
        self.calibrations = self.noting["calibrations"]
        self.sources = self.noting["sources"]


def figures_used(plan: Plan, catalogue: Catalogue) -> Figures:
    """Documents of every profile that answering the plan's brief reads, and of every source they cite.

    Kinds in the order of the catalogue, ids sorted, so that equal plans give equal files.
    """
    from advisor.plan.search import make_plan  # opening a file need not wait for the planner

    noting = NotingCatalogue(catalogue)
    make_plan(plan.brief, noting, datetime.date.fromisoformat(plan.as_of))
    read = {kind: sorted(folder.read) for kind, folder in noting.noting.items()}
    read["availability"] = [
        market_id for market_id in read["availability"] if _counts(market_id, plan, catalogue)
    ]
    read["calibrations"] = [
        calibration_id for calibration_id in read["calibrations"] if _bears(calibration_id, read, catalogue)
    ]
    figures: Figures = {
        kind: {profile_id: catalogue.document(kind, profile_id) for profile_id in ids}
        for kind, ids in read.items()
    }
    models = [catalogue.models[model_id] for model_id in read["models"]]
    figures["stacks"] = stacks_about(models, figures["stacks"])
    sources = {setup.memory.reserve_source for setup in shown_setups(plan)}
    for kind, documents in figures.items():
        for profile_id, document in documents.items():
            sources |= cited_sources(read_record(document, KINDS[kind], f"{kind}/{profile_id}"))
    known = sorted(source for source in sources if source in catalogue.sources)
    figures["sources"] = {source: catalogue.document("sources", source) for source in known}
    return {kind: documents for kind, documents in figures.items() if documents}


def _counts(market_id: str, plan: Plan, catalogue: Catalogue) -> bool:
    """True for a market that can bear on the plan: the buyer's, the reference, and any that offers something.

    The planner looks for prices in all the others too; where nothing is offered, nothing is found.
    """
    return market_id in (plan.brief.region, WORLD) or bool(catalogue.markets[market_id].offers)


def _bears(calibration_id: str, read: dict[str, list[str]], catalogue: Catalogue) -> bool:
    """True for a calibration of a model and a part that the plan looked at.

    The planner reads them all to find its own; what a team measured of other models stays at home.
    """
    calibration = catalogue.calibrations[calibration_id]
    models = (catalogue.models[model_id] for model_id in read["models"])
    return calibration.accelerator in read["accelerators"] and any(
        is_of(calibration, model) for model in models
    )
