"""The smallest number of cards in words: verdict, arithmetic, what stops fewer, what would help."""

from collections.abc import Iterator

from advisor.figures import Figure
from advisor.plan.attempt import Attempt
from advisor.plan.help import Help
from advisor.plan.smallest import Smallest
from advisor.plan.traffic import WORKING_DAY_HOURS, Traffic
from advisor.wording.english import reason_text
from advisor.wording.numbers import count_text, gb, ms_text, percent_text, quantity_text, range_text

_PROMPTS = {"stated": "as stated", "workload": "by the workload's figures"}
_PEAKS = {
    "stated": "as stated",
    "workload": "by the workload's peak factor",
    "none": f"an even day of {WORKING_DAY_HOURS} hours, no busier hour is on file",
}


def verdict_text(found: Smallest) -> str:
    """The answer in a line: "Yes: 8 x h200-sxm in 1 server of 8 are the fewest that serve glm-5 fp8."."""
    demand, answer = found.demand, found.answer
    subject = f"{demand.model} {demand.weights}"
    if answer is None:
        last = found.attempts[-1]
        if last.memory is not None and any(
            reason.code.startswith("speed_unknown") for reason in last.reasons
        ):
            cards = f"{count_text(last.cards)} x {demand.accelerator}"
            return f"No: {cards} hold {subject}, but their speed is not known."
        most = count_text(found.attempts[-1].cards)
        if len(found.attempts) == 1:
            return f"No: {demand.accelerator} does not serve {subject}, on however many cards."
        return f"No: no number of {demand.accelerator} up to {most} cards serves {subject} as asked."
    tight = ", tight" if answer.tight else ""
    verb = "hold" if found.asked.memory_alone else "serve"
    cards = f"{count_text(answer.cards)} x {demand.accelerator}"
    return f"Yes: {cards} ({servers_text(answer.cards, found.cards_per_server)}) {verb} {subject}{tight}."


def servers_text(cards: int, per_server: int) -> str:
    """Cards as servers: "2 servers of 8", "half of a server of 8"."""
    if cards < per_server:
        return f"part of a server of {per_server}"
    servers = cards // per_server
    return f"{servers} server{'s' if servers > 1 else ''} of {per_server}"


def arithmetic_lines(found: Smallest, measured_title: str = "") -> Iterator[str]:
    """From people to cards, a line a step, for the answer or else the last number tried."""
    asked, attempt = found.asked, found.answer or found.attempts[-1]
    if asked.traffic is not None:
        yield from _traffic_lines(asked.traffic, found.demand.workload or "office-chat")
        if asked.measured_prompts is not None:
            yield _measured_line(asked.traffic, asked.measured_prompts, measured_title)
    yield from _flight_lines(found, attempt)
    if attempt.layout is not None and attempt.memory is not None and attempt.requests is not None:
        yield from _layout_lines(found, attempt)


def _traffic_lines(traffic: Traffic, workload: str) -> Iterator[str]:
    hourly = _plain(traffic.rate_per_s * 3600)
    yield (
        f"{_counted(traffic.users, 'person', 'people')} x {_plain(traffic.prompts_per_day)} prompts a person "
        f"and day ({_PROMPTS[traffic.prompts_from]}) x {percent_text(traffic.busy_hour_share)} of them in "
        f"the busy hour ({_PEAKS[traffic.peak_from]}; {workload}) = {hourly} requests an hour = "
        f"{rate_text(traffic.rate_per_s)}"
    )


def _measured_line(traffic: Traffic, measured: Figure, title: str) -> str:
    most = f", the busiest {measured.high:g}" if measured.high is not None else ""
    source = title or measured.source
    return (
        f"{_plain(traffic.prompts_per_day)} prompts a person and day stand beside {measured.value:g} measured"
        f"{most} ({source}, {measured.date})"
    )


def _counted(count: int, one: str, many: str = "") -> str:
    """A number of things: "1 card", "1,024 cards"."""
    return f"{count_text(count)} {one if count == 1 else many or one + 's'}"


