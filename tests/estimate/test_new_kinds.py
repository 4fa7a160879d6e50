"""Kinds of attention and experts of the newest families: parts by hand, speed, layouts, classes."""

import pytest

from advisor.catalogue.architecture import (
    CompressedAttention,
    GqaAttention,
    Indexer,
    KimiDeltaAttention,
    LightningAttention,
    MambaAttention,
    MlaAttention,
    MoeFeedForward,
)
from advisor.catalogue.model import ModelClass
from advisor.catalogue.model_class import model_class_of
from advisor.catalogue.record import KvFormat
from advisor.estimate.attention_parameters import attention_parameters, indexer_parameters
from advisor.estimate.kv_cache import cache_groups, indexer_bytes_per_token, kv_bytes_per_token
from advisor.estimate.layouts import parallel_limits
from advisor.estimate.model_speed import model_speed
from advisor.estimate.parameters import count_parameters, depth_of, expert_parameters, shared_parameters
from advisor.estimate.speed import estimate_speed
from advisor.estimate.weight_shards import layer_bytes, shard_bytes
from estimate_records import accelerator, layout, load, model_of


def test_compressed_sparse_layer_of_deepseek_v4_flash() -> None:
    # query 4096 x 1024 + 1024 + 1024 x 64 x 512; key 4096 x 512 + 512; output
    # 32,768 x 1024 + 8 x 1024 x 4096; sinks 64; compressor: two keys and two gates of 4096 x 512, bias
    # 4 x 1024, norm 512
    layer = attention_parameters(model_of("deepseek-v4-flash").architecture.attention[1], 4096)
    query, key = 4_194_304 + 1024 + 33_554_432, 2_097_152 + 512
    output, compressor = 33_554_432 + 33_554_432, 4 * 2_097_152 + 4096 + 512
    assert layer == query + key + output + 64 + compressor


def test_compressed_indexer_of_deepseek_v4_flash() -> None:
    # query 1024 x 64 x 128, weights 4096 x 64, two keys and gates of 4096 x 128, bias 4 x 256, norm 128
    indexer = indexer_parameters(model_of("deepseek-v4-flash").architecture.attention[1], 4096)
    assert indexer == 8_388_608 + 262_144 + 4 * 524_288 + 1024 + 128


