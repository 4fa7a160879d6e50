"""A decode step and a prompt worked by hand, on a card of round numbers: 4 TB/s, 1,000 and 2,000 TFLOPS."""

import math
from typing import Any

import msgspec
import pytest

from advisor.catalogue.accelerator import Rates
from advisor.estimate.coefficients import BATCH_SCALE_LOG, Coefficients
from advisor.estimate.correction import Correction
from advisor.estimate.decode import DecodeStep, decode_step, expert_coverage, layout_factor
from advisor.estimate.device_speed import device_speed
from advisor.estimate.layout import Layout, Load, PrefillPool
from advisor.estimate.model_speed import ModelSpeed, model_speed
from advisor.estimate.prefill import Prefill, read_prompt
from advisor.estimate.speed_gap import SpeedUnknownError
from advisor.estimate.steady_state import SteadyState, steady_state
from estimate_records import CATALOGUE, accelerator, layout, load, model_of

K = Coefficients(
    weights=1.25,
    compute=2.0,
    attention=2.0,
    kv=1.25,
    layers=100.0,
    rows=0.5,
    sequences=1.0,
    collectives=0.5,
    batch=0.5,
    batch_dp=0.25,
    dp=0.5,
    prompt=2.5,
    prompt_devices=0.693147,
    prompt_attention=2.0,
    prompt_layers=10.0,
    prompt_weights=0.5,
    prompt_collectives=0.5,
    interference=0.8,
    accepted=1.5,
    median_step=0.9,
    pool=0.5,
    first_prompt=1.2,
    first_steps=8.0,
    first_queue=0.2,
)


def step(model_id: str, batch: float, context: float, *, weights: str = "fp8", **shape: Any) -> DecodeStep:
    drafts = shape.pop("drafts", False)
    plan = msgspec.structs.replace(layout(weights=weights, **shape), speculative=drafts)
    speed = model_speed(model_of(model_id), plan.weights, plan.kv)
    device = device_speed(accelerator(), plan.weights)
    return decode_step(speed, device, plan, batch=batch, context_tokens=context, k=K)


def prompt(model_id: str, tokens: int, hit: float = 0.0, **shape: int) -> Prefill:
    plan = layout(weights="fp8", **shape)  # type: ignore[arg-type]
    speed = model_speed(model_of(model_id), plan.weights, plan.kv)
    return read_prompt(
        speed, device_speed(accelerator(), "fp8"), plan, input_tokens=tokens, prefix_cache_hit=hit, k=K
    )


def test_dense_step_by_hand() -> None:
    one = step("llama-3.3-70b", 1, 1250)
    # (68,451,041,280 x (1 + 4/16,384) + 2 x (1,318,912 + 1,050,673,152)) B / 8 / 4e12 B/s x 1.25
    assert one.weights == pytest.approx(2.2054 * 1.25, rel=1e-4)
    # 327,680 B x 1,250 tokens / 8 / 4e12 x 1.25
    assert one.kv == pytest.approx(0.0128 * 1.25)
    # 80 layers x 100 us x e^(0.5 x ln 2 / ln 257)
    assert one.layers == pytest.approx(8.0 * math.exp(0.5 * math.log(2) / math.log(257)))
    # 80 layers x 0.5 us, and 1 us for the sequence
    assert one.rows == pytest.approx(0.04)
    assert one.sequences == pytest.approx(0.001)
    # 80 x 8 x 8,192 x 7/8 B / 400e9 B/s x 0.5
    assert one.collectives == pytest.approx(0.0057344, rel=1e-3)
    # 2 x 69.5e9 FLOP / (8 x 2e15) x 2: beside 2.8 ms of reading, under the root, it is nothing
    assert one.matrix == pytest.approx(0.01738, rel=1e-2)
    assert one.compute == pytest.approx((one.matrix + one.attention) ** 2 / 2 / one.weights, rel=1e-2)
    parts = (one.weights, one.compute, one.kv, one.layers, one.rows, one.sequences, one.collectives)
    assert one.total == pytest.approx(sum(parts))


