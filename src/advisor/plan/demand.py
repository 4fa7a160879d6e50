"""What a number of cards must serve: people, a rate or requests in flight, with lengths and limits."""

import math

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.catalogue.workload import Workload
from advisor.estimate.layout import Load
from advisor.estimate.speed import Path
from advisor.figures import Figure
from advisor.plan.brief import DEFAULT_WORKLOAD
from advisor.plan.check import MAX_CONCURRENCY, MAX_TOKENS
from advisor.plan.errors import BriefError
from advisor.plan.traffic import WORKING_DAY_HOURS, Traffic, traffic_of

DEFAULT_CONTEXT_TOKENS = 8192
"""What a cache must hold where neither a workload nor lengths are named."""
MAX_USERS = 10_000_000


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """A model on a part, and what it must serve. One of users, rate and concurrency, else one request."""

    model: str
    accelerator: str
    weights: WeightsFormat
    kv: KvFormat = "bf16"
    stack: str | None = None
    path: Path | None = None
    workload: str | None = None
    """None: office chat where users, a rate or limits without lengths are given, else no workload at all."""
    users: int | None = None
    prompts_per_day: float | None = None
    peak_factor: float | None = None
    rate_per_s: float | None = None
    concurrency: int | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    context_tokens: int | None = None
    prefix_cache_hit: float | None = None
    ttft_limit_ms: float | None = None
    tpot_limit_ms: float | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A demand with its workload's figures filled in."""

    load: Load
    """With the stated concurrency, else with one request: how many there are depends on the cards."""
    rate_per_s: float | None = None
    """None: the concurrency is stated."""
    traffic: Traffic | None = None
    measured_prompts: Figure | None = None
    """Prompts that a person was measured to send a day."""
    burst_factor: Figure | None = None
    """99th percentile of the requests in flight over their mean."""
    memory_alone: bool = False
    """Neither limits nor a rate: cards that hold it do, whatever their speed."""
    lengths_known: bool = True
    """False: a context alone is stated, of which no speed is said."""


def resolve_demand(demand: Demand, catalogue: Catalogue) -> Asked:
    """The demand with what its workload says; BriefError for what is missing, twofold or out of range."""
    _check(demand)
    by_rate = demand.users is not None or demand.rate_per_s is not None
    if not by_rate and demand.workload is None and (_states_lengths(demand) or not _states_limits(demand)):
        return _plain(demand)
    workload = catalogue.workloads[demand.workload or DEFAULT_WORKLOAD]
    input_tokens = demand.input_tokens or _length(workload, "input", workload.input_mean)
    output_tokens = demand.output_tokens or _length(workload, "output", workload.output_mean)
    hit = demand.prefix_cache_hit
    if hit is None:
        hit = workload.prefix_cache_hit.to("ratio") if workload.prefix_cache_hit else 0.0
    traffic = None
    if demand.users is not None:
        traffic = traffic_of(
            demand.users, workload, prompts_per_day=demand.prompts_per_day, peak_factor=demand.peak_factor
        )
    published = workload.measured_prompts or catalogue.workloads[DEFAULT_WORKLOAD].measured_prompts
    return Asked(
        load=Load(
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            context_tokens=max(demand.context_tokens or 0, input_tokens + output_tokens),
            concurrency=demand.concurrency or 1,
            prefix_cache_hit=hit,
            ttft_limit_ms=demand.ttft_limit_ms or _milliseconds(workload.ttft_limit),
            tpot_limit_ms=demand.tpot_limit_ms or _milliseconds(workload.tpot_limit),
        ),
        rate_per_s=traffic.rate_per_s if traffic else demand.rate_per_s,
        traffic=traffic,
        measured_prompts=published if traffic else None,
        burst_factor=workload.burst_factor if by_rate else None,
    )


def _plain(demand: Demand) -> Asked:
    """Requests in flight without a workload: the lengths and limits that are stated, and no others."""
    context = demand.context_tokens or 0
    if not _states_lengths(demand):
        context = context or DEFAULT_CONTEXT_TOKENS
        input_tokens, output_tokens = context, 1
    else:
        input_tokens, output_tokens = demand.input_tokens or 1, demand.output_tokens or 1
        context = max(context, input_tokens + output_tokens)
    return Asked(
        load=Load(
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            context_tokens=context,
            concurrency=demand.concurrency or 1,
            prefix_cache_hit=demand.prefix_cache_hit or 0.0,
            ttft_limit_ms=demand.ttft_limit_ms,
            tpot_limit_ms=demand.tpot_limit_ms,
        ),
        memory_alone=not _states_limits(demand),
        lengths_known=_states_lengths(demand),
    )


def _states_lengths(demand: Demand) -> bool:
    return demand.input_tokens is not None or demand.output_tokens is not None


def _states_limits(demand: Demand) -> bool:
    return demand.ttft_limit_ms is not None or demand.tpot_limit_ms is not None


def _check(demand: Demand) -> None:
    stated = [
        name.removesuffix("_per_s")
        for name in ("users", "rate_per_s", "concurrency")
        if getattr(demand, name) is not None
    ]
    if len(stated) > 1:
        raise BriefError(stated[1], f"give one of users, rate and concurrency, not {' and '.join(stated)}")
    for name in ("prompts_per_day", "peak_factor"):
        if getattr(demand, name) is not None and demand.users is None:
            raise BriefError(name, "goes with users")
    for name, most in (
        ("users", MAX_USERS),
        ("concurrency", MAX_CONCURRENCY),
        ("input_tokens", MAX_TOKENS),
        ("output_tokens", MAX_TOKENS),
        ("context_tokens", MAX_TOKENS),
    ):
        value = getattr(demand, name)
        if value is not None and not 1 <= value <= most:
            raise BriefError(name, f"found {value}, wanted 1 to {most:,}")
    for name in ("prompts_per_day", "peak_factor", "rate_per_s", "ttft_limit_ms", "tpot_limit_ms"):
        value = getattr(demand, name)
        if value is not None and not (math.isfinite(value) and 0 < value <= 1e9):
            raise BriefError(name, f"found {value}, wanted a number above 0")
    if demand.peak_factor is not None and not 1 <= demand.peak_factor <= WORKING_DAY_HOURS:
        raise BriefError(
            "peak_factor",
            f"found {demand.peak_factor:g}, wanted 1 (an even day) to {WORKING_DAY_HOURS} (all in one hour)",
        )
    hit = demand.prefix_cache_hit
    if hit is not None and not 0 <= hit <= 1:
        raise BriefError("prefix_cache_hit", f"found {hit}, wanted 0 to 1")


def _length(workload: Workload, which: str, mean: Figure | None) -> int:
    """Mean tokens of a prompt or an answer."""
    if mean is None:
        raise BriefError("workload", f"{workload.id} has no mean {which} length; give --{which}")
    return round(mean.to("tokens"))


def _milliseconds(limit: Figure | None) -> float | None:
    return None if limit is None else limit.to("ms")
