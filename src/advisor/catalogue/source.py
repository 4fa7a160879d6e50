"""Where a figure comes from."""

from advisor.catalogue.record import Record


class Source(Record, frozen=True, kw_only=True):
    """A publication, cited by id from every figure."""

    id: str
    title: str
    url: str
    date: str
    note: str = ""