def test_sparse_attention_reads_at_most_its_top_k_and_every_indexer_key() -> None:
    short, long = step("glm-5", 1, 2048), step("glm-5", 1, 100_000)
    # 2,048 x 78 x 1,152 B of latent, and 78 x 256 B of keys a token, copied on every rank
    assert short.kv == pytest.approx(1.25e3 * 2048 * 78 * (1152 + 256) / 4e12)
    assert long.kv == pytest.approx(1.25e3 * 78 * (2048 * 1152 + 100_000 * 256) / 4e12)


def test_windows_bound_what_is_read() -> None:
    # 18 layers x 2,048 B x 128 tokens and 18 x 2,048 x 10,000, over eight KV heads
    found = step("gpt-oss-120b", 1, 10_000, weights="mxfp4")
    assert found.kv == pytest.approx(1.25e3 * 18 * 2048 * 10_128 / 8 / 4e12)


def test_a_batch_wakes_more_experts() -> None:
    shape: ModelSpeed = model_speed(model_of("glm-5"), "fp8", "bf16")
    # 8 of 256 at one token; 1 - (31/32)^n for n, three of four further tokens counting
    assert expert_coverage(shape, 1) == pytest.approx(8 / 256)
    assert expert_coverage(shape, 64) == pytest.approx(1 - (31 / 32) ** (1 + 0.75 * 63))
    dense = model_speed(model_of("llama-3.3-70b"), "fp8", "bf16")
    assert expert_coverage(dense, 64) == 0
    # 724.8 GB of experts x 8/256 over 8 devices, and 21.2 GB less the table over tp, at 4 TB/s
    assert step("glm-5", 1, 1).weights == pytest.approx(1.25e3 * (22.655e9 + 19.13e9) / 8 / 4e12, rel=0.01)


def test_data_parallel_attention_reads_its_own_dense_weights() -> None:
    tensor, data = step("glm-5", 8, 1000), step("glm-5", 8, 1000, tp=1, dp=8, ep=8)
    # one sequence a rank instead of eight latents on every rank
    assert data.kv * 8 == pytest.approx(tensor.kv)
    assert data.weights > tensor.weights
    assert data.layers > tensor.layers


def test_prompt_by_hand() -> None:
    found = prompt("llama-3.3-70b", 1000)
    # 2 x 1,000 x 68.45e9 FLOP / (8 x 2e15) x 2.5, twice that for eight devices
    assert found.others == pytest.approx(8.556 * 2.5 * 2, rel=2e-3)
    # 80 x 32,768 FLOP x 1,000 x 500 pairs / (8 x 1e15) x 2
    assert found.attention == pytest.approx(0.32768, rel=1e-3)
    # 80 x 10 us
    assert found.layers == pytest.approx(0.8)
    # half a reading of the weights: 2.2054 ms / 2
    assert found.weights == pytest.approx(1.1027, rel=1e-3)
    # 80 x 8 x 1,000 x 8,192 x 7/8 B / 400e9 x 0.5
    assert found.collectives == pytest.approx(5.7344, rel=1e-3)
    assert found.machine_ms == pytest.approx(found.total)


def test_a_cached_prefix_is_not_read_again() -> None:
    whole, cached = prompt("llama-3.3-70b", 10_000), prompt("llama-3.3-70b", 10_000, 0.9)
    assert cached.others == pytest.approx(whole.others / 10)
    # 1,000 tokens over 9,500 that stand before them on average, against 10,000 over 5,000
    assert cached.attention == pytest.approx(whole.attention * 1000 * 9500 / (10_000 * 5000))


def test_pipeline_stages_read_prompts_side_by_side() -> None:
    staged = prompt("glm-5", 1000, cards=16, nodes=2, tp=8, pp=2)
    assert staged.machine_ms * 2 == pytest.approx(staged.total)


