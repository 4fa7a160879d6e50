"""What a family's reader hands back, and the small steps that several families share."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec

from advisor.catalogue.architecture import (
    Attention,
    DenseFeedForward,
    FeedForward,
    HyperConnections,
    Indexer,
    MlaAttention,
    MoeFeedForward,
)
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.key_names import keys

MAX_CONTEXT_TOKENS = 1_000_000_000
"""Longest context that a config may state; the same bound as of a profile."""

Label = TypeVar("Label", bound=Hashable)
Group = TypeVar("Group")


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """An architecture without hidden size and vocabulary, which every config calls alike."""

    attention: Sequence[Attention]
    feed_forward: Sequence[FeedForward]
    single_blocks: bool = False
    norms_per_layer: int = 2
    hyper_connections: HyperConnections | None = None
    mtp_layers: int = 0
    without_effect: tuple[str, ...] = ()
    """Codes of keys that are there, bear on shape elsewhere and change nothing in this model."""


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """How one family of models writes its config.json."""

    model_types: tuple[str, ...]
    keys: frozenset[str]
    """Keys that bear on shape and are read; a config with another one is refused."""
    read: Callable[[Config], Shape]
    tied_embeddings: bool = False
    """What the family's class assumes where `tie_word_embeddings` is absent."""


def groups(labels: Iterable[Label], build: Callable[[Label, int], Group]) -> tuple[Group, ...]:
    """One group for each label, in the order of their first layers."""
    counts: dict[Label, int] = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    return tuple(build(label, layers) for label, layers in counts.items())


def head_dim(config: Config, hidden: int, heads: int) -> int:
    """`head_dim`, or the hidden state parted over the heads, as every such class computes it."""
    stated = config.optional_size("head_dim")
    if stated is not None:
        return stated
    if hidden % heads:
        config.fail(
            "num_attention_heads", f"{heads} heads don't divide hidden_size {hidden}; head_dim is missing"
        )
    return hidden // heads


def dense_then(
    layers: int, dense: int, intermediate: Callable[[], int], experts: MoeFeedForward
) -> tuple[FeedForward, ...]:
    """The first `dense` layers without experts, the others as `experts`, whose layer count is replaced."""
    found: list[FeedForward] = []
    if dense:
        found.append(DenseFeedForward(layers=min(dense, layers), intermediate=intermediate()))
    if layers > dense:
        found.append(msgspec.structs.replace(experts, layers=layers - dense))
    return tuple(found)


MLA_KEYS = keys(
    """num_attention_heads num_key_value_heads q_lora_rank kv_lora_rank qk_nope_head_dim qk_rope_head_dim
    v_head_dim qk_head_dim head_dim attention_bias"""
)
INDEXER_KEYS = keys("index_n_heads index_head_dim index_topk")


def latent_attention(config: Config) -> MlaAttention:
    """MLA under DeepSeek-V3's key names, as one layer."""
    heads = config.size("num_attention_heads")
    config.expect("num_key_value_heads", heads)
    config.expect("attention_bias", False)
    nope, rope = config.size("qk_nope_head_dim"), config.natural("qk_rope_head_dim")
    config.expect("qk_head_dim", nope + rope)
    config.ignore("head_dim")  # of the rotary part or of nothing, by version of the class
    return MlaAttention(
        layers=1,
        heads=heads,
        q_lora_rank=config.optional_size("q_lora_rank"),
        kv_lora_rank=config.size("kv_lora_rank"),
        qk_nope_head_dim=nope,
        qk_rope_head_dim=rope,
        v_head_dim=config.size("v_head_dim"),
    )


def indexer(config: Config, *, hidden_query: bool = False) -> Indexer:
    """The lightning indexer under DeepSeek-V3.2's key names."""
    return Indexer(
        heads=config.size("index_n_heads"),
        head_dim=config.size("index_head_dim"),
        top_k_tokens=config.size("index_topk"),
        hidden_query=hidden_query,
    )


INDEXER_SCHEDULE_KEYS = keys("indexer_types index_topk_pattern index_topk_freq index_skip_topk_offset")


def indexer_types(config: Config, layers: int) -> list[str]:
    """ "full" or "shared" for each layer: listed, or by frequency and offset as the classes compute it."""
    config.expect("index_topk_pattern", None)
    every = config.size("index_topk_freq", default=1)
    offset = config.natural("index_skip_topk_offset", default=2)
    listed = config.words("indexer_types", ("full", "shared"), layers)
    computed = ["full" if max(layer - offset + 1, 0) % every == 0 else "shared" for layer in range(layers)]
    return computed if listed is None else listed


def indexed(attention: MlaAttention, own: Indexer, modes: Sequence[str]) -> tuple[Attention, ...]:
    """`attention` in as many layers as `modes`, those that are "shared" without an indexer of their own."""
    return groups(
        modes,
        lambda mode, layers: msgspec.structs.replace(
            attention,
            layers=layers,
            indexer=own if mode == "full" else None,
            shared_top_k_tokens=own.top_k_tokens if mode == "shared" else None,
        ),
    )
