"""What a serving stack supports, and how mature that path is."""

from typing import Literal

from advisor.catalogue.record import AcceleratorFamily, Record, WeightsFormat
from advisor.figures import Confidence, Statement

Tested = Literal["nightly", "documented", "listed"]
"""How far somebody keeps a path working: "nightly" is repeated by machine against published figures (the
maintainers' tests, or an open benchmark that reruns it); "documented" is verified by the maintainers on this
hardware or started by a recipe of theirs; "listed" stands in a table and no more."""


class Support(Record, frozen=True, kw_only=True):
    """One line of a support matrix: models on an accelerator family in some formats."""

    family: AcceleratorFamily
    accelerators: tuple[str, ...] = ()
    """Ids of the parts of the family that the line is about; empty: all of them. With family `other` they
    must be named, for its parts have nothing in common."""
    models: tuple[str, ...] = ()
    model_types: tuple[str, ...] = ()
    """Architectures (`model_type`) that the engine implements here: a model of one of these types that no
    line names by id is served by this line, at best as experimental."""
    weights: tuple[WeightsFormat, ...]
    status: Literal["supported", "experimental", "unsupported"]
    since: str = ""
    path: Literal["tuned", "default"] = "tuned"
    """Whether the kernels for this model on this family are tuned; decides which speed the plan uses."""
    tested: Tested | None = None
    """None: nothing is known of it."""
    measured: tuple[Statement, ...] = ()
    """Who published serving figures of these models on this family in these formats, and on which parts."""
    source: str
    date: str
    confidence: Confidence
    note: str = ""


class OpenProblem(Record, frozen=True, kw_only=True):
    """A fault that was open when its source was read."""

    text: str
    families: tuple[AcceleratorFamily, ...]
    models: tuple[str, ...] = ()
    """Models that it was reported with; empty: whatever runs on these families."""
    source: str
    date: str
    confidence: Confidence


class Stack(Record, frozen=True, kw_only=True):
    """A serving engine."""

    id: str
    name: str
    image: Statement | None = None
    image_access: Literal["public", "on_request", "source_only"] | None = None
    """Where the container image comes from: anybody pulls it, the maker hands it out, or one builds it."""
    flags: tuple[str, ...] = ()
    support: tuple[Support, ...]
    open_problems: tuple[OpenProblem, ...] = ()
    notes: tuple[Statement, ...] = ()