def test_a_lone_prompt_keeps_its_attention_on_one_rank() -> None:
    ranks = prompt("glm-5", 1000, tp=1, dp=8, ep=8)
    assert ranks.total > ranks.machine_ms


def state(plan: Layout, asked: Load, correction: Correction | None = None) -> SteadyState:
    shape = model_speed(model_of("llama-3.3-70b"), plan.weights, plan.kv)
    device = device_speed(accelerator(), plan.weights)
    return steady_state(shape, device, plan, asked, K, correction=correction or Correction())


def test_littles_law_joins_the_three_answers() -> None:
    found = state(layout(weights="fp8"), load(input_tokens=1000, output_tokens=500, concurrency=20))
    one = step("llama-3.3-70b", 20, 1250).total / 1.5  # a step gives one and a half tokens
    read = prompt("llama-3.3-70b", 1000).machine_ms
    assert found.tpot_ms == pytest.approx(0.9 * one + 0.8 * 0.9 * read * 19 / 500)
    assert found.output_tok_s == pytest.approx(20e3 / (one + read * 20 / 500))
    busy = read * 20 / 500 / (one + read * 20 / 500)
    wait = 1.2 * read + 8 * one * 1.5 + 0.2 * read * 19 * busy
    assert found.ttft_ms == pytest.approx(wait)


def test_a_pool_reads_prompts_without_disturbing_answers() -> None:
    plan = msgspec.structs.replace(
        layout(weights="fp8", cards=16, nodes=2), prefill_pool=PrefillPool(workers=1, tp=8)
    )
    found = state(plan, load(input_tokens=1000, output_tokens=500, concurrency=20))
    one = step("llama-3.3-70b", 20, 1250).total / 1.5
    read = prompt("llama-3.3-70b", 1000).machine_ms
    assert found.interference_ms == 0
    assert found.tpot_ms == pytest.approx(0.9 * one)
    lone, pooled = one + read / 500, 0.5 * 20 * read / 500
    assert found.output_tok_s == pytest.approx(20e3 / (lone**3 + pooled**3) ** (1 / 3))


def test_drafted_tokens_are_checked_together() -> None:
    plain, drafting = step("glm-5", 8, 1000), step("glm-5", 8, 1000, drafts=True)
    assert drafting.rows == pytest.approx(2.5 * plain.rows)
    assert drafting.matrix == pytest.approx(2.5 * plain.matrix)
    assert drafting.kv == plain.kv
    assert plain.weights < drafting.weights < 2.5 * plain.weights


def test_an_own_benchmark_scales_steps_and_prompts() -> None:
    plan, asked = layout(weights="fp8"), load(input_tokens=1000, output_tokens=500, concurrency=1)
    plain = state(plan, asked)
    slower = state(plan, asked, Correction(step_factor=2.0, prompt_factor=3.0))
    assert slower.tpot_ms == pytest.approx(2 * plain.tpot_ms)
    assert plain.ttft_ms is not None
    read = prompt("llama-3.3-70b", 1000).machine_ms
    assert slower.ttft_ms == pytest.approx(2 * (plain.ttft_ms - 1.2 * read) + 3 * 1.2 * read)


