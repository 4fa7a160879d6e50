"""ERNIE 4.5: experts from one layer to another, plain attention, tied embeddings."""

from advisor.catalogue.architecture import DenseFeedForward, GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups, head_dim


def _read(config: Config) -> Shape:
    layers, heads = config.size("num_hidden_layers"), config.size("num_attention_heads")
    bias = config.flag("use_bias", default=False)
    if bias:
        config.fail("use_bias", "biases of feed-forward blocks are not modelled")
    first, last = config.natural("moe_layer_start_index"), config.natural("moe_layer_end_index")
    every = config.size("moe_layer_interval", default=1)
    attention = GqaAttention(
        layers=layers,
        heads=heads,
        kv_heads=config.size("num_key_value_heads"),
        head_dim=head_dim(config, config.size("hidden_size"), heads),
    )
    blocks = groups(
        (first <= layer <= last and (layer + 1) % every == 0 for layer in range(layers)),
        lambda sparse, count: (
            MoeFeedForward(
                layers=count,
                routed_experts=config.size("moe_num_experts"),
                experts_per_token=config.size("moe_k"),
                expert_intermediate=config.size("moe_intermediate_size"),
                shared_experts=config.natural("moe_num_shared_experts"),
                router_bias=True,  # the correction that keeps experts evenly used
            )
            if sparse
            else DenseFeedForward(layers=count, intermediate=config.size("intermediate_size"))
        ),
    )
    config.ignore("intermediate_size")  # unread where every layer has experts
    return Shape(attention=(attention,), feed_forward=blocks)


ERNIE = Family(
    model_types=("ernie4_5_moe",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim use_bias intermediate_size moe_intermediate_size
        moe_num_experts moe_num_shared_experts moe_k moe_layer_start_index moe_layer_end_index
        moe_layer_interval"""
    ),
    read=_read,
    tied_embeddings=True,
)
