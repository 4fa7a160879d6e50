"""What bears on use, one thing at a time; the gravest decides the finding."""

import msgspec

from advisor.catalogue.rule import UseStatus
from advisor.figures import Confidence

# The gravest first. "unknown" outranks what a buyer may weigh, not what is already worse.
PRIORITY: tuple[UseStatus, ...] = (
    "refuse", "gp10_risk", "unknown", "model_licence_limit", "entity_list_caution", "licence_terms", "ok",
)  # fmt: skip


class Concern(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that bears on use. With status "ok" it is only to be said."""

    status: UseStatus
    effects: tuple[str, ...]
    deciding: tuple[str, ...] = ()
    """Ids of rules."""
    limits: tuple[str, ...] = ()
    """Words of the licence's limit, as the model's profile puts them."""
    confidence: Confidence = "medium"
