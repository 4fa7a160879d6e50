"""Statuses of export, use and supply: a sign that needs no colour, a short word, a sentence."""

from typing import Literal, NamedTuple

Sign = Literal["+", "!", "x", "?"]


class StatusWords(NamedTuple):
    """`sign`: + clear, ! with strings attached, x stopped, ? not known."""

    sign: Sign
    short: str
    sentence: str


STATUSES: dict[str, StatusWords] = {
    # export
    "no_licence": StatusWords(
        "+", "no licence", "No export licence is needed for this destination and buyer."
    ),
    "exception": StatusWords(
        "+", "licence exception", "A licence exception is open; it has conditions to keep."
    ),
    "licence_case_by_case": StatusWords(
        "!", "licence, case by case", "An export licence is needed; applications are judged case by case."
    ),
    "licence_presumption_denial": StatusWords(
        "x", "licence, denial presumed", "An export licence is needed and applications are presumed denied."
    ),
    "ask_seller": StatusWords("!", "ask the seller", "The rule leaves it open; the seller must say."),
    "not_applicable": StatusWords(
        "+",
        "not a US export",
        "This rulebook does not see the shipment as an export; the line on use still holds.",
    ),
    # use
    "ok": StatusWords("+", "ok", "No rule against using it was found."),
    "gp10_risk": StatusWords(
        "!",
        "GP10 risk",
        "US guidance presumes that the chip was made in breach; dealing in it carries a risk.",
    ),
    "entity_list_caution": StatusWords(
        "!",
        "Entity List caution",
        "A party to it is on the US Entity List; supplies and support are affected.",
    ),
    "model_licence_limit": StatusWords(
        "!", "model licence limit", "The licence of the model's weights limits this use."
    ),
    "licence_terms": StatusWords(
        "!",
        "licence terms",
        "The licence of the model's weights asks something of large, commercial or hosting users.",
    ),
    # supply
    "offered": StatusWords("+", "offered", "Somebody in this market offers it."),
    "reference_only": StatusWords(
        "!", "reference only", "A price is known from elsewhere; no offer in this market was found."
    ),
    "ask": StatusWords("!", "ask", "It can be asked for; no public offer or delivery here was found."),
    "none": StatusWords("x", "none", "It is not sold into this market."),
    # of several lines
    "refuse": StatusWords("x", "refused", "A rule forbids it."),
    "unknown": StatusWords("?", "unknown", "Nothing was found that answers this."),
    # software
    "supported": StatusWords("+", "supported", "The serving stack lists it as supported."),
    "experimental": StatusWords("!", "experimental", "The serving stack lists it as experimental."),
    "unsupported": StatusWords("x", "unsupported", "The serving stack lists it as not supported."),
    # a setup as a whole
    "feasible": StatusWords("+", "feasible", "It meets the brief, the bad end of its ranges included."),
    "tight": StatusWords("!", "tight", "It meets the brief; the bad end of a range crosses a limit."),
    "price_unknown": StatusWords(
        "?", "price unknown", "It meets the brief but for its price, which nobody states."
    ),
    "near_miss": StatusWords("x", "near-miss", "It misses one limit by at most 20%."),
    "rejected": StatusWords("x", "rejected", "It can't serve the brief."),
}
