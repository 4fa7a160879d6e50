"""Bytes of weights by format: published sizes, what stays BF16, hand-worked parts."""

import pytest

from advisor.catalogue.record import WeightsFormat
from advisor.estimate.formats import bytes_per_parameter, weight_bytes
from estimate_records import model_of

# GB of the whole text stack without MTP layers.
SIZES: list[tuple[str, WeightsFormat, float]] = [
    ("glm-5", "bf16", 1487.8),
    ("glm-5", "fp8", 746.1),  # 743.9 + a second byte of embedding and head + block scales
    ("glm-5", "w4a8", 406.2),  # between 395 and 430 GB with group scales
    ("glm-5", "mxfp4", 406.2),
    ("kimi-k2.5", "w4a16", 594.2),  # the recipe says about 595
    ("deepseek-r1", "nvfp4", 396.7),  # the recipe asks for 403
    ("deepseek-v3.2", "fp8", 674.0),
    ("qwen3-235b-a22b", "bf16", 470.2),
    ("gpt-oss-120b", "mxfp4", 65.2),
    ("gpt-oss-120b", "bf16", 233.7),
    ("llama-3.3-70b", "fp8", 72.7),
    ("llama-3.3-70b", "w4a16", 39.8),
]
# What publishers and recipes state, in GB, against the text stack without prediction layers.
STATED: list[tuple[str, WeightsFormat, float, float]] = [
    ("kimi-k2.6", "w4a16", 595, 0.01),  # vLLM recipe; 0.9 GB of it vision
    ("deepseek-v4-pro", "mxfp4", 865 - 14, 0.01),  # FP4 experts, FP8 rest; 14 GB prediction layer
    ("deepseek-v4-flash", "mxfp4", 160 - 4, 0.01),
    ("glm-5.1", "fp8", 745.8, 0.01),  # SGLang on eight MI300X holds 93 GB a device
    ("glm-5", "w4a8", 412, 0.04),  # 395 to 430
    ("kimi-k3", "mxfp4", 1680, 0.08),  # the recipe calls it an estimate
]


@pytest.mark.parametrize(("model_id", "weights", "gigabytes"), SIZES)
def test_sizes(model_id: str, weights: WeightsFormat, gigabytes: float) -> None:
    assert weight_bytes(model_of(model_id), weights).total / 1e9 == pytest.approx(gigabytes, abs=0.06)


@pytest.mark.parametrize(("model_id", "weights", "gigabytes", "tolerance"), STATED)
def test_stated_sizes(model_id: str, weights: WeightsFormat, gigabytes: float, tolerance: float) -> None:
    assert weight_bytes(model_of(model_id), weights).total / 1e9 == pytest.approx(gigabytes, rel=tolerance)


def test_glm_5_w4a8_by_part() -> None:
    parts = weight_bytes(model_of("glm-5"), "w4a8")
    # 724,775,731,200 x (1/2 + 8/256): 4 bits and a 64-bit scale a group of 256
    assert parts.routed_experts == 385_037_107_200
    # 2,831,155,200 x (1 + 8/4096)
    assert parts.shared_experts == 2_836_684_800
    # 2 x 154,880 x 6,144 in BF16
    assert parts.embedding == 3_806_330_880


def test_eight_bit_glm_5_mtp_is_ten_gigabytes() -> None:
    assert weight_bytes(model_of("glm-5"), "fp8").mtp == 9_952_920_320
    assert weight_bytes(model_of("glm-5"), "bf16").mtp == 2 * 9_952_920_320


def test_gpt_oss_keeps_everything_but_experts_in_bf16() -> None:
    each = bytes_per_parameter("mxfp4", "gpt-oss", experts=True)
    assert each.routed == pytest.approx(4.25 / 8)
    assert each.attention == each.dense_feed_forward == each.kept == 2


def test_a_dense_model_is_quantised_outside_embedding_and_head() -> None:
    each = bytes_per_parameter("nvfp4", "dense", experts=False)
    assert each.attention == each.dense_feed_forward == pytest.approx(4.5 / 8)
    assert each.kept == 2


def test_nvfp4_experts_leave_attention_in_bf16() -> None:
    each = bytes_per_parameter("nvfp4", "mla-moe", experts=True)
    assert (each.routed, each.shared, each.attention) == (4.5 / 8, 4.5 / 8, 2)


@pytest.mark.parametrize("model_id", ["glm-5", "gpt-oss-120b", "llama-3.3-70b", "qwen3.5-397b-a17b"])
def test_fewer_bits_are_fewer_bytes(model_id: str) -> None:
    sizes = {name: weight_bytes(model_of(model_id), name).total for name in ("bf16", "fp8", "w8a8", "w4a8")}
    assert sizes["bf16"] > sizes["w8a8"] > sizes["w4a8"]
    assert sizes["bf16"] > sizes["fp8"] > sizes["w4a8"]