def _plain(value: float) -> str:
    """Three digits, and every digit before the point: "38.4", "96,000"."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def rate_text(rate_per_s: float) -> str:
    """A rate in three digits or more: "1.33 requests/s"."""
    return f"{_plain(rate_per_s)} requests/s"


def _flight_lines(found: Smallest, attempt: Attempt) -> Iterator[str]:
    asked = found.asked
    if asked.rate_per_s is None:
        yield f"{_counted(asked.load.concurrency, 'request')} in flight, as stated"
        return
    if attempt.flight is None or attempt.speed is None or attempt.speed.ttft_ms is None:
        yield f"{rate_text(asked.rate_per_s)} arrive"
        return
    ttft_ms, tpot_ms = attempt.speed.ttft_ms.mid, attempt.speed.tpot_ms.mid
    answer = asked.load.output_tokens
    alone_s = (ttft_ms + answer * tpot_ms) / 1000
    shared_s = (attempt.requests or 1) * answer / attempt.speed.output_tok_s.mid
    time = f"first token {ms_text(ttft_ms)} + {count_text(answer)} x {ms_text(tpot_ms)} = {alone_s:,.3g} s"
    if shared_s > alone_s * 1.005:
        time += f", its share of the machine {shared_s:,.3g} s"
    rounds = ", ".join(count_text(requests) for requests in attempt.flight.rounds)
    yield (
        f"{rate_text(asked.rate_per_s)} x time of a request ({time}) = {count_text(attempt.requests)} in "
        f"flight (Little's law; their time grows with them, so in rounds: {rounds})"
    )


def _layout_lines(found: Smallest, attempt: Attempt) -> Iterator[str]:
    layout, memory = attempt.layout, attempt.memory
    if layout is None or memory is None:
        return
    ranks = layout.replicas * layout.dp
    parts = f"{layout.replicas} replica{'s' if layout.replicas > 1 else ''}"
    parts += f" x {layout.dp} attention ranks" if layout.dp > 1 else ""
    context = count_text(found.asked.load.context_tokens)
    yield (
        f"{count_text(attempt.requests)} in flight / {ranks} ({parts}) = "
        f"{_counted(memory.sequences_per_device, 'sequence')} of {context} tokens on a device"
    )
    yield (
        f"Fullest device: weights {gb(memory.weights_bytes)} + cache {gb(memory.cache_bytes)} + reserve "
        f"{gb(memory.reserve_bytes)} = {gb(memory.needed_bytes)} of {gb(memory.usable_bytes)}"
    )
    devices = layout.replicas * layout.tp * layout.pp * layout.dp
    servers = servers_text(layout.cards, found.cards_per_server)
    a_card = devices // layout.cards
    yield (
        f"Devices: {layout.replicas} x tp {layout.tp} x pp {layout.pp} x dp {layout.dp} = {devices}, "
        f"{a_card} a card = {count_text(layout.cards)} cards, {servers}"
    )


def limit_lines(found: Smallest) -> Iterator[str]:
    """Speeds of the answer against the limits that are asked."""
    attempt = found.answer
    if attempt is None or attempt.speed is None:
        return
    load = found.asked.load
    for name, span, limit in (
        ("First token", attempt.speed.ttft_ms, load.ttft_limit_ms),
        ("Time per token", attempt.speed.tpot_ms, load.tpot_limit_ms),
    ):
        against = f", limit {ms_text(limit)}" if limit is not None else ""
        shown = range_text(span, "ms") if span else "saturated, no time can be promised"
        yield f"{name}: {shown}{against}"
    yield f"Output: {range_text(attempt.speed.output_tok_s, 'tokens/s')}"


def smaller_lines(found: Smallest) -> Iterator[str]:
    """Why the next smaller number does not do, and what would make it do."""
    smaller = found.smaller
    if smaller is None:
        return
    if found.answer is not None:
        yield f"{_counted(smaller.cards, 'card')} would not do:"
    else:
        yield f"{_counted(smaller.cards, 'card')}, the last number tried:"
    yield from (f"  {reason_text(reason)}" for reason in smaller.reasons)
    for help_ in found.helps:
        yield f"  {help_text(help_, smaller.cards)}"


def help_text(change: Help, cards: int) -> str:
    """One change under which so many cards would do."""
    value = change.value or 0.0
    do = f"{_counted(cards, 'card')} would do"
    if change.code == "later":
        limits = " ".join(reason_text(reason) for reason in change.reasons)
        return f"With limits that allow it, {_counted(int(value), 'card')} would do: {limits}"
    words = {
        "kv": f"With the KV cache in {change.subject} {do}.",
        "weights": f"With the weights in {change.subject} {do}; a checkpoint is released.",
        "memory_share": f"If weights and cache may take {percent_text(value)} of each device, more than "
        f"engines take by default, {do}; activations then have little room.",
        "context_parallel": f"With decode context parallelism, where the engine offers it for this model, "
        f"{_counted(int(value), 'card')} would do: ranks part each cache, which else each keeps a copy of.",
        "fewer_users": f"For {_counted(int(value), 'person', 'people')} {do}.",
        "lower_rate": f"At {rate_text(value)} {do}.",
        "fewer_requests": f"With {_counted(int(value), 'request')} in flight {do}.",
    }
    return words.get(change.code, f"{change.code}: {quantity_text(value, '')}")


def tight_lines(found: Smallest) -> Iterator[str]:
    """What makes the answer tight, and the number of cards that is not."""
    answer = found.answer
    if answer is None or not answer.tight:
        return
    yield "Tight, at the bad end of a range or in the busiest moments:"
    yield from (f"  {reason_text(reason)}" for reason in answer.tight)
    if found.safe_cards is not None:
        yield f"  {count_text(found.safe_cards)} cards hold it at the bad end too."
    else:
        yield "  No larger number of cards that was tried holds it at the bad end too."
