"""Layouts that hold a load only once ranks part the tokens of each cache: decode context parallelism."""

from collections.abc import Iterable

from advisor.estimate.layout import Layout
from advisor.estimate.memory import fit_memory, most_context_parallel
from advisor.estimate.result import MemoryFit
from advisor.plan.operating_point import OperatingPoint

CONTEXT_PARALLEL_STACKS = ("vllm", "vllm-ascend", "sglang")
"""Engines with decode context parallelism: their own guides to it, 2026. Whether it runs for one model on one
part is theirs to say, so an answer that needs it says that it does."""


def roomiest_parted(points: Iterable[OperatingPoint]) -> tuple[Layout, MemoryFit, int] | None:
    """The roomiest layout that fits so, its memory and the ranks that part a cache; None where none does."""
    found = []
    for here in points:
        parts = most_context_parallel(here.model, here.layout)
        held = fit_memory(here.model, here.accelerator, here.layout, here.load, context_parallel=parts)
        if parts > 1 and held.fits:
            found.append((here.layout, held, parts))
    return max(found, key=lambda each: each[1].headroom_bytes, default=None)
