"""A sourced assumption of the cost model."""

from advisor.catalogue.record import Record
from advisor.figures import Figure, Statement


class CostAssumption(Record, frozen=True, kw_only=True):
    """One line of the cost tree: a figure with its range, or a statement that none was found."""

    id: str
    name: str
    figure: Figure | None = None
    """None: the line matters and no usable public number was found."""
    applies_to: str
    """What the figure multiplies or adds to."""
    not_found: Statement | None = None
