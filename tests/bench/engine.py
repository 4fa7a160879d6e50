"""One evaluation, one whole plan."""

import datetime
import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from unittest.mock import patch

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.layouts import candidate_layouts
from advisor.estimate.memory import fit_memory
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
    yield _line("one evaluation", 1000 * _milliseconds(lambda: _evaluate(catalogue), 3), "us (budget 30)", 3)
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


def _evaluate(catalogue: Catalogue) -> float:
    """Milliseconds of memory and speed for one layout, averaged over every layout of two servers."""
    model, accelerator = catalogue.models["glm-5"], catalogue.accelerators["h200-sxm"]
    load = resolve_load(BRIEF, catalogue)
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
    repeats = 50
    start = time.perf_counter()
    for _ in range(repeats):
        for layout in layouts:
            fit_memory(model, accelerator, layout, load)
            estimate_speed(model, accelerator, layout, load, path="tuned")
    return 1000 * (time.perf_counter() - start) / (repeats * len(layouts))


def _count_evaluations(catalogue: Catalogue) -> int:
    """Layouts whose speed one plan works out."""
    with patch.object(Predictor, "predict", autospec=True, side_effect=Predictor.predict) as counted:
        make_plan(BRIEF, catalogue, AS_OF)
    return counted.call_count
