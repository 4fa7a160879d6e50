"""What a deployment is limited by, as a sentence with the share of the time and what would shorten it."""

from advisor.estimate.result import Speed
from advisor.wording.arithmetic import term_ms_text
from advisor.wording.english import term_name

_LIMITS: dict[str, str] = {
    "weights": "Memory bandwidth is the limit: faster memory, fewer bits a weight or more devices shorten "
    "it, and more requests share one reading.",
    "kv": "Memory bandwidth is the limit, on the cache: a smaller KV format, shorter contexts or more "
    "devices shorten it; more requests lengthen it.",
    "compute": "Arithmetic is the limit: more FLOPS or more devices shorten it; a larger batch no longer "
    "helps.",
    "layers": "Launches, synchronisation and the latency of collectives are the limit: software shortens "
    "it, and speculation shares it among tokens; faster memory or arithmetic does not.",
    "rows": "Small work of every sequence in every layer is the limit: data-parallel attention or more "
    "replicas part it.",
    "sequences": "Scheduling and sampling on the host are the limit: more replicas part them.",
    "collectives": "The link between devices is the limit: a faster link or fewer devices a layer shorten "
    "it.",
    "prefill": "Reading the prompts of others is the limit: shorter prompts, hits in the prefix cache or a "
    "pool of devices for prompts alone shorten it.",
}


def limit_sentences(speed: Speed) -> str:
    """The largest part of the time per token, its share, and what that means for what would help."""
    largest = next((term for term in speed.decode_terms if term.code == speed.limited_by), None)
    total_ms = sum(term.ms for term in speed.decode_terms)
    if largest is None or total_ms <= 0:
        return ""
    name = term_name(largest.code)
    part = (
        f"{name[:1].upper()}{name[1:]} takes most, {term_ms_text(largest.ms)} or {largest.ms / total_ms:.0%}."
    )
    return f"{part} {_LIMITS.get(largest.code, '')}".strip()
