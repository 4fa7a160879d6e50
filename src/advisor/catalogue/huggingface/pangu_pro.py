"""openPangu-R-72B (Pangu Pro MoE v2): grouped-query attention whose keys are wider than its values."""

from advisor.catalogue.architecture import DenseFeedForward, GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups


def _read(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    dense = set(config.numbers("mlp_only_layers", None, layers - 1) or ())
    attention = GqaAttention(
        layers=layers,
        heads=config.size("num_attention_heads"),
        kv_heads=config.size("num_key_value_heads"),
        head_dim=config.size("qk_nope_dim") + config.size("qk_rope_dim"),
        value_head_dim=config.size("v_channels"),
        qk_norm=config.flag("use_qk_norm", default=True),
    )
    blocks = groups(
        (layer in dense for layer in range(layers)),
        lambda is_dense, count: (
            DenseFeedForward(layers=count, intermediate=config.size("intermediate_size"))
            if is_dense
            else MoeFeedForward(
                layers=count,
                routed_experts=config.size("num_experts"),
                experts_per_token=config.size("num_experts_per_tok"),
                expert_intermediate=config.size("moe_intermediate_size"),
                shared_experts=1,
                shared_intermediate=config.size("shared_expert_intermediate_size"),
            )
        ),
    )
    config.ignore("intermediate_size")
    mtp_layers = config.natural("num_mtp_layers", default=0)
    return Shape(attention=(attention,), feed_forward=blocks, mtp_layers=mtp_layers)


PANGU_PRO = Family(
    model_types=("PanguProMoE",),
    keys=keys(
        """num_attention_heads num_key_value_heads qk_nope_dim qk_rope_dim v_channels use_qk_norm
        mlp_only_layers intermediate_size num_experts num_experts_per_tok moe_intermediate_size
        shared_expert_intermediate_size num_mtp_layers"""
    ),
    read=_read,
)
