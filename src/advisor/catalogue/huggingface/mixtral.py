"""Mixtral: plain grouped-query attention, every layer with experts."""

from advisor.catalogue.architecture import GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, head_dim


def _read(config: Config) -> Shape:
    layers, heads = config.size("num_hidden_layers"), config.size("num_attention_heads")
    attention = GqaAttention(
        layers=layers,
        heads=heads,
        kv_heads=config.size("num_key_value_heads"),
        head_dim=head_dim(config, config.size("hidden_size"), heads),
        window_tokens=config.optional_size("sliding_window"),
    )
    experts = MoeFeedForward(
        layers=layers,
        routed_experts=config.size("num_local_experts"),
        experts_per_token=config.size("num_experts_per_tok"),
        expert_intermediate=config.size("intermediate_size"),
    )
    return Shape(attention=(attention,), feed_forward=(experts,))


MIXTRAL = Family(
    model_types=("mixtral",),
    keys=keys(
        """num_attention_heads num_key_value_heads head_dim sliding_window num_local_experts
        num_experts_per_tok intermediate_size"""
    ),
    read=_read,
)
