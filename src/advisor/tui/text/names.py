"""Ids -> names, for every sentence that speaks of a part, a model, a country or a stack."""

import re
from collections import Counter

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue

_MEMORY = re.compile(r" \d+ GB$")


def short_names_of(catalogue: Catalogue) -> dict[str, str]:
    """Names of accelerators for narrow columns; with their memory only where two would else be alike."""
    plain = {accelerator.id: _without_vendor(accelerator) for accelerator in catalogue.accelerators.values()}
    bare = {accelerator_id: _MEMORY.sub("", name) for accelerator_id, name in plain.items()}
    counts = Counter(bare.values())
    return {
        accelerator_id: name if counts[name] == 1 else plain[accelerator_id]
        for accelerator_id, name in bare.items()
    }


def _without_vendor(accelerator: Accelerator) -> str:
    """Neither the vendor, nor its brand of accelerators, nor what stands in brackets behind."""
    name = accelerator.name.removeprefix(f"{accelerator.vendor} ").removeprefix("Instinct ")
    return name.split(" (")[0]


def names_of(catalogue: Catalogue) -> dict[str, str]:
    """Names of accelerators, servers, models, regions, markets and stacks by id."""
    folders = (
        catalogue.markets,
        catalogue.stacks,
        catalogue.servers,
        catalogue.accelerators,
        catalogue.models,
        catalogue.regions,
    )
    return {record.id: record.name for folder in folders for record in folder.values()}
