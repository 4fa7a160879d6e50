"""The shipped catalogue holds together: figures sourced and dated, ids resolved, files canonical."""

import datetime

from advisor.catalogue.catalogue import Catalogue, shipped_directory
from advisor.catalogue.check import check_layers
from advisor.catalogue.kinds import PRIVATE_KINDS
from advisor.catalogue.layers import SHIPPED, Layer
from advisor.estimate.device_memory import ASCEND_RESERVE_SOURCE, OTHER_RESERVE_SOURCE

# The day on which no date of the shipped catalogue may lie ahead: that of its newest compilation.
COMPILED = datetime.date(2026, 11, 24)


def test_the_check_finds_nothing_not_even_an_unused_source_or_another_layout() -> None:
    """`advisor profiles check` lists faults as they are here; `make profiles` writes the canonical form."""
    checked = check_layers(
        [Layer(SHIPPED, shipped_directory())],
        COMPILED,
        canonical=True,
        cited_elsewhere=(ASCEND_RESERVE_SOURCE, OTHER_RESERVE_SOURCE),
    )
    assert [str(fault) for fault in checked.faults] == []
    assert checked.profiles > 1000


def test_every_kind_has_profiles_and_each_comes_from_the_shipped_layer() -> None:
    catalogue = Catalogue.shipped()
    for kind, folder in catalogue.folders.items():
        if kind in PRIVATE_KINDS:
            assert len(folder) == 0, kind
            continue
        assert len(folder) > 0, kind
        first = next(iter(folder))
        assert folder.layers(first) == (SHIPPED,)
        assert folder.private_places(first) == {}
