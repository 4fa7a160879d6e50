"""The Memory pane: bytes of the fullest device by part, what is left, and what would still fit."""

from rich.console import Group
from rich.table import Table
from rich.text import Text

from advisor.catalogue.accelerator import Accelerator
from advisor.estimate.layout import Layout
from advisor.plan.result import Setup
from advisor.tui.text.bars import BarRow, bar_chart
from advisor.tui.text.facts import Fact, facts, heading
from advisor.tui.theme import BAD, BAR, CACHE, CARE, GOOD, QUIET, STRONG
from advisor.wording.names import MEMORY_ORIGINS, MEMORY_PARTS
from advisor.wording.numbers import count_text, gb, gib

_STYLE = {"kv_cache": CACHE, "indexer": CACHE, "state": CACHE, "reserve": CARE}


def memory_pane(setup: Setup, accelerator: Accelerator | None) -> Group:
    """Bars for what fills the device, then the figures behind them."""
    memory = setup.memory
    rows: list[BarRow] = []
    for part, name in MEMORY_PARTS.items():
        size: int = getattr(memory, f"{part}_bytes")
        if size:
            rows.append((name, gb(size), float(size), _STYLE.get(part, BAR)))
    left = memory.headroom_bytes
    rows.append(
        ("Free" if left >= 0 else "Short", gb(abs(left)), float(abs(left)), QUIET if left >= 0 else BAD)
    )
    verdict = (
        Text(f"+ Fits: {gb(left)} free on the fullest device", STRONG + GOOD)
        if left >= 0
        else Text(f"x Does not fit: {gb(-left)} short on the fullest device", STRONG + BAD)
    )
    return Group(
        verdict, Text(""), bar_chart(rows), Text(""), heading("Figures"), _figures(setup, accelerator)
    )


def _figures(setup: Setup, accelerator: Accelerator | None) -> Table:
    memory, layout = setup.memory, setup.layout
    needed = (
        f"{gb(memory.needed_bytes)}: weights {gb(memory.weights_bytes)}, cache {gb(memory.cache_bytes)}, "
        f"reserve {gb(memory.reserve_bytes)} [{memory.reserve_source}]"
    )
    cache = (
        f"{count_text(memory.kv_bytes_per_token)} bytes a token in {layout.kv}; this device holds "
        f"{count_text(memory.sequences_per_device)} sequences"
    )
    holds = (
        f"{count_text(memory.max_sequences)} sequences of this context, or a context of "
        f"{count_text(memory.max_context_tokens)} tokens at this concurrency"
    )
    usable = f"{gb(memory.usable_bytes)} = {gib(memory.usable_bytes)} a device"
    rows: list[Fact] = [
        ("Usable", f"{usable}, {MEMORY_ORIGINS[memory.usable_from]}"),
        ("Needed", needed),
        ("Cache", cache),
        ("Would hold", holds),
        ("Layout", _layout(layout)),
        (
            "Checkpoint",
            setup.checkpoint or "none on file in this format; where none is released, one must be made",
        ),
        ("Server", setup.server),
    ]
    if accelerator is not None:
        nominal = accelerator.memory.nominal
        card = f"{accelerator.name}, {nominal.value:g} {nominal.unit} printed [{nominal.source}]"
        rows.insert(0, ("Card", card))
    if setup.other_layouts:
        rows.append(("Other layouts", "; ".join(_layout(other) for other in setup.other_layouts)))
    return facts(rows)


def _layout(layout: Layout) -> str:
    """Counts, then how the model is divided: replicas, TP, PP, DP, EP."""
    return (
        f"{count_text(layout.cards)} cards, {count_text(layout.nodes)} "
        f"{'server' if layout.nodes == 1 else 'servers'}: replicas {layout.replicas}, TP {layout.tp}, "
        f"PP {layout.pp}, DP {layout.dp}, EP {layout.ep}"
    )
