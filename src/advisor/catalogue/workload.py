"""Token shapes and latency limits of a kind of use: presets, and the published figures behind them."""

from typing import Literal

from advisor.catalogue.record import Milliseconds, PerDay, PerMinute, Record, Share, Tokens
from advisor.figures import Statement

WorkloadKind = Literal["preset", "trace", "survey", "convention", "tool_default", "benchmark"]
"""preset: our synthesis for a buyer; trace and survey: what was recorded of a service; convention: latency
limits of a benchmark's rules; tool_default: what a sizing tool assumes; benchmark: a fixed shape."""


class Workload(Record, frozen=True, kw_only=True):
    """Mean and 95th-percentile token counts of a request, prefix reuse and the latency convention.

    Presets have all that a plan needs; of what others published some have lengths and no limits, some limits
    and no lengths.
    """

    id: str
    name: str
    kind: WorkloadKind = "preset"
    input_mean: Tokens | None = None
    input_p95: Tokens | None = None
    output_mean: Tokens | None = None
    output_p95: Tokens | None = None
    prefix_cache_hit: Share | None = None
    """Share of the prompt that the prefix cache answers; None: not published, and a plan takes none."""
    ttft_limit: Milliseconds | None = None
    tpot_limit: Milliseconds | None = None
    basis: Statement
    active_users: Share | None = None
    """Share of the people with access who are active at the busy hour."""
    requests_per_active_user: PerMinute | None = None
    measured_prompts: PerDay | None = None
    """Prompts that one person was measured to send a day, to hold against what the two figures above imply;
    `high` is what the busiest send."""
    peak_to_mean: Share | None = None
    """Requests of the busiest stretch over their mean; the figure's note says how long a stretch."""
    burst_factor: Share | None = None
    """99th percentile of the requests in flight over their mean, real arrivals replayed."""

    @property
    def has_lengths(self) -> bool:
        """True where a load can be made of it without further numbers."""
        return self.input_mean is not None and self.output_mean is not None
