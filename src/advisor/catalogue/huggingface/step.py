"""Step-3 (queries by way of a latent, one key head) and Step 3.7 (windows, a gate a head)."""

from advisor.catalogue.architecture import DenseFeedForward, FeedForward, GqaAttention, MoeFeedForward
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups

_EXPERT_KEYS = keys(
    """moe_layers_enum moe_num_experts moe_top_k moe_intermediate_size share_expert_dim intermediate_size"""
)


def _moe_layers(config: Config, layers: int) -> list[int] | None:
    """Numbers of the layers with experts, which Step writes as a list or as text with commas."""
    value = config.text("moe_layers_enum") if config.is_text("moe_layers_enum") else None
    if value is None:
        return config.numbers("moe_layers_enum", None)
    try:
        found = [int(item) for item in value.split(",") if item.strip()]
    except ValueError:
        config.fail("moe_layers_enum", "wanted numbers of layers between commas")
    return [layer for layer in found if 0 <= layer < layers]  # prediction layers are listed too


def _blocks(
    config: Config, sparse: set[int], layers: int, experts: MoeFeedForward
) -> tuple[FeedForward, ...]:
    def block(has_experts: bool, count: int) -> FeedForward:
        if has_experts:
            return MoeFeedForward(
                layers=count,
                routed_experts=experts.routed_experts,
                experts_per_token=experts.experts_per_token,
                expert_intermediate=experts.expert_intermediate,
                shared_experts=experts.shared_experts,
                shared_intermediate=experts.shared_intermediate,
            )
        return DenseFeedForward(layers=count, intermediate=config.size("intermediate_size"))

    found = groups((layer in sparse for layer in range(layers)), block)
    config.ignore("intermediate_size")
    return found


def _read_step3(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    listed = _moe_layers(config, layers)
    if listed is None:
        config.fail("moe_layers_enum", "is missing, and nothing is assumed in its place")
    attention = GqaAttention(
        layers=layers,
        heads=config.size("num_attention_heads"),
        kv_heads=config.size("num_attention_groups"),
        head_dim=config.size("head_dim"),
        q_lora_rank=config.size("share_q_dim"),
    )
    experts = MoeFeedForward(
        layers=1,
        routed_experts=config.size("moe_num_experts"),
        experts_per_token=config.size("moe_top_k"),
        expert_intermediate=config.size("moe_intermediate_size"),
        shared_experts=1,
        shared_intermediate=config.size("share_expert_dim"),
    )
    return Shape(attention=(attention,), feed_forward=_blocks(config, set(listed), layers, experts))


def _read_step37(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    mtp_layers = config.natural("num_nextn_predict_layers", default=0)
    listed = _moe_layers(config, layers)
    first = config.natural("first_k_dense_replace", default=3)
    kinds = _layer_types(config, layers, mtp_layers)
    windowed = config.table(
        "attention_other_setting", keys("num_attention_heads num_attention_groups head_dim")
    )
    config.expect("n_shared_experts", 1)
    config.ignore("use_moe_router_bias")  # one number an expert
    experts = MoeFeedForward(
        layers=1,
        routed_experts=config.size("num_experts", "moe_num_experts"),
        experts_per_token=config.size("num_experts_per_tok", "moe_top_k"),
        expert_intermediate=config.size("moe_intermediate_size"),
        shared_experts=1,
        shared_intermediate=config.size("share_expert_dim"),
    )

    def attention(kind: str, count: int) -> GqaAttention:
        heads = config.size("num_attention_heads")
        window = config.size("sliding_window") if kind == "sliding_attention" else None
        if window is not None and windowed is not None:
            heads = windowed.size("num_attention_heads", default=heads)
            windowed.ignore("num_attention_groups", "head_dim")
        return GqaAttention(
            layers=count,
            heads=heads,
            kv_heads=config.size("num_key_value_heads", "num_attention_groups"),
            head_dim=config.size("head_dim"),
            window_tokens=window,
            qk_norm=True,
            head_gate=config.flag("use_head_wise_attn_gate", default=True),
        )

    sparse = set(range(first, layers) if listed is None else listed)
    return Shape(
        attention=groups(kinds, attention),
        feed_forward=_blocks(config, sparse, layers, experts),
        mtp_layers=mtp_layers,
    )


def _layer_types(config: Config, layers: int, mtp_layers: int) -> list[str]:
    """Kinds of the layers; the list may go on with the prediction layers."""
    choices = ("full_attention", "sliding_attention")
    padded = config.length_of("layer_types") == layers + mtp_layers
    kinds = config.words("layer_types", choices, layers + mtp_layers if padded else layers)
    if kinds is None:
        config.fail("layer_types", "is missing, and nothing is assumed in its place")
    return kinds[:layers]


STEP3 = Family(
    model_types=("step3", "step3_text"),
    keys=_EXPERT_KEYS | keys("num_attention_heads num_attention_groups head_dim share_q_dim"),
    read=_read_step3,
)
STEP37 = Family(
    model_types=("step3p7", "step3p5"),
    keys=_EXPERT_KEYS
    | keys(
        """num_attention_heads num_key_value_heads num_attention_groups head_dim layer_types sliding_window
        attention_other_setting use_head_wise_attn_gate num_experts num_experts_per_tok n_shared_experts
        first_k_dense_replace num_nextn_predict_layers use_moe_router_bias"""
    ),
    read=_read_step37,
)
