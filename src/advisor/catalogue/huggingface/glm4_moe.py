"""GLM-4.5 to GLM-4.7: grouped-query attention with biases, dense first layers, experts after."""

from advisor.catalogue.architecture import GqaAttention
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.deepseek_v3 import EXPERT_KEYS, experts_after_dense
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, head_dim


def _read(config: Config) -> Shape:
    layers, heads = config.size("num_hidden_layers"), config.size("num_attention_heads")
    attention = GqaAttention(
        layers=layers,
        heads=heads,
        kv_heads=config.size("num_key_value_heads"),
        head_dim=head_dim(config, config.size("hidden_size"), heads),
        qk_norm=config.flag("use_qk_norm", default=False),
        qkv_bias=config.flag("attention_bias", default=False),  # the output projection has none
    )
    return Shape(
        attention=(attention,),
        feed_forward=experts_after_dense(config, layers),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


GLM4_MOE = Family(
    model_types=("glm4_moe",),
    keys=EXPERT_KEYS | keys("num_attention_heads num_key_value_heads head_dim use_qk_norm attention_bias"),
    read=_read,
)