@pytest.mark.parametrize(("kv", "entry", "key"), [("bf16", 1024, 256), ("fp8", 584, 132), ("int8", 584, 132)])
def test_compressed_cache(kv: KvFormat, entry: int, key: int) -> None:
    window, sparse, heavy = cache_groups(model_of("deepseek-v4-flash").architecture, kv)
    assert (window.token_bytes, window.window_tokens) == (entry, 128)
    assert (sparse.token_bytes, sparse.indexer_token_bytes) == (entry // 4, key // 4)
    assert heavy.token_bytes == -(-entry // 128)
    assert sparse.side_window_bytes == heavy.side_window_bytes == 128 * entry


def test_deepseek_v4_pro_at_a_million_tokens() -> None:
    # Published: 8.71 GiB; here 7.74 GiB of entries and 1.88 GiB of indexer keys in BF16, 0.94 in 8 bit.
    architecture = model_of("deepseek-v4-pro").architecture
    keys = indexer_bytes_per_token(architecture, "bf16")
    assert (kv_bytes_per_token(architecture, "bf16") - keys) / 1024 == pytest.approx(7.74, abs=0.01)
    assert keys / 1024 == pytest.approx(1.88, abs=0.01)
    assert indexer_bytes_per_token(architecture, "fp8") / 1024 == pytest.approx(0.97, abs=0.01)


def test_a_shared_indexer_costs_nothing_and_still_bounds_the_reading() -> None:
    own, shared = model_of("glm-5.2").architecture.attention
    assert isinstance(own, MlaAttention)
    assert isinstance(shared, MlaAttention)
    assert (own.layers, shared.layers) == (21, 57)
    assert indexer_parameters(shared, 6144) == 0
    assert [
        group.indexer_token_bytes for group in cache_groups(model_of("glm-5.2").architecture, "bf16")
    ] == [
        256,
        0,
    ]
    # Sparse layers keep their latents in the layout with scales, whoever chooses: 512 + 16 + 128 B.
    assert {group.token_bytes for group in cache_groups(model_of("glm-5.2").architecture, "fp8")} == {656}
    assert [group.longest_read for group in model_speed(model_of("glm-5.2"), "fp8", "bf16").attention] == [
        2048,
        2048,
    ]


def test_a_layer_has_one_indexer_at_most() -> None:
    with pytest.raises(ValueError, match="not both"):
        MlaAttention(
            layers=1, heads=1, kv_lora_rank=1, qk_nope_head_dim=1, qk_rope_head_dim=1, v_head_dim=1,
            indexer=Indexer(heads=1, head_dim=1, top_k_tokens=1), shared_top_k_tokens=1,
        )  # fmt: skip
    with pytest.raises(ValueError, match="compression is 0"):
        CompressedAttention(
            layers=1, heads=1, head_dim=1, rope_head_dim=1, q_lora_rank=1, output_groups=1,
            output_lora_rank=1, window_tokens=1, indexer=Indexer(heads=1, head_dim=1, top_k_tokens=1),
        )  # fmt: skip


def test_kimi_delta_layer() -> None:
    group = KimiDeltaAttention(layers=1, heads=2, head_dim=3, conv_kernel=4)
    # width 6, hidden 10: q, k, v, o 4 x 60; beta 10 x 2; conv 3 x 6 x 4; decay 10 x 3 + 3 x 6 + 6 + 2;
    # gate 10 x 3 + 3 x 6; norm 3
    assert attention_parameters(group, 10) == 240 + 20 + 72 + 56 + 48 + 3


def test_lightning_layer() -> None:
    # query, key, value, gate, output of 10 x 6 and a norm of 6
    assert attention_parameters(LightningAttention(layers=1, heads=2, head_dim=3), 10) == 306


def test_mamba_layer() -> None:
    group = MambaAttention(layers=1, heads=2, head_dim=3, groups=1, state_size=5, conv_kernel=4)
    # inner 6, channels 6 + 2 x 5 = 16: in 10 x (6 + 16 + 2), out 6 x 10, conv 16 x 4 + 16, 3 x 2, norm 6
    assert attention_parameters(group, 10) == 240 + 60 + 80 + 6 + 6


def test_gqa_options() -> None:
    plain = GqaAttention(layers=1, heads=4, kv_heads=2, head_dim=8)
    base = attention_parameters(plain, 16)
    assert base == 16 * 32 + 2 * 16 * 16 + 32 * 16
    changed = {
        "value_head_dim": (
            GqaAttention(layers=1, heads=4, kv_heads=2, head_dim=8, value_head_dim=4),
            -16 * 24,
        ),
        "keys_as_values": (
            GqaAttention(layers=1, heads=4, kv_heads=2, head_dim=8, keys_as_values=True),
            -16 * 16,
        ),
        "head_gate": (GqaAttention(layers=1, heads=4, kv_heads=2, head_dim=8, head_gate=True), 16 * 4),
        "wide_qk_norm": (GqaAttention(layers=1, heads=4, kv_heads=2, head_dim=8, wide_qk_norm=True), 32 + 16),
        "q_lora_rank": (
            GqaAttention(layers=1, heads=4, kv_heads=2, head_dim=8, q_lora_rank=3),
            3 * 49 - 16 * 32,
        ),
    }
    for name, (group, difference) in changed.items():
        assert attention_parameters(group, 16) - base == difference, name


def test_experts_in_a_latent() -> None:
    block = MoeFeedForward(
        layers=1, routed_experts=4, experts_per_token=2, expert_intermediate=6, shared_experts=1, latent=5,
        gated=False,
    )  # fmt: skip
    assert expert_parameters(block, 10) == 2 * 5 * 6
    assert shared_parameters(block, 10) == 2 * 10 * 6 + 2 * 10 * 5


def test_a_block_pattern_adds_attention_and_experts_up() -> None:
    nano = model_of("nemotron-3-nano-30b-a3b")
    assert depth_of(nano.architecture) == 52 == 23 + 6 + 23
    assert model_speed(nano, "bf16", "bf16").layers == 26
    whole = count_parameters(nano.architecture).total * 2
    halves = [
        shard_bytes(layer_bytes(nano, "bf16"), layout(cards=2, tp=1, pp=pp, dp=1)).total for pp in (1, 2)
    ]
    assert halves[0] == pytest.approx(whole, rel=1e-6)
    # Two stages hold half of each kind; the fuller one 12 of 23 layers with experts.
    assert halves[1] == pytest.approx(whole * 12 / 23, rel=0.03)


CLASSES: list[tuple[str, ModelClass]] = [
    ("llama-3.1-8b", "dense"),
    ("gemma-4-31b", "dense"),
    ("gemma-4-26b-a4b", "gqa-moe"),
    ("llama-4-scout", "gqa-moe"),
    ("mimo-v2-flash", "gqa-moe"),
    ("minimax-m3", "gqa-moe"),
    ("gpt-oss-20b", "gpt-oss"),
    ("mistral-small-4-119b", "mla-moe"),
    ("kimi-k2.6", "mla-moe"),
    ("glm-5.2", "dsa"),
    ("deepseek-v4-pro", "dsa"),
    ("hy4-preview", "dsa"),
    ("glm-5.3-flash", "hybrid"),
    ("kimi-k3", "hybrid"),
    ("minimax-m1", "hybrid"),
    ("nemotron-3-ultra-550b-a55b", "hybrid"),
    ("qwen3.5-27b", "hybrid"),
]


@pytest.mark.parametrize(("model_id", "expected"), CLASSES)
def test_classes(model_id: str, expected: ModelClass) -> None:
    assert model_class_of(model_of(model_id).architecture) == expected


@pytest.mark.parametrize(
    ("model_id", "basis"),
    [
        ("glm-5.2", "calibrated"),
        ("qwen3.5-27b", "calibrated"),
        ("deepseek-v4-pro", "calibrated"),
        ("kimi-k3", "family"),
    ],
)
def test_kinds_that_were_not_fitted_are_doubted(model_id: str, basis: str) -> None:
    plan = layout(weights="fp8", tp=8)
    assert estimate_speed(model_of(model_id), accelerator(), plan, load(), path="tuned").basis == basis


def test_what_tensor_parallelism_must_divide() -> None:
    v4 = parallel_limits(model_of("deepseek-v4-flash").architecture)
    assert set(v4.heads) == {64}
    assert v4.kv_heads == ()
    nano = parallel_limits(model_of("nemotron-3-nano-30b-a3b").architecture)
    assert (nano.heads, nano.kv_heads, nano.layers) == ((64, 32), (8, 2), 52)


def test_a_step_reads_a_window_and_what_the_indexer_chose() -> None:
    window, sparse, heavy = model_speed(model_of("deepseek-v4-flash"), "mxfp4", "bf16").attention
    assert (window.longest_read, sparse.longest_read, heavy.longest_read) == (128, 512 * 4, None)
    assert sparse.state_bytes == 21 * 128 * 1024
    # 4 x 64 heads x 512 for an entry that stands for 128 tokens, in 20 layers
    assert heavy.decode_flops == 20 * 4 * 64 * 512 / 128
    assert sparse.indexer_flops == 21 * 2 * 64 * 128 / 4
