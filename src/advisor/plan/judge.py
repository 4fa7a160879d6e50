"""Limits: what a trial misses, by how much, and where only the bad end of a range crosses."""

from decimal import Decimal

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.clearance.result import Buyer, Clearance
from advisor.cost.result import Cost
from advisor.estimate.layout import Load
from advisor.estimate.result import MemoryFit, Speed
from advisor.estimate.speed_gap import speed_gap
from advisor.plan.result import Reason

NEAR_MISS_SHARE = 0.2
THIN_SHARE = 0.03
"""Weights computed from architectures agree with published checkpoints within about 3%; less room is luck."""
HOPEFUL_SHARE = Decimal("0.5")
"""Of a relative's price. The cheapest and the dearest part of a family differ by about a factor of two a
byte (H20 and H100 at 140 and 375 USD a GB), so below half of the cheapest a quote is not to be hoped for."""
BARRED_EXPORT = ("refuse", "licence_presumption_denial")
# A caution is read, not agreed to; every other use status needs the buyer's word.
ACCEPTED_USE = ("ok", "licence_terms", "entity_list_caution")


def context_reasons(model: Model, load: Load) -> tuple[Reason, ...]:
    """The model's own context window against the load's."""
    if model.context_tokens is None or load.context_tokens <= model.context_tokens:
        return ()
    return (
        Reason(
            code="context_exceeds_model",
            needed=float(load.context_tokens),
            available=float(model.context_tokens),
            unit="tokens",
            subject=model.id,
        ),
    )


def sale_reasons(accelerator: Accelerator) -> tuple[Reason, ...]:
    """A part that money can't buy yet, or never: announced only, or rented only."""
    code = {"roadmap": "not_yet_sold", "cloud_only": "rented_only"}.get(accelerator.status)
    return (Reason(code=code, subject=accelerator.id),) if code else ()


def clearance_reasons(clearance: Clearance, buyer: Buyer) -> tuple[Reason, ...]:
    """Export that is barred, use that is refused or that the buyer did not accept."""
    reasons = []
    if clearance.export.status in BARRED_EXPORT:
        reasons.append(Reason(code="export_refused", subject=clearance.export.status))
    if clearance.use.status == "refuse":
        reasons.append(Reason(code="use_refused", subject=clearance.use.status))
    elif clearance.use.status not in (*ACCEPTED_USE, *buyer.accepted_use):
        reasons.append(Reason(code="use_not_accepted", subject=clearance.use.status))
    return tuple(reasons)


def is_refused(clearance: Clearance) -> bool:
    """True where destination or buyer is under an embargo: no part, price or limit changes the answer."""
    return clearance.export.status == "refuse"


def refusal_reasons(clearance: Clearance) -> tuple[Reason, ...]:
    """The refusal, and each rule that makes it; nothing else matters beside it."""
    rules = tuple(Reason(code="refused_by_rule", subject=rule) for rule in clearance.export.rules)
    return (Reason(code="export_refused", subject=clearance.export.status), *rules)


def memory_reasons(memory: MemoryFit) -> tuple[Reason, ...]:
    """Bytes of the fullest device that are short."""
    if memory.fits:
        return ()
    return (
        Reason(
            code="memory_short",
            needed=float(memory.needed_bytes),
            available=float(memory.usable_bytes),
            unit="B",
        ),
    )


def gap_reasons(accelerator: Accelerator, memory: MemoryFit) -> tuple[Reason, ...]:
    """A part whose speed nobody can tell, with the memory that it needs and has."""
    gap = speed_gap(accelerator)
    if gap is None:
        return ()
    return (
        Reason(
            code=f"speed_unknown_{gap}",
            needed=float(memory.needed_bytes),
            available=float(memory.usable_bytes),
            unit="B",
            subject=accelerator.id,
        ),
    )


def is_thin(headroom_bytes: int, usable_bytes: int) -> bool:
    """True where what is free is within what estimates of weights and reserve are off by."""
    return headroom_bytes < THIN_SHARE * usable_bytes


def thin_reasons(memory: MemoryFit) -> tuple[Reason, ...]:
    """A fit so close that an engine's own overhead could undo it."""
    if not is_thin(memory.headroom_bytes, memory.usable_bytes):
        return ()
    return (
        Reason(
            code="memory_thin",
            needed=float(memory.needed_bytes),
            available=float(memory.usable_bytes),
            unit="B",
        ),
    )


