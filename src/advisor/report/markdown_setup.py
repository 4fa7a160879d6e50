"""One setup in full, as Markdown: memory, speed, cost with every line, clearance."""

from collections.abc import Mapping

from advisor.cost.result import CostLine
from advisor.figures import Money
from advisor.plan.result import Setup
from advisor.report.citations import Citations
from advisor.report.markdown_text import bullets, escaped, table
from advisor.wording.english import line_name, line_names, missing_text, reason_text, term_name
from advisor.wording.findings import finding_lines
from advisor.wording.names import (
    BASES,
    LINE_GROUPS,
    MEMORY_ORIGINS,
    MEMORY_PARTS,
    PATHS,
    PRICE_ORIGINS,
)
from advisor.wording.numbers import (
    UNKNOWN,
    count_text,
    gb,
    gib,
    kw_text,
    percent_text,
    range_text,
    usd_exact,
    usd_text,
)
from advisor.wording.readiness import readiness_text

_AMOUNTS = ("Low USD", "Typical USD", "High USD")
_UNPRICED = (UNKNOWN,) * 3
"""Totals of a part without a price: what is known of them says nothing about it."""


def setup_sections(setup: Setup, names: Mapping[str, str], citations: Citations) -> list[str]:
    """Layout, memory, speed, cost and clearance of a setup, each with its heading."""
    return [
        _layout(setup, names),
        f"### Memory of the fullest device\n\n{_memory(setup, citations)}",
        f"### Speed at the load\n\n{_speed(setup)}",
        f"### Cost\n\n{_cost(setup, names, citations)}",
        f"### Clearance\n\n{_clearance(setup, names, citations)}",
    ]


def _layout(setup: Setup, names: Mapping[str, str]) -> str:
    layout = setup.layout
    checkpoint = setup.checkpoint or "none on file in this format; where none is released, one must be made"
    lines = [
        f"Servers: {count_text(layout.nodes)} x {names.get(setup.server, setup.server)}, "
        f"{count_text(layout.cards)} cards in all.",
        f"Layout: tensor parallel {layout.tp}, pipeline {layout.pp}, data parallel {layout.dp}, "
        f"experts over {layout.ep} devices, replicas {layout.replicas}; KV cache in {layout.kv}.",
        f"Software: {names.get(layout.stack, layout.stack)}, {setup.stack_status}. Checkpoint: {checkpoint}.",
        *([f"{readiness_text(setup.readiness)}."] if setup.readiness else []),
        f"Confidence of the whole: {setup.confidence}.",
    ]
    lines += [f"Tight: {reason_text(reason)}" for reason in setup.tight]
    return bullets(lines)


def _memory(setup: Setup, citations: Citations) -> str:
    memory = setup.memory
    parts = [(name, getattr(memory, f"{code}_bytes")) for code, name in MEMORY_PARTS.items()]
    rows = [(name, gb(size), gib(size)) for name, size in parts if size]
    rows += [
        ("Needed", gb(memory.needed_bytes), gib(memory.needed_bytes)),
        ("Usable", gb(memory.usable_bytes), gib(memory.usable_bytes)),
        ("Headroom" if memory.fits else "Shortfall", gb(memory.headroom_bytes), gib(memory.headroom_bytes)),
    ]
    notes = [
        f"Usable bytes: {MEMORY_ORIGINS.get(memory.usable_from, memory.usable_from)}"
        f"{citations.usable_text(setup)}.",
        f"Reserve: {citations.mark(memory.reserve_source) or memory.reserve_source}.",
        f"KV cache: {count_text(memory.kv_bytes_per_token)} bytes a token; memory holds "
        f"{count_text(memory.max_sequences)} sequences of this context, or "
        f"{count_text(memory.max_context_tokens)} tokens of context at this load.",
    ]
    return f"{table(('Part', 'GB', 'GiB'), rows, right=('GB', 'GiB'))}\n\n{bullets(notes)}"


