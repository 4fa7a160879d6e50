"""Small records for the tests of the estimator: models and accelerators that are not shipped yet."""

import json
from functools import cache
from pathlib import Path

from advisor.catalogue.accelerator import Accelerator, ExportFigures, Memory, Rates, ScaleUp
from advisor.catalogue.architecture import (
    Architecture,
    Attention,
    DenseFeedForward,
    FeedForward,
    GqaAttention,
    LinearAttention,
    MlaAttention,
    MoeFeedForward,
)
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.huggingface.importer import import_config
from advisor.catalogue.huggingface.profile import Naming, model_document
from advisor.catalogue.model import Licence, Model, ModelClass
from advisor.catalogue.reader import read_record
from advisor.catalogue.record import AcceleratorFamily
from advisor.estimate.layout import Layout, Load
from advisor.figures import Figure, Statement

SAID = Statement(text="For a test.", source="test", date="2026-11-23", confidence="high")
CATALOGUE = Catalogue.shipped()


def figure(value: float, unit: str) -> Figure:
    return Figure(value=value, unit=unit, source="test", date="2026-11-23", confidence="high")


def model(
    model_id: str,
    model_class: ModelClass,
    attention: tuple[Attention, ...],
    feed_forward: tuple[FeedForward, ...],
    *,
    hidden: int,
    vocabulary: int,
    context_tokens: int = 131_072,
    tied: bool = False,
    mtp_layers: int = 0,
) -> Model:
    return Model(
        id=model_id,
        name=model_id,
        publisher="test",
        publisher_country="CN",
        family=model_id,
        model_class=model_class,
        repository="test/test",
        released=SAID,
        licence=Licence(name="MIT", source="test", confidence="high"),
        context_tokens=context_tokens,
        context_source="test",
        architecture=Architecture(
            hidden=hidden,
            vocabulary=vocabulary,
            tied_embeddings=tied,
            attention=attention,
            feed_forward=feed_forward,
            mtp_layers=mtp_layers,
            source="test",
            confidence="high",
        ),
        checkpoints=(),
    )


def dense(layers: int, intermediate: int) -> tuple[FeedForward, ...]:
    return (DenseFeedForward(layers=layers, intermediate=intermediate),)


def deepseek_mla(layers: int, heads: int) -> tuple[Attention, ...]:
    return (
        MlaAttention(
            layers=layers,
            heads=heads,
            q_lora_rank=1536,
            kv_lora_rank=512,
            qk_nope_head_dim=128,
            qk_rope_head_dim=64,
            v_head_dim=128,
        ),
    )


def deepseek_experts(experts: int, dense_layers: int) -> tuple[FeedForward, ...]:
    return (
        DenseFeedForward(layers=dense_layers, intermediate=18432),
        MoeFeedForward(
            layers=61 - dense_layers,
            routed_experts=experts,
            experts_per_token=8,
            expert_intermediate=2048,
            shared_experts=1,
        ),
    )


def delta_net(layers: int, value_heads: int) -> LinearAttention:
    return LinearAttention(
        layers=layers,
        key_heads=16,
        value_heads=value_heads,
        key_head_dim=128,
        value_head_dim=128,
        conv_kernel=4,
    )


def gated(layers: int, heads: int) -> GqaAttention:
    return GqaAttention(layers=layers, heads=heads, kv_heads=2, head_dim=256, qk_norm=True, output_gate=True)


def experts(layers: int, routed: int, taken: int, width: int, shared: int = 0) -> MoeFeedForward:
    return MoeFeedForward(
        layers=layers,
        routed_experts=routed,
        experts_per_token=taken,
        expert_intermediate=width,
        shared_experts=shared,
    )


def gqa(layers: int, heads: int, kv_heads: int, *, norm: bool = False, bias: bool = False) -> GqaAttention:
    return GqaAttention(
        layers=layers, heads=heads, kv_heads=kv_heads, head_dim=128, qk_norm=norm, qkv_bias=bias
    )


# Dimensions of the publishers' config files.
UNSHIPPED: dict[str, Model] = {
    one.id: one
    for one in (
        model("llama-3.1-8b", "dense", (gqa(32, 32, 8),), dense(32, 14336), hidden=4096, vocabulary=128256),
        model(
            "qwen3-32b",
            "dense",
            (gqa(64, 64, 8, norm=True),),
            dense(64, 25600),
            hidden=5120,
            vocabulary=151936,
        ),
        model(
            "deepseek-r1",
            "mla-moe",
            deepseek_mla(61, 128),
            deepseek_experts(256, 3),
            hidden=7168,
            vocabulary=129280,
            context_tokens=163_840,
            mtp_layers=1,
        ),
        model(
            "kimi-k2.5",
            "mla-moe",
            deepseek_mla(61, 64),
            deepseek_experts(384, 1),
            hidden=7168,
            vocabulary=163840,
            context_tokens=262_144,
        ),
        model(
            "minimax-m2.5",
            "gqa-moe",
            (GqaAttention(layers=62, heads=48, kv_heads=8, head_dim=128, qk_norm=True),),
            (experts(62, 256, 8, 1536),),
            hidden=3072,
            vocabulary=200064,
        ),
        model(
            "glm-4.6",
            "gqa-moe",
            (gqa(92, 96, 8, norm=True, bias=True),),
            (DenseFeedForward(layers=3, intermediate=12288), experts(89, 160, 8, 1536, 1)),
            hidden=5120,
            vocabulary=151552,
            context_tokens=202_752,
        ),
        model(
            "qwen3-next-80b-a3b",
            "hybrid",
            (delta_net(36, 32), gated(12, 16)),
            (experts(48, 512, 10, 512, 1),),
            hidden=2048,
            vocabulary=151936,
        ),
        model(
            "qwen3.5-397b-a17b",
            "hybrid",
            (delta_net(45, 64), gated(15, 32)),
            (experts(60, 512, 10, 1024, 1),),
            hidden=4096,
            vocabulary=248320,
            context_tokens=262_144,
        ),
    )
}


