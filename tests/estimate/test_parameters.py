"""Parameter counts: small shapes by hand, published models to the third decimal, shapes that are refused."""

import msgspec
import pytest

from advisor.catalogue.architecture import Architecture, GqaAttention, Indexer, MlaAttention, MoeFeedForward
from advisor.estimate.attention_parameters import attention_parameters, indexer_parameters
from advisor.estimate.parameters import count_parameters, dense_parameters
from estimate_records import CATALOGUE, delta_net, dense, gqa, model, model_of

# Billions: total without MTP, active core, with head, with embedding. The shipped five were compared with
# models instantiated in transformers 5.23; the others with their publishers' totals.
PUBLISHED = {
    "glm-5": (743.911, 39.882, 40.833, 41.785),
    "deepseek-v3.2": (671.878, 36.550, 37.477, 38.403),
    "qwen3-235b-a22b": (235.094, 20.946, 21.568, 22.191),
    "gpt-oss-120b": (116.829, 4.554, 5.133, 5.712),
    "llama-3.3-70b": (70.554, 68.452, 69.503, 70.554),
    "deepseek-r1": (671.026, 35.699, 36.626, 37.552),
    "kimi-k2.5": (1026.408, 30.513, 31.687, 32.861),
    "minimax-m2.5": (228.689, 9.801, 10.416, 11.030),
    "glm-4.6": (352.798, 32.080, 32.856, 33.632),
    "llama-3.1-8b": (8.030, 6.980, 7.505, 8.030),
    "qwen3-32b": (32.762, 31.206, 31.984, 32.762),
    "qwen3-next-80b-a3b": (79.674, 3.253, 3.564, 3.875),
    "qwen3.5-397b-a17b": (396.346, 15.315, 16.332, 17.349),
}


@pytest.mark.parametrize("model_id", PUBLISHED)
def test_published_counts(model_id: str) -> None:
    counts = count_parameters(model_of(model_id).architecture)
    found = (counts.total, counts.active_core, counts.active_with_head, counts.active_with_embedding)
    assert [round(count / 1e9, 3) for count in found] == pytest.approx(PUBLISHED[model_id], abs=0.0011)


def test_glm_5_by_part() -> None:
    counts = count_parameters(CATALOGUE.models["glm-5"].architecture)
    # 75 layers x 256 experts x 3 x 6,144 x 2,048
    assert counts.routed_experts == 75 * 256 * 3 * 6144 * 2048 == 724_775_731_200
    # 75 layers x 1 x 3 x 6,144 x 2,048
    assert counts.shared_experts == 2_831_155_200
    # 3 layers x 3 x 6,144 x 12,288
    assert counts.dense_feed_forward == 679_477_248
    # a layer: 2,048 x 32 x 128 queries, 6,144 x 128 keys, 2 x 128 norm, 6,144 x 32 weights; 78 layers
    assert counts.indexer == 78 * (8_388_608 + 786_432 + 256 + 196_608) == 731_008_512
    assert counts.embedding == counts.head == 154_880 * 6144
    assert round(counts.mtp / 1e9, 3) == 9.953


def test_glm_5_attention_by_hand() -> None:
    group = CATALOGUE.models["glm-5"].architecture.attention[0]
    # queries: 6,144 x 2,048 down, 2,048 norm, 2,048 x 64 x 256 up; latent: 6,144 x 576 and its norm of 512;
    # keys and values: 512 x 64 x (192 + 256); output: 64 x 256 x 6,144
    by_hand = 12_582_912 + 2_048 + 33_554_432 + 3_538_944 + 512 + 14_680_064 + 100_663_296
    assert attention_parameters(group, 6144) == by_hand


def test_small_dense_model_by_hand() -> None:
    small = model(
        "small", "dense", (GqaAttention(layers=2, heads=4, kv_heads=2, head_dim=8, qkv_bias=True),),
        dense(2, 64), hidden=32, vocabulary=100,
    )  # fmt: skip
    counts = count_parameters(small.architecture)
    # a layer: q 32 x 32 + 32, k and v 32 x 16 + 16 each, o 32 x 32; feed-forward 3 x 32 x 64; two norms of 32
    assert counts.attention == 2 * (1056 + 2 * 528 + 1024)
    assert counts.dense_feed_forward == 2 * 6144
    assert counts.norms == 2 * 64 + 32
    assert counts.total == 6272 + 12288 + 160 + 2 * 3200


def test_tied_embeddings_count_once_but_are_read_as_head() -> None:
    tied = model("tied", "dense", (gqa(1, 2, 2),), dense(1, 8), hidden=16, vocabulary=50, tied=True)
    counts = count_parameters(tied.architecture)
    assert counts.head == 0
    assert counts.total == counts.active_core + 800
    assert counts.active_with_head == counts.active_core + 800
    assert counts.active_with_embedding == counts.active_core + 800


def test_extras_of_gpt_oss_count() -> None:
    plain = GqaAttention(layers=1, heads=4, kv_heads=2, head_dim=8)
    full = msgspec.structs.replace(
        plain, qkv_bias=True, output_bias=True, qk_norm=True, sinks=True, output_gate=True
    )
    # biases 32 + 2 x 16 and 20, norms 2 x 8, sinks 4, gate 20 x 32
    extra = attention_parameters(full, 20) - attention_parameters(plain, 20)
    assert extra == 64 + 20 + 16 + 4 + 640


def test_recurrent_layer_by_hand() -> None:
    # keys 16 x 128 = 2,048, values 32 x 128 = 4,096: projections of 2 x 2,048 + 2 x 4,096, of 2 x 32 and back
    # from 4,096; convolution 8,192 x 4; two numbers a value head; a norm of 128
    by_hand = 2048 * (12_288 + 64 + 4096) + 32_768 + 64 + 128
    assert attention_parameters(delta_net(1, 32), 2048) == by_hand


def test_only_sparse_attention_has_an_indexer() -> None:
    latent = MlaAttention(
        layers=1, heads=4, q_lora_rank=8, kv_lora_rank=16, qk_nope_head_dim=4, qk_rope_head_dim=2,
        v_head_dim=4,
    )  # fmt: skip
    assert indexer_parameters(latent, 32) == 0
    assert indexer_parameters(gqa(1, 2, 2), 32) == 0
    sparse = msgspec.structs.replace(latent, indexer=Indexer(heads=2, head_dim=8, top_k_tokens=64))
    assert indexer_parameters(sparse, 32) == 8 * 2 * 8 + 32 * 8 + 16 + 32 * 2


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(TypeError, match="attention kind str"):
        attention_parameters("mamba", 8)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="feed-forward kind MoeFeedForward"):
        dense_parameters(
            MoeFeedForward(layers=1, routed_experts=2, experts_per_token=1, expert_intermediate=4), 8
        )


def test_groups_must_agree_on_the_depth() -> None:
    broken: Architecture = model(
        "broken", "dense", (gqa(3, 2, 2),), dense(2, 8), hidden=16, vocabulary=50
    ).architecture
    with pytest.raises(ValueError, match="3 layers, feed-forward groups to 2"):
        count_parameters(broken)
