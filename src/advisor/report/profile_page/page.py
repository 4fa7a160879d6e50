"""What a profile's page consists of; the terminal, Markdown and JSON all show this."""

import msgspec

from advisor.figures import Confidence, Figure


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a row comes from and how old that is."""

    number: int
    """Of the source in the page's list."""
    source: str
    date: str
    """As the profile states it; the source's own where it states none. Empty: undated."""
    age_days: int | None
    """Days up to the page's `as_of`, counted from the last day that the date can mean; None: undated."""
    confidence: Confidence
    stale: str = ""
    """Why it should be looked up again; empty while it need not be."""


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that the page says."""

    label: str = ""
    text: str
    place: str = ""
    """In the profile, such as "memory.bandwidth"; empty for what is computed or said elsewhere."""
    origin: Origin | None = None
    note: str = ""
    layer: str = ""
    """Name of the layer that says it, where several make the item and it isn't the shipped one."""
    figure: Figure | None = None
    unknown: bool = False
    """True for what is expected of such an item and was not found."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Rows under a title."""

    title: str
    rows: tuple[Row, ...]


class SourceLine(msgspec.Struct, frozen=True, kw_only=True):
    """One source that the page cites."""

    number: int
    id: str
    title: str
    """Empty where no profile has this id."""
    url: str
    date: str
    age_days: int | None
    note: str = ""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much the profile itself says, and how sure it is; what refers to it does not count."""

    figures: int
    statements: int
    confidence: dict[str, int]
    """Confidence -> facts, figures and statements alike."""
    stale: int
    unknown: int
    """Rows that say that something is not known."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the catalogue on a day."""

    kind: str
    id: str
    name: str
    as_of: str
    layers: tuple[str, ...]
    """What the item is made of, highest layer first."""
    name_layer: str = ""
    """Name of the layer that says the name, where several make the item and it isn't the shipped one."""
    counts: Counts
    sections: tuple[Section, ...]
    sources: tuple[SourceLine, ...]
