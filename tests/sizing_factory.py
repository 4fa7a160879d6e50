"""Answers about the smallest number of cards with figures made up, so that no constant moves them."""

import msgspec

from advisor.estimate.layout import Layout, Load
from advisor.estimate.result import MemoryFit, Speed, Term
from advisor.figures import Figure, Range
from advisor.plan.attempt import Attempt
from advisor.plan.demand import Asked, Demand
from advisor.plan.help import Help
from advisor.plan.in_flight import InFlight
from advisor.plan.result import Reason
from advisor.plan.smallest import Smallest
from advisor.plan.traffic import Traffic

LOAD = Load(
    input_tokens=1200, output_tokens=200, context_tokens=1400, concurrency=1, prefix_cache_hit=0.35,
    ttft_limit_ms=2000.0, tpot_limit_ms=50.0,
)  # fmt: skip
MEASURED = Figure(value=6, high=72, unit="per day", source="survey", date="2023", confidence="medium")
MEASURED_TITLE = "A survey of enterprises"


def memory(weights_gb: float, sequences: int) -> MemoryFit:
    return MemoryFit(
        routed_experts_bytes=round(weights_gb * 0.9e9), shared_experts_bytes=0,
        dense_bytes=round(weights_gb * 0.1e9), embedding_bytes=0, mtp_bytes=0,
        kv_cache_bytes=sequences * 150_000_000, indexer_bytes=0, state_bytes=0, reserve_bytes=15_000_000_000,
        usable_bytes=150_000_000_000, usable_from="reported", reserve_source="vllm-gpu-memory-utilization",
        kv_bytes_per_token=107_000, sequences_per_device=sequences, max_sequences=300,
        max_context_tokens=200_000,
    )  # fmt: skip


def layout(cards: int, tp: int, replicas: int) -> Layout:
    return Layout(
        accelerator="h200-sxm", cards=cards, nodes=max(1, cards // 8), weights="fp8", kv="bf16", tp=tp,
        replicas=replicas, stack="sglang",
    )  # fmt: skip


def speed() -> Speed:
    return Speed(
        ttft_ms=Range(low=700.0, mid=1000.0, high=2100.0, basis="calibrated"),
        tpot_ms=Range(low=30.0, mid=40.0, high=55.0, basis="calibrated"),
        output_tok_s=Range(low=3000.0, mid=4000.0, high=5000.0, basis="calibrated"),
        total_tok_s=Range(low=21000.0, mid=28000.0, high=35000.0, basis="calibrated"),
        decode_terms=(Term("layers", 40.0),),
        prefill_terms=(),
        limited_by="layers",
        path="tuned",
        basis="calibrated",
        confidence="medium",
    )  # fmt: skip


SHORT = Attempt(
    cards=4, layout=layout(4, 4, 1), memory=memory(190.0, 1), requests=1,
    reasons=(Reason(code="memory_short", needed=205.15e9, available=150e9, unit="B"),),
)  # fmt: skip
QUEUE = Attempt(
    cards=8, layout=layout(8, 8, 1), memory=memory(93.0, 1), requests=None,
    flight=InFlight(requests=None, rounds=(1, 60, 400)),
    reasons=(Reason(code="queue_saturated", needed=20.0, available=12.5, unit="requests/s"),),
)  # fmt: skip
# 20 requests/s x (1.0 s + 200 x 40 ms) = 180, on two replicas of eight.
SERVES = Attempt(
    cards=16, layout=layout(16, 8, 2), memory=memory(93.0, 90), speed=speed(), requests=180,
    flight=InFlight(requests=180, rounds=(1, 70, 150, 180)),
    tight=(Reason(code="tpot_exceeded", needed=55.0, available=50.0, unit="ms"),),
)  # fmt: skip
LATE = Attempt(
    cards=16, layout=layout(16, 8, 2), memory=memory(93.0, 90), speed=speed(), requests=180,
    reasons=(Reason(code="tpot_exceeded", needed=40.0, available=20.0, unit="ms"),),
)  # fmt: skip


def answered() -> Smallest:
    """People, a tight answer, and a smaller number that is saturated."""
    return Smallest(
        demand=Demand(model="glm-5", accelerator="h200-sxm", weights="fp8", users=12_000),
        asked=Asked(
            load=LOAD,
            rate_per_s=20.0,
            traffic=Traffic(
                users=12_000, prompts_per_day=48.0, prompts_from="workload", peak_factor=1.0, peak_from="none"
            ),
            measured_prompts=MEASURED,
        ),
        attempts=(SHORT, QUEUE, SERVES),
        cards_per_server=8,
        server="hgx-h200-8",
        stack="sglang",
        stack_status="supported",
        checkpoint="zai-org/GLM-5-FP8",
        helps=(
            Help(code="kv", subject="fp8"),
            Help(code="weights", subject="nvfp4"),
            Help(code="fewer_users", value=7500.0),
        ),
        safe_cards=24,
    )


def refused() -> Smallest:
    """Requests in flight, and a limit that no number of cards meets."""
    return Smallest(
        demand=Demand(model="glm-5", accelerator="h200-sxm", weights="fp8", concurrency=180),
        asked=Asked(load=msgspec.structs.replace(LOAD, concurrency=180)),
        attempts=(SHORT, LATE),
        cards_per_server=8,
        server="hgx-h200-8",
        stack="sglang",
        stack_status="unknown",
        checkpoint=None,
        helps=(
            Help(code="memory_share", value=0.93),
            Help(code="context_parallel", value=8.0),
            Help(code="lower_rate", value=12.5),
            Help(code="fewer_requests", value=1.0),
            Help(code="later", value=16.0, reasons=LATE.reasons),
        ),
    )