def _speed(setup: Setup) -> str:
    speed = setup.speed
    ttft = (
        range_text(speed.ttft_ms, "ms") if speed.ttft_ms else "no time can be promised: prefill is saturated"
    )
    rows = [
        ("Output", range_text(speed.output_tok_s, "tokens/s")),
        ("Input and output", range_text(speed.total_tok_s, "tokens/s")),
        ("Time per output token, the first excluded", range_text(speed.tpot_ms, "ms")),
        ("Time to first token", ttft),
        ("Basis", BASES.get(speed.basis, speed.basis)),
        ("Confidence", speed.confidence),
        ("Software path", PATHS.get(speed.path, speed.path)),
    ]
    terms = [
        (step, term_name(term.code), f"{term.ms:,.2f}", "largest" if term == largest else "")
        for step, parts in (("decode step", speed.decode_terms), ("prefill", speed.prefill_terms))
        for largest in (max(parts, key=lambda part: part.ms, default=None),)
        for term in parts
    ]
    parts = table(("Step", "Part", "ms", ""), terms, right=("ms",))
    return f"{table(('Metric', 'Typical (low to high)'), rows)}\n\n{parts}"


def _cost(setup: Setup, names: Mapping[str, str], citations: Citations) -> str:
    cost = setup.cost
    heads = ("Group", "Line", *_AMOUNTS, "How", "Origin", "Source", "Date", "Confidence")
    lines = table(heads, [_line_row(line, names, citations) for line in cost.lines], right=_AMOUNTS)
    totals = table(
        ("Total", *_AMOUNTS, "Lacks"),
        [
            (name, *(_UNPRICED if unpriced else _amounts(money)), missing_text(money))
            for name, money, unpriced in (
                ("Landed capex", cost.capex, cost.price_unknown),
                ("Each year", cost.opex_per_year, False),
                (f"TCO over {cost.years} years, undiscounted", cost.tco, cost.price_unknown),
                ("USD per million output tokens", cost.usd_per_mtok, cost.price_unknown),
            )
        ],
        right=_AMOUNTS,
    )
    notes = [
        f"Left out on purpose: {line_names(cost.excluded) or 'nothing'}.",
        f"Output over the year: {count_text(round(cost.output_mtok_per_year))} million tokens, at "
        f"{percent_text(cost.utilisation)} of the rate at the load.",
        f"Power: {kw_text(cost.serving_kw)} while serving, {kw_text(cost.peak_kw)} nameplate.",
    ]
    if cost.price_unknown:
        quote = usd_text(cost.highest_quote_usd)
        notes.insert(0, f"Nobody states a price for this part. Up to {quote} a card it fits the budget.")
    return f"{lines}\n\n{totals}\n\n{bullets(notes)}"


def _line_row(line: CostLine, names: Mapping[str, str], citations: Citations) -> tuple[str, ...]:
    origin = PRICE_ORIGINS.get(line.origin, line.origin)
    market = f", {names.get(line.market, line.market)}" if line.market else ""
    group = LINE_GROUPS.get(line.group, line.group)
    amounts = _UNPRICED if line.money is None else _amounts(line.money)
    source = citations.mark(line.source) or line.source
    cited = (f"{origin}{market}", source, line.date, line.confidence)
    return (group, line_name(line.code), *amounts, line.how, *cited)


def _amounts(money: Money) -> tuple[str, ...]:
    prefix = "at least " if money.at_least else ""
    return tuple(
        f"{prefix}{usd_exact(bound).removesuffix(' USD')}" for bound in (money.low, money.mid, money.high)
    )


def _clearance(setup: Setup, names: Mapping[str, str], citations: Citations) -> str:
    blocks = []
    for line in finding_lines(setup.clearance, names):
        head = (
            f"**{escaped(line.question)}: {escaped(line.status)}** ({line.sign}), as of {escaped(line.as_of)}"
        )
        rules = [f"Rule {citations.rule_text(rule)}" for rule in line.rules]
        blocks.append(
            f"{head}, confidence {escaped(line.confidence)}\n\n{bullets((*line.sentences, *rules))}"
        )
    supply = setup.clearance.supply
    if supply.source:
        blocks.append(f"- {escaped(f'Supply: {citations.mark(supply.source) or supply.source}')}")
    return "\n\n".join(blocks)
