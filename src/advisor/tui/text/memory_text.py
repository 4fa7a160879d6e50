"""The Memory pane: bytes of the fullest device by part, what is left, and what would still fit."""

from rich.console import Group
from rich.table import Table
from rich.text import Text

from advisor.catalogue.accelerator import Accelerator
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
        Text(f"+ Fits: {gb(left)} free on the fullest device", f"{STRONG} {GOOD}")
        if left >= 0
        else Text(f"x Does not fit: {gb(-left)} short on the fullest device", f"{STRONG} {BAD}")
    )
    return Group(
        verdict, Text(""), bar_chart(rows), Text(""), heading("Figures"), _figures(setup, accelerator)
    )


def _figures(setup: Setup, accelerator: Accelerator | None) -> Table:
    memory, layout = setup.memory, setup.layout
    devices = layout.replicas * layout.tp * layout.pp * layout.dp
    rows: list[Fact] = [
        ("Usable", f"{gb(memory.usable_bytes)} = {gib(memory.usable_bytes)} a device, "
                   f"{MEMORY_ORIGINS[memory.usable_from]}"),
        ("Needed", f"{gb(memory.needed_bytes)}: weights {gb(memory.weights_bytes)}, cache {gb(memory.cache_bytes)}, "
                   f"reserve {gb(memory.reserve_bytes)} [{memory.reserve_source}]"),
        ("Cache", f"{count_text(memory.kv_bytes_per_token)} bytes a token in {layout.kv}; this device holds "
                  f"{count_text(memory.sequences_per_device)} sequences"),
        ("Would hold", f"{count_text(memory.max_sequences)} sequences of this context, or a context of "
                       f"{count_text(memory.max_context_tokens)} tokens at this concurrency"),
        ("Layout", f"{count_text(layout.cards)} cards in {count_text(layout.nodes)} servers, "
                   f"{count_text(devices)} devices: {layout.replicas} replicas x TP {layout.tp} x PP {layout.pp} "
                   f"x DP {layout.dp}, experts over {layout.ep}"),
        ("Checkpoint", setup.checkpoint or "none released in this format; one must be made and checked"),
        ("Server", setup.server),
    ]  # fmt: skip
    if accelerator is not None:
        nominal = accelerator.memory.nominal
        rows.insert(
            0, ("Card", f"{accelerator.name}, {nominal.value:g} {nominal.unit} printed [{nominal.source}]")
        )
    if setup.other_layouts:
        others = (f"{other.cards} cards in {other.nodes}" for other in setup.other_layouts)
        rows.append(("Other layouts", ", ".join(others)))
    return facts(rows)
