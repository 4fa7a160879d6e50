"""Remarks on documented setups as sentences."""

from collections.abc import Iterable

from advisor.plan.documented import Remark
from advisor.wording.numbers import count_text, gb, percent_text

_SHORT = "{count} cards are short of {size} a device"
_SPARE = "{count} cards leave {size} a device"


def remark_text(remark: Remark) -> str:
    """One remark; an unknown code is shown as it is."""
    count, value = count_text(remark.count), count_text(int(remark.value))
    size = gb(abs(remark.size_bytes))
    half = (_SHORT if remark.size_bytes < 0 else _SPARE).format(count=count, size=size)
    words = {
        "row_documents": f"Row {remark.row} documents {count} cards for the same.",
        "like_documented": f"{remark.subject}, at least as large in this format, is documented on {count} "
        f"cards by row {remark.row}.",
        "servers_counted": f"The source counts servers: {count} cards are one, and a part of it is not asked "
        "about.",
        "odd_servers": f"Sources count 1, 2, 4 servers, not {value}: {half}.",
        "thin": f"Only {size} a device are left, within what such sums are off by.",
        "shorter_context": f"The longest context that fits is {value} of the model's "
        f"{count_text(int(remark.limit))} tokens.",
        "holds": f"It holds {count} {'request' if remark.count == 1 else 'requests'} of {value} tokens"
        f"{_assumed(remark)} at once.",
        "unexplained": f"Memory does not call for {count} cards: the source may ask for them for speed or "
        "for more requests.",
        "support_note": f"The profile of {remark.subject}",
        "row_contradicts": f"Row {remark.row} says of {count} cards: {remark.subject}.",
        "share_needed": f"It would fit if weights and cache might take {percent_text(remark.value)} of each "
        "device, which leaves the engine less than by default.",
    }
    return words.get(remark.code, remark.code)


def remarks_text(remarks: Iterable[Remark]) -> str:
    """Remarks in one paragraph."""
    return " ".join(remark_text(remark) for remark in remarks)


def _assumed(remark: Remark) -> str:
    return f" ({remark.subject}, none is stated)" if remark.subject else ""
