"""One measured figure, as benchmark tables state it."""

from typing import Literal

import msgspec

MetricKind = Literal[
    "tpot_ms",
    "ttft_ms",
    "total_tok_s_total",
    "output_tok_s_total",
    "decode_tok_s_total",
    "prefill_tok_s_total",
    "requests_s",
]
"""Rates are of the whole setup; `total` counts input and output tokens, `output` the answers alone."""
METRIC_KINDS: tuple[MetricKind, ...] = MetricKind.__args__  # type: ignore[attr-defined]

Scenario = Literal["fixed-concurrency", "offline", "server", "latency", ""]
"""offline: all requests at once; server: requests arrive at a rate, under latency limits; latency: one at a
time; empty: not stated, taken as fixed-concurrency where a concurrency is."""


class MeasuredRow(msgspec.Struct, frozen=True, kw_only=True):
    """A figure somebody measured. None: the source does not say."""

    id: str
    model_id: str
    accelerator_id: str
    """May be a name for several bins, such as "ascend-910b"."""
    accel_count: float
    """Cards over all nodes, those that read prompts and those that write answers; half a card where a card is
    two devices and one was used."""
    nodes: int | None = None
    precision_weights: str = ""
    precision_kv: str = ""
    engine: str = ""
    engine_version: str = ""
    tp: int | None = None
    """Devices, so dies on a card of two."""
    pp: int | None = None
    ep: int | None = None
    dp: int | None = None
    disaggregated: bool | None = None
    speculative: bool | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    concurrency_or_batch: float | None = None
    prefix_cache_hit: float | None = None
    """Share of the input found in the cache, 0 to 1."""
    metric_kind: MetricKind
    value: float
    scenario: Scenario = ""
    date: str = ""
    confidence: str = ""
    source_title: str = ""
    source_url: str = ""
    notes: str = ""
