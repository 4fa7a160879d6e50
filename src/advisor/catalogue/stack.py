"""What a serving stack supports, and how mature that path is."""

from typing import Literal

from advisor.catalogue.record import AcceleratorFamily, Record, WeightsFormat
from advisor.figures import Confidence, Statement


class Support(Record, frozen=True, kw_only=True):
    """One line of a support matrix: model on an accelerator family in some formats."""

    family: AcceleratorFamily
    models: tuple[str, ...] = ()
    model_types: tuple[str, ...] = ()
    """Architectures (`model_type`) that the engine implements here: a model of one of these types that no
    line names by id is served by this line, at best as experimental."""
    weights: tuple[WeightsFormat, ...]
    status: Literal["supported", "experimental", "unsupported"]
    since: str = ""
    path: Literal["tuned", "default"] = "tuned"
    """Whether the kernels for this model on this family are tuned; decides which speed the plan uses."""
    source: str
    date: str
    confidence: Confidence
    note: str = ""


class Stack(Record, frozen=True, kw_only=True):
    """A serving engine."""

    id: str
    name: str
    image: Statement | None = None
    flags: tuple[str, ...] = ()
    support: tuple[Support, ...]
    notes: tuple[Statement, ...] = ()
