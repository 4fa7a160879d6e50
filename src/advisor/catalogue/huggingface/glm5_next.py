"""GLM-5.3-Flash: Kimi delta attention, every fourth layer sparse MLA without rotary part."""

import msgspec

from advisor.catalogue.architecture import Attention, HyperConnections, KimiDeltaAttention
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.deepseek_v3 import EXPERT_KEYS, experts_after_dense
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import (
    INDEXER_KEYS,
    MLA_KEYS,
    Family,
    Shape,
    groups,
    indexer,
    latent_attention,
)


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    kinds = config.words(
        "layer_types", ("linear_attention", "full_attention", "indexed_attention"), layers
    ) or ["full_attention" if layer % 4 == 3 else "linear_attention" for layer in range(layers)]
    modes = config.words("indexer_types", ("full", "shared"), layers)
    if modes is not None and "shared" in modes:
        config.fail("indexer_types", "layers that share an indexer are not modelled for this family")
    return Shape(
        attention=groups(
            (kind == "linear_attention" for kind in kinds),
            lambda linear, count: _attention(config, linear, count),
        ),
        feed_forward=experts_after_dense(config, layers),
        hyper_connections=HyperConnections(streams=config.size("hc_mult"), learned_head=False),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


def _attention(config: Config, linear: bool, layers: int) -> Attention:
    if linear:
        return KimiDeltaAttention(
            layers=layers,
            heads=config.size("linear_num_heads"),
            head_dim=config.size("linear_head_dim"),
            conv_kernel=config.size("linear_conv_kernel_dim"),
        )
    pooled = msgspec.structs.replace(indexer(config), pool_tokens=config.size("index_kpool"))
    return msgspec.structs.replace(latent_attention(config), layers=layers, indexer=pooled)


GLM5_NEXT = Family(
    model_types=("glm5_next_text",),
    keys=MLA_KEYS
    | EXPERT_KEYS
    | INDEXER_KEYS
    | keys(
        """layer_types indexer_types index_kpool linear_num_heads linear_head_dim linear_conv_kernel_dim
        hc_mult"""
    ),
    read=_read,
)
