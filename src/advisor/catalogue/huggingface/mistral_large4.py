"""Mistral Large 4: MLA without a query latent, with a lightning indexer."""

from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.deepseek_v3 import EXPERT_KEYS, experts_after_dense
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import (
    INDEXER_KEYS,
    INDEXER_SCHEDULE_KEYS,
    MLA_KEYS,
    Family,
    Shape,
    indexed,
    indexer,
    indexer_types,
    latent_attention,
)


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    config.expect("q_lora_rank", None)
    sources = config.numbers("kv_source_layers", layers) if config.has("kv_source_layers") else None
    if sources not in (None, list(range(layers))):
        config.fail("kv_source_layers", "layers that use the cache of others are not modelled")
    own = indexer(config, hidden_query=True)
    return Shape(
        attention=indexed(latent_attention(config), own, indexer_types(config, layers)),
        feed_forward=experts_after_dense(config, layers),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


MISTRAL_LARGE4 = Family(
    model_types=("mistral_large4", "mistral_large4_text"),
    keys=MLA_KEYS | EXPERT_KEYS | INDEXER_KEYS | INDEXER_SCHEDULE_KEYS | keys("kv_source_layers layer_types"),
    read=_read,
)
