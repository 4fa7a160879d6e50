"""A preset of token shapes and latency limits."""

from advisor.catalogue.record import Milliseconds, PerMinute, Record, Share, Tokens
from advisor.figures import Statement


class Workload(Record, frozen=True, kw_only=True):
    """Mean and 95th-percentile token counts of a request, prefix reuse and the latency convention."""

    id: str
    name: str
    input_mean: Tokens
    input_p95: Tokens | None = None
    output_mean: Tokens
    output_p95: Tokens | None = None
    prefix_cache_hit: Share
    ttft_limit: Milliseconds | None = None
    tpot_limit: Milliseconds | None = None
    basis: Statement
    active_users: Share | None = None
    """Share of the people with access who are active at the busy hour."""
    requests_per_active_user: PerMinute | None = None
