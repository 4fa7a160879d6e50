"""The shipped workloads: presets that a plan can use, traces and conventions as they were published."""

import pytest

from advisor.catalogue.catalogue import Catalogue

WORKLOADS = Catalogue.shipped().workloads


def test_presets_are_complete_and_few() -> None:
    presets = [one for one in WORKLOADS.values() if one.kind == "preset"]
    assert {one.id for one in presets} == {
        "office-chat", "rag", "long-chat", "reasoning", "coding-agent", "completion", "batch",
    }  # fmt: skip
    assert all(one.has_lengths and one.prefix_cache_hit for one in presets)


@pytest.mark.parametrize("workload_id", list(WORKLOADS))
def test_a_workload_says_something_and_its_tail_is_above_its_mean(workload_id: str) -> None:
    one = WORKLOADS[workload_id]
    said = (one.input_mean, one.output_mean, one.prefix_cache_hit, one.ttft_limit, one.peak_to_mean)
    assert any(said)
    for mean, tail in ((one.input_mean, one.input_p95), (one.output_mean, one.output_p95)):
        assert tail is None or (mean is not None and tail.value > mean.value)
    for factor in (one.peak_to_mean, one.burst_factor):
        assert factor is None or factor.value >= 1
    assert one.kind == "preset" or workload_id.split(".")[0] in {
        "trace", "survey", "mlperf", "planner", "bench",
    }  # fmt: skip


def test_the_published_figures() -> None:
    def lengths(workload_id: str) -> tuple[float | None, ...]:
        one = WORKLOADS[workload_id]
        return tuple(
            figure.value if figure else None
            for figure in (one.input_mean, one.input_p95, one.output_mean, one.output_p95)
        )

    assert lengths("trace.azure_conv_2023") == (1155, 4083, 211, 451)
    assert lengths("trace.mooncake_conv") == (12035, 39552, 343, 698)
    assert lengths("trace.servegen_r1") == (1268, 6714, 1527, 5701)
    assert lengths("trace.tracelab") == (153712, None, 523, None)
    assert lengths("trace.aliyun_toc") == (None, None, None, None)
    burst = WORKLOADS["trace.azure_code_2023"].burst_factor
    assert burst is not None
    assert burst.value == 8.3


@pytest.mark.parametrize(
    ("convention", "ttft_ms", "tpot_ms"),
    [
        ("mlperf.gptoss120b_server", 3000, 80),
        ("mlperf.dsr1_inter", 1500, 15),
        ("mlperf.llama405b_server", 6000, 175),
        ("mlperf.llama70b_inter", 450, 40),
        ("mlperf.mixtral", 2000, 200),
    ],
)
def test_the_latency_conventions(convention: str, ttft_ms: float, tpot_ms: float) -> None:
    one = WORKLOADS[convention]
    assert one.ttft_limit is not None
    assert one.tpot_limit is not None
    assert (one.ttft_limit.value, one.tpot_limit.value) == (ttft_ms, tpot_ms)
    assert (one.ttft_limit.unit, one.tpot_limit.unit) == ("ms", "ms")
    assert not one.has_lengths
