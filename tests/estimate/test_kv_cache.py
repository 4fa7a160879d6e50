"""KV cache: bytes a token of published models, sharding, windows, recurrent state."""

import pytest

from advisor.catalogue.record import KvFormat
from advisor.estimate.kv_cache import cache_groups, fixed_bytes_per_sequence, kv_bytes_per_token
from estimate_records import dense, model, model_of

# bytes a token, growing layers only, indexer keys included
GROWING: list[tuple[str, KvFormat, int]] = [
    ("glm-5", "bf16", 89_856 + 19_968),  # 78 x 576 x 2, and 78 x 128 x 2
    ("glm-5", "fp8", 78 * (512 + 16 + 128) + 10_296),  # 78 x 132 indexer bytes
    ("deepseek-r1", "bf16", 70_272),
    ("deepseek-r1", "fp8", 35_136),
    ("deepseek-v3.2", "bf16", 70_272 + 15_616),
    ("llama-3.3-70b", "bf16", 327_680),
    ("qwen3-235b-a22b", "bf16", 192_512),
    ("gpt-oss-120b", "bf16", 36_864),
    ("kimi-k2.5", "int8", 35_136),
    ("qwen3-next-80b-a3b", "bf16", 24_576),
    ("qwen3.5-397b-a17b", "bf16", 30_720),
]


@pytest.mark.parametrize(("model_id", "kv", "expected"), GROWING)
def test_growing_bytes(model_id: str, kv: KvFormat, expected: int) -> None:
    assert kv_bytes_per_token(model_of(model_id).architecture, kv) == expected


def test_sliding_windows_are_fixed() -> None:
    # 18 layers x 2 x 8 heads x 64 x 2 B x 128 tokens
    assert fixed_bytes_per_sequence(model_of("gpt-oss-120b").architecture, "bf16") == 4_718_592


def test_recurrent_state_is_fixed() -> None:
    # 36 layers x (32 x 128 x 128 x 4 B of state + 8,192 channels x 3 x 2 B of convolution)
    assert fixed_bytes_per_sequence(model_of("qwen3-next-80b-a3b").architecture, "bf16") == 77_266_944


def test_tensor_parallelism_parts_heads_and_copies_the_latent() -> None:
    (eight_heads,) = cache_groups(model_of("llama-3.3-70b").architecture, "bf16")
    whole = eight_heads.token_bytes
    assert [eight_heads.shard(tp, whole) for tp in (1, 2, 4, 8, 16)] == [
        whole, whole // 2, whole // 4, whole // 8, whole // 8,
    ]  # fmt: skip
    (latent,) = cache_groups(model_of("glm-5").architecture, "bf16")
    assert latent.shard(8, latent.token_bytes) == latent.token_bytes == 1152


def test_a_window_holds_no_more_than_itself() -> None:
    window, full = cache_groups(model_of("gpt-oss-120b").architecture, "bf16")
    assert window.window_tokens == 128
    assert (window.tokens_held(50), window.tokens_held(5000), full.tokens_held(5000)) == (50, 128, 5000)


def test_unknown_attention_is_refused() -> None:
    odd = model("odd", "dense", ("mamba",), dense(1, 8), hidden=8, vocabulary=8)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="attention kind str"):
        cache_groups(odd.architecture, "bf16")
