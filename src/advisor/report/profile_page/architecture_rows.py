"""A model's shape in a few rows, and what the app computes from it: counts, cache bytes, weights."""

from collections.abc import Iterator
from typing import Any

import msgspec

from advisor.catalogue.architecture import Architecture
from advisor.catalogue.model import Model
from advisor.catalogue.record import KV_FORMATS, WEIGHTS_FORMATS
from advisor.estimate.formats import weight_bytes
from advisor.estimate.kv_cache import fixed_bytes_per_sequence, kv_bytes_per_token
from advisor.estimate.parameters import count_parameters
from advisor.report.profile_page.builder import PageBuilder
from advisor.report.profile_page.page import Row
from advisor.wording.numbers import gb, percent_text

_EXPECTED_WITHIN = 0.01
"""Computed and claimed totals that differ by more are an open disagreement."""


def architecture_rows(builder: PageBuilder, architecture: Architecture, place: str) -> Iterator[Row]:
    """One row a group of layers; the first row carries the source of them all."""
    origin = builder.origin(architecture.source, "", architecture.confidence, place)
    tied = ", embeddings tied" if architecture.tied_embeddings else ""
    size = f"hidden {architecture.hidden:,}, vocabulary {architecture.vocabulary:,}{tied}"
    yield builder.fact("Width", size, place, origin=origin)
    for name in ("attention", "feed_forward"):
        label = "Attention" if name == "attention" else "Feed-forward"
        for index, group in enumerate(getattr(architecture, name)):
            yield builder.fact(label, shape_text(group), f"{place}.{name}[{index}]")
    rest = _other_fields(architecture)
    if rest:
        yield builder.fact("Besides", rest, place)


def shape_text(group: msgspec.Struct) -> str:
    """A group of layers by its published dimensions: "78 layers mla, heads 64, kv lora rank 512"."""
    config = group.__struct_config__
    fields = {name: getattr(group, name) for name in group.__struct_fields__}
    layers = fields.pop("layers", None)
    head = f"{layers} layers {config.tag}" if layers is not None else ""
    return ", ".join(filter(None, [head, *_dimensions(group, fields)]))


def computed_rows(builder: PageBuilder, model: Model) -> Iterator[Row]:
    """Parameters, KV cache and weights, by the formulas of the estimate."""
    counts = count_parameters(model.architecture)
    shares = (
        ("Parameters", counts.total, "without prediction layers"),
        ("  active, core", counts.active_core, "neither embedding nor output head"),
        ("  with output head", counts.active_with_head, "what a decode step reads"),
        ("  with embedding", counts.active_with_embedding, "as publishers often count"),
    )
    for label, count, note in shares:
        yield builder.fact(label, f"{count / 1e9:,.2f} billion, {note}")
    if counts.mtp:
        yield builder.fact("  prediction layers", f"{counts.mtp / 1e9:,.2f} billion more")
    for kv in KV_FORMATS:
        grows = kv_bytes_per_token(model.architecture, kv)
        fixed = fixed_bytes_per_sequence(model.architecture, kv)
        stays = f", and {fixed:,} B a sequence whatever its length" if fixed else ""
        yield builder.fact(f"KV cache {kv}", f"{grows:,} B a token{stays}")
    released = {checkpoint.weights for checkpoint in model.checkpoints}
    for weights in WEIGHTS_FORMATS:
        size = gb(weight_bytes(model, weights).total)
        known = ", released" if weights in released else ""
        yield builder.fact(f"Weights {weights}", f"{size}{known}")


def claimed_gap(model: Model) -> str:
    """How far the computed total lies from the publisher's, where that is more than 1%; else empty."""
    if model.claimed_total is None:
        return ""
    claimed = model.claimed_total.to("parameters")
    computed = count_parameters(model.architecture).total
    gap = (computed - claimed) / claimed
    if abs(gap) <= _EXPECTED_WITHIN:
        return ""
    more = "more" if gap > 0 else "fewer"
    return (
        f"{computed / 1e9:,.2f} billion parameters computed, {percent_text(abs(gap))} {more} than the "
        f"publisher's {claimed / 1e9:,.2f} billion"
    )


def _dimensions(group: msgspec.Struct, fields: dict[str, Any]) -> Iterator[str]:
    defaults = dict(
        zip(group.__struct_fields__[::-1], group.__struct_defaults__[::-1], strict=False)
    )  # fields without a default come first
    for name, value in fields.items():
        words = name.replace("_", " ")
        if value is None or (name in defaults and value == defaults[name]):
            continue
        if isinstance(value, msgspec.Struct):
            yield f"{words} ({shape_text(value)})"
        elif isinstance(value, bool):
            yield words if value else f"no {words}"
        else:
            yield f"{words} {value:,}"


def _other_fields(architecture: Architecture) -> str:
    shown = {"hidden", "vocabulary", "tied_embeddings", "attention", "feed_forward", "source", "confidence"}
    fields = {
        name: getattr(architecture, name) for name in architecture.__struct_fields__ if name not in shown
    }
    return ", ".join(_dimensions(architecture, fields))
