"""Order of setups: supply, then clearance, then TCO; and the Pareto front."""

import msgspec

from advisor.figures import Confidence
from advisor.plan.result import Setup

_SUPPLY = ("offered", "reference_only", "ask", "none", "unknown")
_EXPORT = (
    "no_licence",
    "not_applicable",
    "exception",
    "ask_seller",
    "licence_case_by_case",
    "unknown",
    "licence_presumption_denial",
    "refuse",
)
_USE = {
    "ok": 0,
    "licence_terms": 1,
    "entity_list_caution": 1,
    "model_licence_limit": 2,
    "gp10_risk": 3,
    "unknown": 4,
    "refuse": 5,
}
_CONFIDENCE: tuple[Confidence, ...] = ("high", "medium", "low", "none")


def rank_setups(setups: list[Setup]) -> tuple[Setup, ...]:
    """Best first; the ones on the Pareto front are marked."""
    marked = [msgspec.structs.replace(setup, pareto=_on_front(setup, setups)) for setup in setups]
    return tuple(sorted(marked, key=_key))


def _key(setup: Setup) -> tuple[object, ...]:
    clearance = setup.clearance
    supply = min(_SUPPLY.index(clearance.supply.status), _SUPPLY.index("none"))  # none and unknown rank alike
    return (
        supply,
        _EXPORT.index(clearance.export.status) + _USE[clearance.use.status],
        setup.cost.price_unknown,
        setup.cost.tco.mid,
        -setup.speed.output_tok_s.mid,
        setup.layout.accelerator,
        setup.layout.weights,
        setup.layout.stack,
    )


def _merits(setup: Setup) -> tuple[float, float, float, float]:
    """TCO, slowness, lead time and doubt: less is better in each."""
    lead = setup.clearance.supply.lead_weeks
    return (
        float(setup.cost.tco.mid),
        -setup.speed.output_tok_s.mid,
        lead[1] if lead else float("inf"),
        float(_CONFIDENCE.index(setup.confidence)),
    )


def _on_front(setup: Setup, setups: list[Setup]) -> bool:
    """True when no setup that can be had is as good in every merit and better in one.

    Unpriced ones have no TCO, and what nobody supplies beats nothing.
    """
    if setup.cost.price_unknown or not setup.obtainable:
        return False
    own = _merits(setup)
    return not any(
        all(theirs <= mine for theirs, mine in zip(_merits(other), own, strict=True))
        and _merits(other) != own
        for other in setups
        if other.obtainable and not other.cost.price_unknown
    )
