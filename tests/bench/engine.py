"""One evaluation, one whole plan."""

import datetime
import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from unittest.mock import patch

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.estimate.layout import Layout, Load
from advisor.estimate.layouts import candidate_layouts
from advisor.estimate.memory import Room, fit_memory
from advisor.estimate.speed import Predictor, estimate_speed
from advisor.plan.brief import Brief
from advisor.plan.load import resolve_load
from advisor.plan.search import make_plan

AS_OF = datetime.date(2026, 11, 23)
BRIEF = Brief(region="KZ", budget=Decimal(3_000_000), model="glm-5")


def measure() -> Iterator[str]:
    """Lines for the catalogue, a single evaluation, and the plan of the sample brief."""
    catalogue = Catalogue.shipped()
    make_plan(BRIEF, catalogue, AS_OF)
    searched = 1000 * _milliseconds(lambda: _search(catalogue), 3)
    yield _line("one evaluation inside the search", searched, "us (budget 30)", 3)
    explained = 1000 * _milliseconds(lambda: _evaluate(catalogue), 3)
    yield _line("one explained estimate, with its memory", explained, "us (budget 2,000)", 3)
    calls = _count_evaluations(catalogue)
    plan_ms = _milliseconds(lambda: make_plan(BRIEF, catalogue, AS_OF), 7)
    yield _line(f"whole plan, warm, {calls} evaluations", plan_ms, "ms (budget 250)", 7)


def _line(name: str, value: float, unit: str, runs: int) -> str:
    return f"{name}: {value:,.1f} {unit}, n={runs}"


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    """Median over `runs`; a callable that returns a float reports its own milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        own = work()
        took = 1000 * (time.perf_counter() - start)
        times.append(own if isinstance(own, float) else took)
    return statistics.median(times)


def _search(catalogue: Catalogue) -> float:
    """Milliseconds of headroom and mid speed, as the search asks them, averaged over the same layouts."""
    model, accelerator, load, layouts = _two_servers(catalogue)
    repeats = 50
    start = time.perf_counter()
    for _ in range(repeats):
        room = Room(model, accelerator, "fp8", "bf16", load)
        predictor = Predictor(model, accelerator, "fp8", "bf16", load)
        for layout in layouts:
            room.headroom_bytes(layout)
            predictor.predict(layout, "tuned")
    return 1000 * (time.perf_counter() - start) / (repeats * len(layouts))


def _evaluate(catalogue: Catalogue) -> float:
    """Milliseconds of memory and speed by part and as ranges, averaged over every layout of two servers."""
    model, accelerator, load, layouts = _two_servers(catalogue)
    repeats = 50
    start = time.perf_counter()
    for _ in range(repeats):
        for layout in layouts:
            fit_memory(model, accelerator, layout, load)
            estimate_speed(model, accelerator, layout, load, path="tuned")
    return 1000 * (time.perf_counter() - start) / (repeats * len(layouts))


def _two_servers(catalogue: Catalogue) -> tuple[Model, Accelerator, Load, tuple[Layout, ...]]:
    model, accelerator = catalogue.models["glm-5"], catalogue.accelerators["h200-sxm"]
    layouts = candidate_layouts(
        model,
        accelerator,
        cards=16,
        cards_per_node=8,
        weights="fp8",
        kv="bf16",
        stack="vllm",
        max_replicas=16,
    )
    return model, accelerator, resolve_load(BRIEF, catalogue), layouts


def _count_evaluations(catalogue: Catalogue) -> int:
    """Layouts whose speed one plan works out."""
    with patch.object(Predictor, "predict", autospec=True, side_effect=Predictor.predict) as counted:
        make_plan(BRIEF, catalogue, AS_OF)
    return counted.call_count