def test_many_prompts_before_short_answers_count_by_their_ratio() -> None:
    """Four times as much to read as to write, exponent -0.5: half of the share. 32 tokens count as 128."""
    k = msgspec.structs.replace(K, interference_lengths=-0.5)
    plan = layout(weights="fp8")

    def interference(tokens: int, constants: Coefficients) -> float:
        asked = load(input_tokens=tokens, output_tokens=tokens // 4, concurrency=20)
        shape = model_speed(model_of("llama-3.3-70b"), plan.weights, plan.kv)
        return steady_state(shape, device_speed(accelerator(), "fp8"), plan, asked, constants).interference_ms

    assert interference(1000, k) == pytest.approx(interference(1000, K) / 2)
    assert interference(32, k) == pytest.approx(interference(32, K) / 4)  # 128 over 8


def test_stages_and_replicas_share_the_requests() -> None:
    """32 requests over two replicas of two stages: eight in each pipeline, sixteen that share the prompts."""
    plan = layout(weights="fp8", cards=32, nodes=4, tp=8, pp=2, replicas=2)
    found = state(plan, load(input_tokens=1000, output_tokens=500, concurrency=32))
    one = step("llama-3.3-70b", 8, 1250, cards=16, nodes=2, pp=2).total / 1.5
    read = prompt("llama-3.3-70b", 1000, cards=16, nodes=2, pp=2)
    assert read.machine_ms == pytest.approx(read.total / 2)
    assert found.tpot_ms == pytest.approx(0.9 * one + 0.8 * 0.9 * read.machine_ms * 15 / 500)
    assert found.output_tok_s == pytest.approx(32e3 / (one + read.machine_ms * 16 / 500))


def test_the_layout_moves_the_layer_constant() -> None:
    """Exponents of 0.3 for eight ranks of tensor parallelism, 0.2 for experts spread, 0.1 beyond eight."""
    k = Coefficients(tp=0.3, ep=0.2, wide=0.1)
    assert layout_factor(layout(tp=1, cards=1), 1, k) == 1
    assert layout_factor(layout(tp=2, cards=2), 1, k) == pytest.approx(math.exp(0.1))
    assert layout_factor(layout(tp=8), 1, k) == pytest.approx(math.exp(0.3))
    assert layout_factor(layout(tp=8, ep=8), 1, k) == pytest.approx(math.exp(0.5))
    assert layout_factor(layout(tp=16, cards=16, nodes=2), 1, k) == pytest.approx(math.exp(0.4 + 0.1))
    # With data-parallel ranks the exponent of dp stands for what spread experts cost.
    ranks = Coefficients(batch=9.0, batch_dp=0.5, dp=0.25, ep=9.0)
    scale = math.log1p(16) / BATCH_SCALE_LOG
    assert layout_factor(layout(tp=1, dp=8, ep=8), 16, ranks) == pytest.approx(math.exp(0.5 * scale + 0.25))


def test_collectives_over_servers_take_the_network() -> None:
    """Tensor parallelism of 16 over two servers of eight: 50 GB/s instead of 400."""
    inside, across = step("llama-3.3-70b", 1, 1250), step("llama-3.3-70b", 1, 1250, cards=16, nodes=2, tp=16)
    assert across.collectives == pytest.approx(inside.collectives * 8 * (15 / 16) / (7 / 8))


def test_the_batch_measure_is_one_at_256_sequences() -> None:
    assert pytest.approx(math.log(257)) == BATCH_SCALE_LOG


@pytest.mark.parametrize(
    ("weights", "teraflops"),
    [("bf16", 2250), ("fp8", 4500), ("w8a8", 4500), ("w4a8", 4500), ("w4a16", 2250), ("nvfp4", 9000)],
)
def test_a_format_computes_at_its_own_rate(weights: str, teraflops: float) -> None:
    found = device_speed(CATALOGUE.accelerators["b200"], weights)  # type: ignore[arg-type]
    assert found.flops == pytest.approx(teraflops * 1e12)


def test_formats_without_arithmetic_are_unpacked_to_bf16() -> None:
    hopper = CATALOGUE.accelerators["h100-sxm"]
    assert device_speed(hopper, "mxfp4").flops == device_speed(hopper, "bf16").flops


def test_a_die_has_half_of_the_card() -> None:
    found = device_speed(CATALOGUE.accelerators["ascend-910c"], "w8a8")
    assert (found.bandwidth, found.flops) == (1.6e12, 752e12)
    assert found.scale_up == 196e9


def test_a_card_without_any_rate_is_refused() -> None:
    bare = msgspec.structs.replace(CATALOGUE.accelerators["h20-96"], rates=Rates())
    with pytest.raises(SpeedUnknownError) as caught:
        device_speed(bare, "fp8")
    assert caught.value.gap == "rates"
