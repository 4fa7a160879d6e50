"""Any value that a type of the plan allows, for properties that must hold for files from strangers too."""

import types
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from advisor.catalogue.text import clean
from advisor.session.shape import is_struct, struct_fields


def any_value(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a field of this type may hold in a sound plan."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return st.one_of(*(any_value(member) for member in get_args(hint)))
    if origin is Literal:
        return st.sampled_from(get_args(hint))
    if origin is tuple:
        items = get_args(hint)
        if items[1] is ...:
            return st.lists(any_value(items[0]), max_size=2).map(tuple)
        return st.tuples(*(any_value(item) for item in items))
    if is_struct(hint):
        return st.builds(
            hint, **{field.name: any_value(field.type) for field in struct_fields(hint).values()}
        )
    leaves: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=12).map(clean),
        int: st.integers(-(2**63), 2**63 - 1),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        type(None): st.none(),
        Decimal: st.decimals(-(10**12), 10**12, places=2),
    }
    return leaves[hint]
