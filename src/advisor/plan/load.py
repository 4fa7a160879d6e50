"""From a brief's workload and numbers to the load that a setup must serve."""

import math

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.workload import Workload
from advisor.estimate.layout import Load
from advisor.figures import Figure
from advisor.plan.brief import DEFAULT_CONCURRENCY, Brief
from advisor.plan.errors import BriefError
from advisor.plan.traffic import traffic_of


def resolve_load(brief: Brief, catalogue: Catalogue) -> Load:
    """The load: what the brief states, else the preset's means, else 50 concurrent requests.

    The context that each request holds in the cache is its prompt plus its answer unless the brief says
    more. A workload without a published cache hit rate gets none. Raises BriefError where the workload has no
    token counts and the brief gives none, and where users or a rate can't be turned into concurrency.
    """
    workload = catalogue.workloads[brief.workload]
    input_tokens = brief.input_tokens or _length(workload, "input", workload.input_mean)
    output_tokens = brief.output_tokens or _length(workload, "output", workload.output_mean)
    ttft_limit_ms = brief.ttft_limit_ms or _milliseconds(workload.ttft_limit)
    tpot_limit_ms = brief.tpot_limit_ms or _milliseconds(workload.tpot_limit)
    return Load(
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        context_tokens=max(brief.context_tokens or 0, input_tokens + output_tokens),
        concurrency=_concurrency(brief, workload, output_tokens, ttft_limit_ms, tpot_limit_ms),
        prefix_cache_hit=workload.prefix_cache_hit.to("ratio") if workload.prefix_cache_hit else 0.0,
        ttft_limit_ms=ttft_limit_ms,
        tpot_limit_ms=tpot_limit_ms,
    )


def _length(workload: Workload, which: str, mean: Figure | None) -> int:
    """Mean tokens of a prompt or an answer."""
    if mean is None:
        raise BriefError("workload", f"{workload.id} has no mean {which} length; give --{which}")
    return round(mean.to("tokens"))


def _milliseconds(limit: Figure | None) -> float | None:
    return None if limit is None else limit.to("ms")


def _concurrency(
    brief: Brief,
    workload: Workload,
    output_tokens: int,
    ttft_limit_ms: float | None,
    tpot_limit_ms: float | None,
) -> int:
    """Requests in flight. Little's law at the latency limits: rate x (TTFT + output x TPOT).

    At the limits, because a setup that just meets them holds each request that long; a faster one has
    fewer in flight and is on the safe side.
    """
    if brief.concurrency is not None:
        return brief.concurrency
    rate_per_s = brief.rate_per_s
    if brief.users is not None:
        rate_per_s = traffic_of(brief.users, workload).rate_per_s
    if rate_per_s is None:
        return DEFAULT_CONCURRENCY
    if ttft_limit_ms is None or tpot_limit_ms is None:
        raise BriefError(
            "rate" if brief.users is None else "users",
            f"workload {workload.id} has no latency limits to size it with; give --ttft-ms and --tpot-ms, "
            "or --concurrency",
        )
    in_system_s = (ttft_limit_ms + output_tokens * tpot_limit_ms) / 1000
    return max(1, math.ceil(rate_per_s * in_system_s))
