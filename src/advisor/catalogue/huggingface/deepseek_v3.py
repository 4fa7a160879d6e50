"""DeepSeek-V3 and V3.2, Kimi K2, GLM-5, Mistral Large 3 and Small 4, openPangu Ultra: MLA and experts."""

import msgspec

from advisor.catalogue.architecture import FeedForward, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import (
    INDEXER_KEYS,
    INDEXER_SCHEDULE_KEYS,
    MLA_KEYS,
    Family,
    Shape,
    dense_then,
    indexed,
    indexer,
    indexer_types,
    latent_attention,
)

EXPERT_KEYS = keys(
    """n_routed_experts num_experts n_shared_experts num_experts_per_tok moe_intermediate_size
    intermediate_size first_k_dense_replace moe_layer_freq mlp_layer_types num_nextn_predict_layers
    mlp_bias"""
)


def experts_after_dense(config: Config, layers: int) -> tuple[FeedForward, ...]:
    """Dense first layers and experts after, under DeepSeek-V3's key names."""
    dense = config.natural("first_k_dense_replace")
    config.expect("moe_layer_freq", 1)
    config.expect("mlp_bias", False)
    listed = config.words("mlp_layer_types", ("dense", "sparse"), layers)
    if listed is not None and listed != ["dense"] * dense + ["sparse"] * (layers - dense):
        config.fail(
            "mlp_layer_types", f"doesn't begin with {dense} dense layers, as first_k_dense_replace says"
        )
    experts = MoeFeedForward(
        layers=1,
        routed_experts=config.size("n_routed_experts", "num_experts"),
        experts_per_token=config.size("num_experts_per_tok"),
        expert_intermediate=config.size("moe_intermediate_size"),
        shared_experts=config.natural("n_shared_experts"),
    )
    config.ignore("intermediate_size")  # unread where no layer is dense
    return dense_then(layers, dense, lambda: config.size("intermediate_size"), experts)


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    return Shape(
        attention=(msgspec.structs.replace(latent_attention(config), layers=layers),),
        feed_forward=experts_after_dense(config, layers),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


def _read_sparse(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    config.words("layer_types", ("deepseek_sparse_attention", "indexed_attention"), layers)
    return Shape(
        attention=indexed(latent_attention(config), indexer(config), indexer_types(config, layers)),
        feed_forward=experts_after_dense(config, layers),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


DEEPSEEK_V3 = Family(
    model_types=("deepseek_v3", "kimi_k2", "mistral_large3", "mistral4", "pangu_ultra_moe"),
    keys=MLA_KEYS | EXPERT_KEYS,
    read=_read,
)
DEEPSEEK_V32 = Family(
    model_types=("deepseek_v32", "glm_moe_dsa"),
    keys=MLA_KEYS | EXPERT_KEYS | INDEXER_KEYS | INDEXER_SCHEDULE_KEYS | keys("layer_types"),
    read=_read_sparse,
)
