"""Where the figures of a session came from, so that two teams with profiles of their own see what differs."""

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.layers import SESSION
from advisor.session.figures import Figures

WHOLE = "*"
"""The place of everything in an item that no other place names."""

Layers = dict[str, dict[str, dict[str, str]]]
"""Kind -> id -> place -> layer, of what did not come from the shipped profiles; names of layers, no paths."""


def layers_used(figures: Figures, catalogue: Catalogue, known: Layers | None = None) -> Layers:
    """The layers of these documents. `known`: what a session said already of documents that came from it."""
    layers: Layers = {}
    for kind, profiles in figures.items():
        folder = catalogue.folders[kind]
        for profile_id in profiles:
            if folder.layers(profile_id) == (SESSION,):
                places = (known or {}).get(kind, {}).get(profile_id, {})
            else:
                places = {place or WHOLE: layer for place, layer in folder.private_places(profile_id).items()}
            if places:
                layers.setdefault(kind, {})[profile_id] = places
    return layers


def layer_at(layers: Layers, kind: str, profile_id: str, place: str) -> str:
    """The layer that a place came from: that of its nearest ancestor; "" for the shipped profiles."""
    places = layers.get(kind, {}).get(profile_id, {})
    while place and place not in places:
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return places.get(place or WHOLE, "")
