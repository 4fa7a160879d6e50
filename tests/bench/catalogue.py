"""Loading the catalogue: whole, what a plan reads of it, and ten times the files."""

import datetime
import itertools
import statistics
import string
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from advisor.catalogue.catalogue import Catalogue, shipped_directory
from advisor.catalogue.check import check_layers
from advisor.catalogue.directory import profile_files
from advisor.catalogue.layers import SHIPPED, Layer
from advisor.plan.brief import Brief
from advisor.plan.search import make_plan
from advisor.session.figures import NotingCatalogue

AS_OF = datetime.date(2026, 11, 24)
BRIEF = Brief(region="KZ", budget=Decimal(3_000_000), model="glm-5")
TIMES = 10
RUNS = 7


def measure() -> Iterator[str]:
    """Lines for opening, a plan's share, the whole, ten times the whole, and a check."""
    shipped = shipped_directory()
    count = len(list(profile_files(shipped)))
    share = _share_of_a_plan()
    opened, some, whole = (
        _milliseconds(work)
        for work in (
            lambda: Catalogue.open(shipped),
            lambda: _read(Catalogue.open(shipped), share),
            lambda: _read_all(shipped),
        )
    )
    yield f"names of {count} profiles: {opened:,.1f} ms, n={RUNS}"
    yield f"what the sample plan reads, {len(share)} profiles: {some:,.1f} ms (budget 100), n={RUNS}"
    yield f"whole catalogue, {count} profiles: {whole:,.1f} ms (budget 100), n={RUNS}"
    with tempfile.TemporaryDirectory() as folder:
        many = _multiplied(shipped, Path(folder))
        ten = _milliseconds(lambda: _read_all(Path(folder)))
        few = _milliseconds(lambda: _read(Catalogue.open(Path(folder)), share))
        yield f"{TIMES} times the files, {many}: {ten:,.1f} ms, {ten / whole:.1f} times as long, n={RUNS}"
        yield f"what the plan reads of those: {few:,.1f} ms, {few / some:.1f} times as long, n={RUNS}"
    checked = _milliseconds(lambda: check_layers([Layer(SHIPPED, shipped)], AS_OF))
    yield f"advisor profiles check of all: {checked:,.0f} ms, n={RUNS}"


def _share_of_a_plan() -> list[tuple[str, str]]:
    noting = NotingCatalogue(Catalogue.shipped())
    make_plan(BRIEF, noting, AS_OF)
    return [
        (kind, profile_id) for kind, folder in noting.noting.items() for profile_id in sorted(folder.read)
    ]


def _read(catalogue: Catalogue, profiles: list[tuple[str, str]]) -> None:
    for kind, profile_id in profiles:
        catalogue.folders[kind][profile_id]


def _read_all(directory: Path) -> None:
    for folder in Catalogue.open(directory).folders.values():
        list(folder.values())


def _multiplied(directory: Path, out: Path) -> int:
    """Copies of every profile under new ids beside the old; how many files there are then."""
    codes = ("".join(pair) for pair in itertools.product(string.ascii_uppercase, repeat=2))
    used = {profile_id for kind, profile_id, _ in profile_files(directory) if kind == "regions"}
    free = (code for code in codes if code not in used)
    count = 0
    for kind, profile_id, path in list(profile_files(directory)):
        text = Path(path).read_text(encoding="utf-8")
        (out / kind).mkdir(exist_ok=True)
        copies = [next(free) if kind == "regions" else f"{profile_id}-{copy}" for copy in range(1, TIMES)]
        for new_id in [profile_id, *copies]:
            renamed = text.replace(f'id = "{profile_id}"', f'id = "{new_id}"', 1)
            (out / kind / f"{new_id}.toml").write_text(renamed, encoding="utf-8")
            count += 1
    return count


def _milliseconds(work: Callable[[], object]) -> float:
    """Median over `RUNS`."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)