CONFIGS = Path(__file__).parent / "catalogue" / "huggingface" / "configs"


def imported_model(model_id: str) -> Model:
    """A model of one of the copied config.json files."""
    found = import_config(json.loads((CONFIGS / f"{model_id}.json").read_text()), model_id, "test", "high")
    document = model_document(found, Naming(id=model_id, name=model_id), "2026-11-24")
    return read_record(document, Model, model_id)


@cache
def model_of(model_id: str) -> Model:
    """One of the shapes above, a shipped model, or an imported one."""
    if model_id in UNSHIPPED:
        return UNSHIPPED[model_id]
    return CATALOGUE.models[model_id] if model_id in CATALOGUE.models else imported_model(model_id)


def accelerator(
    accelerator_id: str = "test-card",
    *,
    family: AcceleratorFamily = "hopper",
    memory: Figure | None = None,
    usable: Figure | None = None,
    reported: Figure | None = None,
    bandwidth_gb_s: float = 4000,
    bf16_tflops: float = 1000,
    fp8_tflops: float | None = 2000,
    fp4_tflops: float | None = None,
    int8_tops: float | None = 2000,
    link_gb_s: float | None = 400,
    domain: int = 8,
    devices_per_card: int = 1,
) -> Accelerator:
    """A card of round numbers."""
    return Accelerator(
        id=accelerator_id,
        name=accelerator_id,
        vendor="test",
        family=family,
        designer_country="US",
        status="on_sale",
        devices_per_card=devices_per_card,
        memory=Memory(
            nominal=memory or figure(100, "GB"),
            reported=reported,
            usable=usable,
            bandwidth=figure(bandwidth_gb_s, "GB/s"),
        ),
        rates=Rates(
            bf16=figure(bf16_tflops, "TFLOPS"),
            fp8=figure(fp8_tflops, "TFLOPS") if fp8_tflops else None,
            fp4=figure(fp4_tflops, "TFLOPS") if fp4_tflops else None,
            int8=figure(int8_tops, "TOPS") if int8_tops else None,
        ),
        scale_up=ScaleUp(kind="link", one_way=figure(link_gb_s, "GB/s"), domain=figure(domain, "count"))
        if link_gb_s
        else None,
        scale_out_one_way=figure(50, "GB/s"),
        weights_formats=("bf16", "fp8"),
        kv_formats=("bf16", "fp8"),
        formats_source=SAID,
        export=ExportFigures(datacentre=True),
        servers=(),
    )


# Memory as printed or reported; rates as their makers print them, dense.
CARDS: dict[str, Accelerator] = {
    "mi355x": accelerator(
        "mi355x", family="cdna4", memory=figure(288, "GB"), bandwidth_gb_s=8000, bf16_tflops=2516.6,
        fp8_tflops=5033, fp4_tflops=10066, int8_tops=5033, link_gb_s=537.5,
    ),
    "b300": accelerator(
        "b300", family="blackwell", memory=figure(270, "GB"), reported=figure(275040, "MiB"),
        bandwidth_gb_s=7750, bf16_tflops=2250, fp8_tflops=4500, fp4_tflops=14000, int8_tops=153.5,
        link_gb_s=900,
    ),
    "ascend-910b2": accelerator(
        "ascend-910b2", family="ascend-a2", memory=figure(64, "GB"), bandwidth_gb_s=1600, bf16_tflops=353.9,
        fp8_tflops=None, int8_tops=752, link_gb_s=196,
    ),
    "ascend-910b4": accelerator(
        "ascend-910b4", family="ascend-a2", memory=figure(32, "GB"), bandwidth_gb_s=800, bf16_tflops=245.8,
        fp8_tflops=None, int8_tops=560, link_gb_s=64,
    ),
}  # fmt: skip


@cache
def accelerator_of(accelerator_id: str) -> Accelerator:
    """A shipped accelerator, or one of the cards above."""
    return CARDS[accelerator_id] if accelerator_id in CARDS else CATALOGUE.accelerators[accelerator_id]


def layout(
    accelerator_id: str = "test-card",
    *,
    cards: int = 8,
    nodes: int = 1,
    weights: str = "bf16",
    kv: str = "bf16",
    tp: int = 8,
    pp: int = 1,
    ep: int = 1,
    dp: int = 1,
    replicas: int = 1,
    stack: str = "vllm",
) -> Layout:
    return Layout(
        accelerator=accelerator_id,
        cards=cards,
        nodes=nodes,
        weights=weights,  # type: ignore[arg-type]
        kv=kv,  # type: ignore[arg-type]
        tp=tp,
        pp=pp,
        ep=ep,
        dp=dp,
        replicas=replicas,
        stack=stack,
    )


def load(
    *, context: int | None = None, concurrency: int = 1, input_tokens: int = 1000, output_tokens: int = 500,
    hit: float = 0.0,
) -> Load:  # fmt: skip
    return Load(
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        context_tokens=context or input_tokens + output_tokens,
        concurrency=concurrency,
        prefix_cache_hit=hit,
    )
