"""Sentences of reasons: why something misses a limit, with the numbers that decide it.

Placeholders: `needed`, `available` and `short` (their difference) with units, `share` of the limit that is
missing, `subject` as the profile or file has it.
"""

from typing import NamedTuple


class ReasonWords(NamedTuple):
    """How a reason reads with both numbers, without them, and as a word in a narrow column."""

    full: str
    bare: str
    short: str


REASONS: dict[str, ReasonWords] = {
    "memory_short": ReasonWords(
        "Memory: {needed} needed on each device, {available} usable, {short} short.",
        "Memory: weights, cache and reserve don't fit a device.",
        "memory",
    ),
    "memory_thin": ReasonWords(
        "Memory: {needed} of {available} taken on the fullest device, so little room that an engine's own "
        "overhead could undo the fit.",
        "Memory: hardly any room is left on the fullest device.",
        "memory",
    ),
    "speed_unknown_rates": ReasonWords(
        "Speed: it fits, {needed} of {available} taken on the fullest device and {short} to spare, but no "
        "dense 16-bit throughput of {subject} is published, so no speed and no cost per token can be given.",
        "Speed: no dense 16-bit throughput of {subject} is published, so no speed can be given.",
        "no speed",
    ),
    "speed_unknown_bandwidth": ReasonWords(
        "Speed: it fits, {needed} of {available} taken on the fullest device and {short} to spare, but no "
        "memory bandwidth of {subject} is published, so no speed and no cost per token can be given.",
        "Speed: no memory bandwidth of {subject} is published, so no speed can be given.",
        "no speed",
    ),
    "speed_unknown_relatives": ReasonWords(
        "Speed: it fits, {needed} of {available} taken on the fullest device and {short} to spare, but "
        "nothing comparable to {subject} was measured, so no speed and no cost per token can be given.",
        "Speed: nothing comparable to {subject} was measured, so no speed can be given.",
        "no speed",
    ),
    "format_unsupported": ReasonWords(
        "Format: this hardware has no {subject} arithmetic.",
        "Format: this hardware has no {subject} arithmetic.",
        "format",
    ),
    "stack_unsupported": ReasonWords(
        "Software: no known stack serves {subject} in this format on this hardware.",
        "Software: no known stack serves {subject} in this format on this hardware.",
        "software",
    ),
    "no_stack": ReasonWords(
        "Software: no known stack serves {subject} on this hardware in any format.",
        "Software: no known stack serves {subject} on this hardware in any format.",
        "software",
    ),
    "budget_exceeded": ReasonWords(
        "Budget: landed cost {needed}, budget {available}, {short} over ({share}).",
        "Budget: the landed cost is over the budget.",
        "budget",
    ),
    "power_exceeded": ReasonWords(
        "Power: {needed} needed, limit {available}, {short} over ({share}).",
        "Power: the servers draw more than the limit.",
        "power",
    ),
    "ttft_exceeded": ReasonWords(
        "First token: after {needed}, limit {available}, {short} over ({share}).",
        "First token: later than the limit.",
        "TTFT",
    ),
    "tpot_exceeded": ReasonWords(
        "Time per token: {needed}, limit {available}, {short} over ({share}).",
        "Time per token: longer than the limit.",
        "TPOT",
    ),
    "ttft_saturated": ReasonWords(
        "First token: prompts arrive faster than they are read, so waiting grows without end "
        "({needed} against {available}).",
        "First token: prompts arrive faster than they are read, so waiting grows without end.",
        "saturated",
    ),
    "queue_saturated": ReasonWords(
        "Queue: {needed} arrive, at most {available} can leave, so waiting grows without end.",
        "Queue: requests arrive faster than they can leave, so waiting grows without end.",
        "queue",
    ),
    "not_yet_sold": ReasonWords(
        "Supply: announced, not on sale.",
        "Supply: announced, not on sale.",
        "not sold",
    ),
    "rented_only": ReasonWords(
        "Supply: rented by the hour from its owner, never sold.",
        "Supply: rented by the hour from its owner, never sold.",
        "rent only",
    ),
    "refused_by_rule": ReasonWords(
        "Export: rule {subject} refuses this destination or buyer.",
        "Export: rule {subject} refuses this destination or buyer.",
        "export",
    ),
    "export_refused": ReasonWords(
        "Export: {subject}.",
        "Export: {subject}.",
        "export",
    ),
    "use_refused": ReasonWords(
        "Use: forbidden by a rule or by the licence of the weights.",
        "Use: forbidden by a rule or by the licence of the weights.",
        "use",
    ),
    "use_not_accepted": ReasonWords(
        "Use: {subject}, which this buyer has not accepted.",
        "Use: {subject}, which this buyer has not accepted.",
        "use",
    ),
    "concurrency_exceeds_memory": ReasonWords(
        "Concurrency: {needed} requests at once are asked for, memory holds {available}.",
        "Concurrency: memory does not hold the cache of all requests.",
        "concurrency",
    ),
    "context_exceeds_model": ReasonWords(
        "Context: {needed} asked for, {subject} ends at {available}.",
        "Context: longer than that of {subject}.",
        "context",
    ),
    "no_pools": ReasonWords(
        "Layout: no split of {subject} cards holds the model in a pool that reads and in one that writes.",
        "Layout: no split of {subject} cards holds the model in a pool that reads and in one that writes.",
        "layout",
    ),
    "no_layout": ReasonWords(
        "Layout: no division of the model over these devices exists within the search.",
        "Layout: no division of the model over these devices exists within the search.",
        "layout",
    ),
    "price_unknown": ReasonWords(
        "Price: not known in any market.",
        "Price: not known in any market.",
        "price",
    ),
    "quote_out_of_reach": ReasonWords(
        "Price: nobody states one, and a card would have to cost at most {available} where its cheapest "
        "relative, by memory, would make it {needed}.",
        "Price: nobody states one, and the budget leaves less than half of what its cheapest relative costs.",
        "price",
    ),
    "power_unknown": ReasonWords(
        "Power: the draw of this server is not known, so the limit can't be checked.",
        "Power: the draw of this server is not known, so the limit can't be checked.",
        "power",
    ),
}

# What stands in for a subject that the engine left empty.
NO_SUBJECT: dict[str, str] = {
    "format_unsupported": "such",
    "stack_unsupported": "the model",
    "no_stack": "the model",
    "context_exceeds_model": "the model",
    "export_refused": "refused",
    "use_not_accepted": "a status other than ok",
}
# Codes whose subject is a status, shown in words.
STATUS_SUBJECT: frozenset[str] = frozenset({"export_refused", "use_not_accepted"})
