"""A preset of token shapes and latency limits."""

from advisor.catalogue.record import Milliseconds, Record, Share, Tokens
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
