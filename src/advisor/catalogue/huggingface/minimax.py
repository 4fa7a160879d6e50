"""MiniMax: M1 with lightning attention, M2 with full attention, M3 with block-sparse attention."""

from advisor.catalogue.architecture import (
    Attention,
    DenseFeedForward,
    GqaAttention,
    Indexer,
    LightningAttention,
    MoeFeedForward,
)
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.shape import Family, Shape, groups, head_dim

_KEYS = keys(
    """num_attention_heads num_key_value_heads head_dim attn_type_list num_local_experts num_experts_per_tok
    intermediate_size moe_intermediate_size shared_intermediate_size"""
)
_MTP_KEYS = keys(
    """use_mtp num_mtp_modules mtp_transformer_layers num_nextn_predict_layers use_qk_norm use_routing_bias
    qk_norm_type"""
)
_SPARSE_KEYS = keys(
    """use_sparse_attention sparse_attention_freq sparse_block_size sparse_disable_index_value
    sparse_index_dim sparse_init_block sparse_local_block sparse_num_index_heads
    sparse_score_type sparse_topk_blocks"""
)


def _gqa(config: Config, layers: int, *, qk_norm: bool = False, wide_qk_norm: bool = False) -> GqaAttention:
    heads = config.size("num_attention_heads")
    return GqaAttention(
        layers=layers,
        heads=heads,
        kv_heads=config.size("num_key_value_heads"),
        head_dim=head_dim(config, config.size("hidden_size"), heads),
        qk_norm=qk_norm,
        wide_qk_norm=wide_qk_norm,
    )


def _experts(config: Config, layers: int, shared: int = 0) -> MoeFeedForward:
    return MoeFeedForward(
        layers=layers,
        routed_experts=config.size("num_local_experts"),
        experts_per_token=config.size("num_experts_per_tok"),
        expert_intermediate=config.size("intermediate_size", "moe_intermediate_size"),
        shared_experts=shared,
        shared_intermediate=config.size("shared_intermediate_size") if shared else None,
    )


def _read_m1(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    kinds = config.required_numbers("attn_type_list", layers, 1)
    config.expect("shared_intermediate_size", 0)

    def attention(full: int, count: int) -> Attention:
        own = _gqa(config, count)
        return own if full else LightningAttention(layers=count, heads=own.heads, head_dim=own.head_dim)

    return Shape(attention=groups(kinds, attention), feed_forward=(_experts(config, layers),))


def _mtp_layers(config: Config) -> int:
    modules = config.natural("num_mtp_modules", default=0)
    if config.has("num_nextn_predict_layers"):
        return config.natural("num_nextn_predict_layers")
    each = config.size("mtp_transformer_layers", default=1)
    return modules * each if config.flag("use_mtp", default=modules > 0) else 0


def _read_m2(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    if 0 in (config.numbers("attn_type_list", layers, 1) or ()):
        config.fail("attn_type_list", "found 0; lightning attention is not modelled for this family")
    config.expect("shared_intermediate_size", 0)
    config.ignore("use_routing_bias")  # one number an expert
    config.word("qk_norm_type", ("per_layer",), default="per_layer")
    attention = _gqa(config, layers, wide_qk_norm=config.flag("use_qk_norm", default=True))
    return Shape(
        attention=(attention,), feed_forward=(_experts(config, layers),), mtp_layers=_mtp_layers(config)
    )


def _read_m3(config: Config) -> Shape:
    layers = config.size("num_hidden_layers")
    config.expect("attention_output_gate", False)
    # first_k_dense_replace repeats what moe_layer_freq lists.
    config.ignore("use_routing_bias", "use_gemma_norm", "mtp_transformer_layers", "first_k_dense_replace")
    config.word("qk_norm_type", ("per_head",), default="per_head")
    norm = config.flag("use_qk_norm", default=True)
    has_experts = config.required_numbers("moe_layer_freq", layers, 1)
    sparse_layers, chooser = _sparse(config, layers)

    def attention(sparse: int, count: int) -> Attention:
        own = _gqa(config, count, qk_norm=norm)
        return GqaAttention(
            layers=count, heads=own.heads, kv_heads=own.kv_heads, head_dim=own.head_dim, qk_norm=norm,
            indexer=chooser if sparse else None,
        )  # fmt: skip

    shared = config.natural("n_shared_experts")
    blocks = groups(
        has_experts,
        lambda sparse, count: (
            _experts(config, count, shared)
            if sparse
            else DenseFeedForward(layers=count, intermediate=config.size("dense_intermediate_size"))
        ),
    )
    return Shape(
        attention=groups(sparse_layers, attention), feed_forward=blocks, mtp_layers=_mtp_layers(config)
    )


def _sparse(config: Config, layers: int) -> tuple[list[int], Indexer | None]:
    """(1 for each layer that attends to chosen blocks only, what chooses them)."""
    table = config.table("sparse_attention_config", _SPARSE_KEYS)
    if table is None:
        return [0] * layers, None
    table.check_keys()
    table.ignore("sparse_disable_index_value", "sparse_init_block", "sparse_local_block", "sparse_score_type")
    chooser = Indexer(
        heads=table.size("sparse_num_index_heads"),
        head_dim=table.size("sparse_index_dim"),
        top_k_tokens=table.size("sparse_topk_blocks") * table.size("sparse_block_size"),
        hidden_query=True,
        head_weights=False,
    )
    listed = table.required_numbers("sparse_attention_freq", layers, 1)
    used = table.flag("use_sparse_attention", default=True)
    table.finish()
    return listed if used else [0] * layers, chooser


MINIMAX_M1 = Family(model_types=("minimax_m1", "minimax_text_01"), keys=_KEYS, read=_read_m1)
MINIMAX_M2 = Family(model_types=("minimax_m2",), keys=_KEYS | _MTP_KEYS, read=_read_m2)
MINIMAX_M3 = Family(
    model_types=("minimax_m3_vl_text", "minimax_m3"),
    keys=(_KEYS - keys("attn_type_list"))
    | _MTP_KEYS
    | keys(
        """attention_output_gate use_gemma_norm moe_layer_freq first_k_dense_replace n_shared_experts
        dense_intermediate_size sparse_attention_config"""
    ),
    read=_read_m3,
)
