"""Does a session still say what its own figures give? The plan is computed anew and compared to the digit."""

import datetime
from collections.abc import Iterator
from typing import Any

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.search import make_plan
from advisor.session.encode import encode_struct
from advisor.session.session import Session


def recompute(session: Session) -> tuple[str, ...]:
    """Places in the plan, such as "setups[0].cost.capex.mid", where the stored value and a new one differ.

    The version of Advisor that is written in the plan is not compared.
    """
    catalogue = Catalogue.from_documents(session.figures)
    computed = make_plan(session.brief, catalogue, datetime.date.fromisoformat(session.as_of))
    return tuple(
        place
        for place in _differences(encode_struct(session.plan), encode_struct(computed), "")
        if place != "version"
    )


def _differences(stored: Any, computed: Any, place: str) -> Iterator[str]:
    if isinstance(stored, dict) and isinstance(computed, dict):
        for key in dict.fromkeys((*stored, *computed)):
            yield from _differences(stored.get(key), computed.get(key), f"{place}.{key}".removeprefix("."))
    elif isinstance(stored, list) and isinstance(computed, list):
        for index in range(max(len(stored), len(computed))):
            old, new = (items[index] if index < len(items) else None for items in (stored, computed))
            yield from _differences(old, new, f"{place}[{index}]")
    elif stored != computed:
        yield place
