"""Layers of profiles: the shipped ones, the user's own over them, those of `--profiles` on top.

A file of a higher layer replaces the item of the same id below it, except that
- with `patch = true` it overlays it: a key replaces the key below, and all else stays. Tables merge key by
  key, but one that cites a source of its own (a figure, a statement, an export group) is replaced whole, so
  that no value ever stands beside somebody else's source;
- in `availability` its lists (offers, supply, deliveries, refusals, notes) come before those below and its
  other keys override, unless it says `patch = false`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

SHIPPED = "shipped"
USER = "user"
PROFILES = "profiles"
SESSION = "session"
"""Names of layers: what comes with Advisor, the user's directory, `--profiles`, a session's own documents."""

MERGED_LISTS = {"availability": ("offers", "supply", "deliveries", "refusals", "notes")}
"""Kind -> lists that layers add to instead of replacing them."""
PATCH = "patch"


class Layer(NamedTuple):
    """A directory of profiles and what it is called."""

    name: str
    directory: Path


class LayerFile(NamedTuple):
    """One file that an item is made of."""

    layer: str
    path: str


class Origin(NamedTuple):
    """Where a place of a merged document comes from: which of its files, and the place in that file."""

    file: int
    place: str


Origins = dict[str, Origin]
"""Place in the merged document -> origin; what lies below a place has that place's origin. "" is the rest."""


class Part(NamedTuple):
    """The document of one file, and which it is of the files of its item."""

    document: dict[str, Any]
    file: int


def builds_on_lower(kind: str, document: dict[str, Any]) -> bool:
    """True when this file leaves something of the layer below in place."""
    patch = document.get(PATCH)
    return patch is True or (patch is None and kind in MERGED_LISTS)


def merge_parts(kind: str, parts: Sequence[Part]) -> tuple[dict[str, Any], Origins]:
    """The document that these parts give, highest layer first, and where each place of it comes from."""
    lowest = parts[-1]
    document, origins = dict(lowest.document), {"": Origin(lowest.file, "")}
    for part in reversed(parts[:-1]):
        lists = () if part.document.get(PATCH) is True else MERGED_LISTS.get(kind, ())
        document, origins = _overlay(document, origins, part, lists)
    document.pop(PATCH, None)
    return document, origins


def origin_of(origins: Origins, place: str) -> Origin:
    """The origin of a place such as "memory.bandwidth" or "offers[0].price": that of its nearest ancestor."""
    ancestor = place
    while ancestor and ancestor not in origins:
        cut = max(ancestor.rfind("."), ancestor.rfind("["))
        ancestor = ancestor[: max(cut, 0)]
    origin = origins[ancestor]
    rest = place[len(ancestor) :]
    return Origin(origin.file, f"{origin.place}{rest}" if ancestor else place)


def _overlay(
    below: dict[str, Any], origins: Origins, part: Part, lists: tuple[str, ...]
) -> tuple[dict[str, Any], Origins]:
    merged, found = dict(below), dict(origins)
    for key, value in part.document.items():
        if key in ("id", PATCH):
            continue
        lower = merged.get(key, [] if key in lists else None)
        if key in lists and isinstance(value, list) and isinstance(lower, list):
            places = [Origin(part.file, f"{key}[{index}]") for index in range(len(value))]
            places += [origin_of(origins, f"{key}[{index}]") for index in range(len(lower))]
            _forget(found, key)
            found |= {f"{key}[{index}]": origin for index, origin in enumerate(places)}
            merged[key] = [*value, *lower]
        else:
            merged[key] = _laid_over(lower, value, key, part.file, found)
    return merged, found


def _laid_over(lower: Any, value: Any, place: str, file: int, origins: Origins) -> Any:
    """The value in the place of the lower one; tables without a source of their own merge key by key."""
    if _is_plain_table(value) and _is_plain_table(lower):
        merged = dict(lower)
        for key, item in value.items():
            merged[key] = _laid_over(lower.get(key), item, f"{place}.{key}", file, origins)
        return merged
    _forget(origins, place)
    origins[place] = Origin(file, place)
    return value


def _is_plain_table(value: Any) -> bool:
    return isinstance(value, dict) and "source" not in value


def _forget(origins: Origins, place: str) -> None:
    """Drops the origins of a place and of what lies below it."""
    for known in [
        known for known in origins if known == place or known.startswith((f"{place}.", f"{place}["))
    ]:
        del origins[known]
