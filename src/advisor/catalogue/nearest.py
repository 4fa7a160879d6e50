"""The name that was probably meant."""

import difflib
from collections.abc import Sequence


def nearest(found: str, names: Sequence[str]) -> str:
    """The name most like `found`, whatever the case of its letters; empty where none is near."""
    lower = {name.lower(): name for name in reversed(names)}
    near = difflib.get_close_matches(found.lower()[:100], list(lower), n=1)
    return lower[near[0]] if near else ""
