"""Layers of profiles, and what differs between two teams that have layers of their own."""

_THERE = {
    "user": "the sender's own profiles",
    "profiles": "the sender's --profiles directory",
}
_HERE = {"user": "your own profiles", "profiles": "your --profiles directory"}


def difference_sentence(
    item: str, place: str, there: str | None, here: str | None, layer_there: str, layer_here: str
) -> str:
    """One line for one place: "regions/KZ power_price: 0.075 USD/kWh in the session, 0.08 USD/kWh here".

    `item` is "kind/id"; a layer is named where it isn't that of the shipped profiles.
    """
    of_theirs = f" ({_THERE[layer_there]})" if layer_there in _THERE else ""
    of_ours = f" ({_HERE[layer_here]})" if layer_here in _HERE else ""
    where = f"{item} {place}".rstrip()
    if there is None:
        return f"{where}: {here} here{of_ours}, not in the session"
    if here is None:
        return f"{where}: {there} in the session{of_theirs}, not here"
    return f"{where}: {there} in the session{of_theirs}, {here} here{of_ours}"
