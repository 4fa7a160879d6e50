"""The shipped rows by what they are of, so that a question looks at few of them."""

from collections.abc import Mapping
from functools import cache

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import ModelClass
from advisor.catalogue.record import AcceleratorFamily
from advisor.evidence.formats import bins_of
from advisor.evidence.row import MeasuredRow
from advisor.evidence.shipped import shipped_rows


class Kind(msgspec.Struct, frozen=True):
    """The relatives of a model and a part that rows are of."""

    model_family: str
    model_class: ModelClass
    part_family: AcceleratorFamily
    one_part: bool
    """False: the source names a line of which several bins are sold."""


@cache
def rows_by_pair() -> Mapping[tuple[str, str], tuple[MeasuredRow, ...]]:
    """(model id, accelerator id) -> its rows, in the order of the table."""
    pairs: dict[tuple[str, str], list[MeasuredRow]] = {}
    for row in shipped_rows():
        pairs.setdefault((row.model_id, row.accelerator_id), []).append(row)
    return {pair: tuple(rows) for pair, rows in pairs.items()}


@cache
def kind_of_pairs() -> Mapping[tuple[str, str], Kind]:
    """(model id, accelerator id) -> its kind, of all pairs whose model and part have shipped profiles."""
    catalogue = Catalogue.shipped()
    kinds = {}
    for pair in rows_by_pair():
        bins = bins_of(pair[1], catalogue)
        if pair[0] in catalogue.models and bins:
            model = catalogue.models[pair[0]]
            kinds[pair] = Kind(model.family, model.model_class, bins[0].family, len(bins) == 1)
    return kinds
