"""A publisher's config.json becomes an architecture; what is not understood is refused by name."""

from typing import Any

import msgspec

from advisor.catalogue.architecture import Architecture, depth_problem
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.huggingface.config import Config
from advisor.catalogue.huggingface.families import FAMILIES
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.huggingface.quantisation import native_format
from advisor.catalogue.huggingface.shape import MAX_CONTEXT_TOKENS, Family, Shape
from advisor.catalogue.model import ModelClass
from advisor.catalogue.model_class import model_class_of
from advisor.catalogue.record import WeightsFormat
from advisor.figures import Confidence

_CONTEXT_KEYS = ("max_position_embeddings", "max_position_embedding", "max_seq_len")
"""The first that is there counts; Step-3 writes two of them."""
_COMMON = keys(
    "model_type hidden_size vocab_size num_hidden_layers tie_word_embeddings quantization_config"
) | set(_CONTEXT_KEYS)
_WRAPPER = "text_config"


class ImportedConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What a config.json says of a model."""

    model_type: str
    architecture: Architecture
    model_class: ModelClass
    context_tokens: int | None
    """None: the config doesn't say."""
    native_weights: WeightsFormat | None
    """Format that the weights are released in; None: the config doesn't say."""
    other_towers: tuple[str, ...]
    """Vision or audio parts, which no count includes."""
    not_read: tuple[str, ...]
    """Keys that the importer doesn't know and that bear on nothing it computes."""
    without_effect: tuple[str, ...] = ()
    """Codes of keys that change the shape of other models and nothing in this one."""


def import_config(
    tree: dict[str, Any],
    file: str,
    source: str,
    confidence: Confidence,
    *,
    weights: WeightsFormat | None = None,
) -> ImportedConfig:
    """The architecture in the tree of a config.json, citing `source`.

    The text part is read where the config has one. `weights` says in which format the weights are released,
    and the config is then not asked. Raises ProfileError that names file and key for an unknown
    `model_type`, for unknown keys of attention, experts or quantisation, and for values that don't fit.
    """
    text, place = _text_part(tree, file)
    model_type, family = _family(text, tree.get("model_type"), file, place)
    config = Config(text, file, family.keys | _COMMON, place)
    config.check_keys()
    shape = _read(family, config, file, place)
    tied = _tied(tree, config, family)
    context = _context(config)
    native = weights or native_format(tree, text, file)
    architecture = Architecture(
        hidden=config.size("hidden_size"),
        vocabulary=config.size("vocab_size"),
        tied_embeddings=tied,
        attention=tuple(shape.attention),
        feed_forward=tuple(shape.feed_forward),
        single_blocks=shape.single_blocks,
        norms_per_layer=shape.norms_per_layer,
        hyper_connections=shape.hyper_connections,
        mtp_layers=shape.mtp_layers,
        source=source,
        confidence=confidence,
    )
    if problem := depth_problem(architecture):
        raise ProfileError(file, place + "num_hidden_layers", problem)
    config.ignore("num_hidden_layers", "quantization_config", "model_type")
    return ImportedConfig(
        model_type=model_type,
        architecture=architecture,
        model_class=model_class_of(architecture),
        context_tokens=context,
        native_weights=native,
        other_towers=tuple(sorted(key for key in tree if key.endswith("_config") and key in _TOWERS)),
        not_read=config.finish(),
        without_effect=shape.without_effect,
    )


_TOWERS = ("vision_config", "audio_config", "visual_config", "vision_tower_config")


def _text_part(tree: dict[str, Any], file: str) -> tuple[dict[str, Any], str]:
    """The part that describes the text stack, and its place: a wrapper of several towers nests it."""
    text = tree.get(_WRAPPER)
    if text is None:
        return tree, ""
    if not isinstance(text, dict):
        raise ProfileError(file, _WRAPPER, "wanted an object of keys")
    return text, f"{_WRAPPER}."


def _family(text: dict[str, Any], outer: Any, file: str, place: str) -> tuple[str, Family]:
    model_type = text.get("model_type")
    if model_type is None and isinstance(outer, str):
        # MiniMax-M3's text part leaves it to the wrapper.
        model_type = next((name for name in (f"{outer}_text", outer) if name in FAMILIES), None)
    if not isinstance(model_type, str):
        raise ProfileError(file, f"{place}model_type", "is missing; it names the architecture")
    family = FAMILIES.get(model_type)
    if family is None:
        raise ProfileError(
            file,
            f"{place}model_type",
            f"{model_type[:60]!r} is not known. Known are {', '.join(sorted(FAMILIES))}",
        )
    return model_type, family


def _context(config: Config) -> int | None:
    stated = [config.optional_size(key, most=MAX_CONTEXT_TOKENS) for key in _CONTEXT_KEYS]
    return next((tokens for tokens in stated if tokens is not None), None)


def _read(family: Family, config: Config, file: str, place: str) -> Shape:
    try:
        return family.read(config)
    except ValueError as error:  # two keys that fit one by one and not together
        raise ProfileError(file, place.removesuffix("."), str(error)) from None


def _tied(tree: dict[str, Any], config: Config, family: Family) -> bool:
    """Stated by the text part, else by the wrapper, else what the family's class assumes."""
    outer = tree.get("tie_word_embeddings")
    default = outer if isinstance(outer, bool) else family.tied_embeddings
    return config.flag("tie_word_embeddings", default=default)
