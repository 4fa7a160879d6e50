"""Ling and Ring (inclusionAI): grouped-query attention, dense first layers, experts after."""

from advisor.catalogue.architecture import GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, dense_then, head_dim


def _read(config: Config) -> Shape:
    layers, heads = config.size("num_hidden_layers"), config.size("num_attention_heads")
    config.expect("use_qkv_bias", False)
    config.expect("use_bias", False)
    attention = GqaAttention(
        layers=layers,
        heads=heads,
        kv_heads=config.size("num_key_value_heads"),
        head_dim=head_dim(config, config.size("hidden_size"), heads),
        qk_norm=config.flag("use_qk_norm", default=False),
    )
    experts = MoeFeedForward(
        layers=1,
        routed_experts=config.size("num_experts"),
        experts_per_token=config.size("num_experts_per_tok"),
        expert_intermediate=config.size("moe_intermediate_size"),
        shared_experts=config.natural("num_shared_experts"),
        shared_intermediate=config.optional_size("moe_shared_expert_intermediate_size"),
    )
    dense = config.natural("first_k_dense_replace")
    return Shape(
        attention=(attention,),
        feed_forward=dense_then(layers, dense, lambda: config.size("intermediate_size"), experts),
        mtp_layers=config.natural("num_nextn_predict_layers", default=0),
    )


BAILING = Family(
    model_types=("bailing_moe_v2",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim use_qk_norm use_qkv_bias use_bias num_experts
        num_experts_per_tok num_shared_experts moe_intermediate_size moe_shared_expert_intermediate_size
        intermediate_size first_k_dense_replace num_nextn_predict_layers"""
    ),
    read=_read,
)
