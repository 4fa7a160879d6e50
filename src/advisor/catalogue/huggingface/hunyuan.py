"""Hunyuan-A13B, Hy3 and Hy4 (Tencent)."""

import msgspec

from advisor.catalogue.architecture import GqaAttention, HyperConnections, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.deepseek_v3 import EXPERT_KEYS, experts_after_dense
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import (
    INDEXER_KEYS,
    MLA_KEYS,
    Family,
    Shape,
    dense_then,
    head_dim,
    indexed,
    indexer,
    latent_attention,
)

_GQA_KEYS = keys("num_attention_heads num_key_value_heads head_dim attention_bias use_qk_norm")


def _attention(config: Config, layers: int) -> GqaAttention:
    heads = config.size("num_attention_heads")
    bias = config.flag("attention_bias", default=False)
    return GqaAttention(
        layers=layers,
        heads=heads,
        kv_heads=config.size("num_key_value_heads"),
        head_dim=head_dim(config, config.size("hidden_size"), heads),
        qk_norm=config.flag("use_qk_norm", default=True),
        qkv_bias=bias,
        output_bias=bias,
    )


def _read_v1(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    # The class takes one width for routed and shared experts; both keys are there and agree.
    width = config.size("intermediate_size", "moe_intermediate_size")
    experts = MoeFeedForward(
        layers=layers,
        routed_experts=config.size("num_experts"),
        experts_per_token=config.size("moe_topk"),
        expert_intermediate=width,
        shared_experts=config.natural("num_shared_expert"),
    )
    return Shape(attention=(_attention(config, layers),), feed_forward=(experts,))


def _read_v3(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    experts = MoeFeedForward(
        layers=1,
        routed_experts=config.size("num_experts"),
        experts_per_token=config.size("num_experts_per_tok"),
        expert_intermediate=config.size("moe_intermediate_size", "expert_hidden_dim"),
        shared_experts=config.natural("num_shared_experts"),
    )
    dense = config.natural("first_k_dense_replace")
    return Shape(
        attention=(_attention(config, layers),),
        feed_forward=dense_then(layers, dense, lambda: config.size("intermediate_size"), experts),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


def _read_v4(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    # The class gives an indexer to layers 0, 1, 5, 9, ..., each of which serves the three after it.
    modes = config.words("indexer_types", ("full", "shared"), layers) or [
        "full" if layer == 0 or layer % 4 == 1 else "shared" for layer in range(layers)
    ]
    latent = msgspec.structs.replace(latent_attention(config), output_gate=True, sinks=True)
    return Shape(
        attention=indexed(latent, indexer(config), modes),
        feed_forward=experts_after_dense(config, layers),
        hyper_connections=HyperConnections(streams=config.size("hc_mult"), mixes_streams=False),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


HUNYUAN_V1 = Family(
    model_types=("hunyuan_v1_moe",),
    keys=_GQA_KEYS | keys("intermediate_size moe_intermediate_size num_experts moe_topk num_shared_expert"),
    read=_read_v1,
    tied_embeddings=True,
)
HY_V3 = Family(
    model_types=("hy_v3",),
    keys=_GQA_KEYS
    | keys(
        """first_k_dense_replace intermediate_size moe_intermediate_size expert_hidden_dim num_experts
        num_experts_per_tok num_shared_experts num_nextn_predict_layers"""
    ),
    read=_read_v3,
)
HY_V4 = Family(
    model_types=("hy_v4",),
    keys=MLA_KEYS | EXPERT_KEYS | INDEXER_KEYS | keys("indexer_types hc_mult"),
    read=_read_v4,
)