def latency_reasons(ttft_ms: float | None, tpot_ms: float, load: Load) -> tuple[Reason, ...]:
    """Latency limits that the mid predictions miss; no time to first token means saturation."""
    reasons = []
    if load.ttft_limit_ms is not None:
        if ttft_ms is None:
            reasons.append(Reason(code="ttft_saturated", needed=load.ttft_limit_ms, unit="ms"))
        elif ttft_ms > load.ttft_limit_ms:
            reasons.append(_over("ttft_exceeded", ttft_ms, load.ttft_limit_ms, "ms"))
    if load.tpot_limit_ms is not None and tpot_ms > load.tpot_limit_ms:
        reasons.append(_over("tpot_exceeded", tpot_ms, load.tpot_limit_ms, "ms"))
    return tuple(reasons)


def speed_reasons(speed: Speed, load: Load) -> tuple[Reason, ...]:
    """Latency limits that the mid of a predicted speed misses."""
    return latency_reasons(speed.ttft_ms.mid if speed.ttft_ms else None, speed.tpot_ms.mid, load)


def cost_reasons(cost: Cost, budget_usd: float, max_power_kw: float | None) -> tuple[Reason, ...]:
    """Mid landed capex over the budget, draw while serving over the power limit."""
    reasons = []
    capex_usd = float(cost.capex.mid)
    if not cost.price_unknown and capex_usd > budget_usd:
        reasons.append(_over("budget_exceeded", capex_usd, budget_usd, "USD"))
    if max_power_kw is not None and cost.serving_kw is not None and cost.serving_kw > max_power_kw:
        reasons.append(_over("power_exceeded", cost.serving_kw, max_power_kw, "kW"))
    return tuple(reasons)


def quote_reasons(cost: Cost, relative_usd: Decimal | None) -> tuple[Reason, ...]:
    """Of a part without a price: the highest quote that fits is no price anybody can hope for.

    Held against the price of its cheapest relative by memory (`cheapest_relative_usd`); where it has none,
    nothing can be said.
    """
    if not cost.price_unknown or relative_usd is None:
        return ()
    quote_usd = cost.highest_quote_usd or Decimal(0)
    if quote_usd >= HOPEFUL_SHARE * relative_usd:
        return ()
    return (_over("quote_out_of_reach", float(relative_usd), float(quote_usd), "USD"),)


def late_reasons(speed: Speed, load: Load) -> tuple[Reason, ...]:
    """Latency limits that the bad end of the range breaks."""
    reasons = []
    if load.ttft_limit_ms is not None and speed.ttft_ms and speed.ttft_ms.high > load.ttft_limit_ms:
        reasons.append(_over("ttft_exceeded", speed.ttft_ms.high, load.ttft_limit_ms, "ms"))
    if load.tpot_limit_ms is not None and speed.tpot_ms.high > load.tpot_limit_ms:
        reasons.append(_over("tpot_exceeded", speed.tpot_ms.high, load.tpot_limit_ms, "ms"))
    return tuple(reasons)


def tight_reasons(
    speed: Speed, cost: Cost, load: Load, budget_usd: float, max_power_kw: float | None
) -> tuple[Reason, ...]:
    """Limits that hold at the mid value and break at the bad end of the range."""
    reasons = list(late_reasons(speed, load))
    if not cost.price_unknown and float(cost.capex.high) > budget_usd:
        reasons.append(_over("budget_exceeded", float(cost.capex.high), budget_usd, "USD"))
    if max_power_kw is not None and cost.peak_kw is None:
        reasons.append(Reason(code="power_unknown", available=max_power_kw, unit="kW"))
    elif max_power_kw is not None and cost.peak_kw is not None and cost.peak_kw > max_power_kw:
        reasons.append(_over("power_exceeded", cost.peak_kw, max_power_kw, "kW"))
    return tuple(reasons)


def overshoot(reason: Reason) -> float:
    """By how much a limit is missed, as a share of it; infinite where it is not a matter of degree."""
    if reason.needed is None or not reason.available:
        return float("inf")
    return reason.needed / reason.available - 1


def worst_overshoot(reasons: tuple[Reason, ...]) -> float:
    """By how much the worst limit is missed; 0 where none is."""
    return max((overshoot(reason) for reason in reasons), default=0.0)


def is_near_miss(reasons: tuple[Reason, ...]) -> bool:
    """One limit missed by at most 20%."""
    return len(reasons) == 1 and overshoot(reasons[0]) <= NEAR_MISS_SHARE


def _over(code: str, needed: float, available: float, unit: str) -> Reason:
    return Reason(code=code, needed=needed, available=available, unit=unit)
