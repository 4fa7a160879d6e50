"""Ids -> names, for every sentence that speaks of a part, a model, a country or a stack."""

from advisor.catalogue.catalogue import Catalogue


def short_names_of(catalogue: Catalogue) -> dict[str, str]:
    """Names for narrow columns: without the vendor, and without what stands in brackets behind."""
    return {
        accelerator.id: accelerator.name.removeprefix(f"{accelerator.vendor} ").split(" (")[0]
        for accelerator in catalogue.accelerators.values()
    }


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
