"""What an import found, in numbers that can be held against a publisher's."""

from advisor.catalogue.huggingface.importer import ImportedConfig
from advisor.catalogue.model import Model
from advisor.catalogue.publishers import ListedPublisher
from advisor.catalogue.record import WeightsFormat
from advisor.estimate.formats import weight_bytes
from advisor.estimate.kv_cache import fixed_bytes_per_sequence, indexer_bytes_per_token, kv_bytes_per_token
from advisor.estimate.parameters import count_parameters

_SHOWN: tuple[tuple[WeightsFormat, str], ...] = (("bf16", "BF16"), ("fp8", "8 bit"), ("w4a16", "4 bit"))
_MODELS_SHOWN = 3
WITHOUT_EFFECT = {
    "sliding_window_unread": "sliding_window: this class of models does not read it; every token is cached",
    "sliding_window_beyond_context": "sliding_window: the context is not longer; every token is cached",
}
"""What each code of ImportedConfig.without_effect means."""


def summary_lines(
    model: Model, imported: ImportedConfig, missing: tuple[str, ...], listed: ListedPublisher | None
) -> list[str]:
    """Lines about parameters, cache and weights, then what is not counted and what is to be filled in."""
    architecture = model.architecture
    counts = count_parameters(architecture)
    keys = indexer_bytes_per_token(architecture, "bf16")
    weights = ", ".join(f"{weight_bytes(model, name).total / 1e9:,.1f} GB in {said}" for name, said in _SHOWN)
    native = imported.native_weights or "not stated"
    lines = [
        f"{model.name} ({model.id}): {imported.model_type}, class {model.model_class}",
        f"  Parameters        {_billions(counts.total)} in all",
        f"  Active a token    {_billions(counts.active_core)} core, {_billions(counts.active_with_head)} "
        f"with output head, {_billions(counts.active_with_embedding)} with embedding table too",
        f"  KV cache          {kv_bytes_per_token(architecture, 'bf16') - keys:,} bytes a token in BF16, and "
        f"{keys:,} of indexer keys",
        f"  Fixed a sequence  {fixed_bytes_per_sequence(architecture, 'bf16'):,} bytes of windows and states",
        f"  Weights           {weights}; released in: {native}",
    ]
    if counts.mtp:
        lines.append(f"  Not counted       {_billions(counts.mtp)} of multi-token prediction")
    for tower in imported.other_towers:
        lines.append(f"  Not counted       what {tower} describes")
    if imported.not_read:
        lines.append(f"  Not read          {', '.join(imported.not_read[:12])}")
    for code in imported.without_effect:
        lines.append(f"  Without effect    {WITHOUT_EFFECT[code]}")
    if listed is not None:
        lines.append(f"  Entity List       {_listed_text(listed)}")
    if missing:
        lines.append(f"  Still to fill in  {', '.join(missing)}")
    return lines


def _listed_text(listed: ListedPublisher) -> str:
    shown = ", ".join(listed.models[:_MODELS_SHOWN])
    more = len(listed.models) - _MODELS_SHOWN
    others = f" and {more} more" if more > 0 else ""
    return (
        f"{', '.join(listed.rules)}, which {shown}{others} of {listed.name} have; take it out if it is wrong"
    )


def _billions(parameters: int) -> str:
    return f"{parameters / 1e9:,.2f}B"
