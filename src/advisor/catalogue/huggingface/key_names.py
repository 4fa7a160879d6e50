"""Names of keys, written as text."""


def keys(text: str) -> frozenset[str]:
    """The words of a text, each the name of a key."""
    return frozenset(text.split())
