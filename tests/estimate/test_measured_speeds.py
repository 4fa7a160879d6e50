"""Published measurements against the predicted ranges.

The table holds one row for every pair of model and accelerator and every metric: the middle one of those
known, by id, so none was chosen for how well it fits. Lengths are means of what the benchmark sent.
"""

import csv
import statistics
from functools import cache
from pathlib import Path

import msgspec
import pytest

from advisor.estimate.layout import Layout
from advisor.estimate.speed import estimate_speed
from advisor.figures import Range
from estimate_records import accelerator_of, load, model_of

TABLE = Path(__file__).parent / "data" / "measured.csv"


class Compared(msgspec.Struct, frozen=True):
    """A measured value beside its prediction."""

    row: dict[str, str]
    measured: float
    predicted: Range

    @property
    def error(self) -> float:
        return abs(self.predicted.mid / self.measured - 1)

    @property
    def inside(self) -> bool:
        return self.predicted.low <= self.measured <= self.predicted.high


@cache
def compared() -> tuple[Compared, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = [Compared(row, float(row["measured"]), predict(row)) for row in csv.DictReader(file)]
    return tuple(found)


def predict(row: dict[str, str]) -> Range:
    layout = Layout(
        accelerator=row["accelerator"],
        cards=int(row["cards"]),
        nodes=1,
        weights=row["weights"],  # type: ignore[arg-type]
        kv=row["kv"],  # type: ignore[arg-type]
        tp=int(row["tp"]),
        pp=int(row["pp"]),
        dp=int(row["dp"]),
        replicas=int(row["replicas"]),
        stack=row["stack"],
    )
    asked = load(
        input_tokens=int(row["input_tokens"]),
        output_tokens=int(row["output_tokens"]),
        concurrency=int(row["concurrency"]),
    )
    model, card = model_of(row["model"]), accelerator_of(row["accelerator"])
    speed = estimate_speed(model, card, layout, asked, path="tuned")
    found = {"tpot_ms": speed.tpot_ms, "output_tok_s": speed.output_tok_s, "ttft_ms": speed.ttft_ms}
    value = found[row["metric"]]
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("metric", "median", "inside"),
    [("tpot_ms", 0.15, 0.75), ("output_tok_s", 0.15, 0.75), ("ttft_ms", 0.45, 0.70)],
)
def test_error_and_coverage(metric: str, median: float, inside: float) -> None:
    rows = [one for one in compared() if one.row["metric"] == metric]
    assert len(rows) >= 20
    assert statistics.median(one.error for one in rows) <= median
    assert statistics.mean(one.inside for one in rows) >= inside


def test_no_family_is_biased_by_more_than_a_fifth() -> None:
    families: dict[str, list[float]] = {}
    for one in compared():
        if one.row["metric"] == "tpot_ms":
            family = accelerator_of(one.row["accelerator"]).family
            families.setdefault(family, []).append(one.predicted.mid / one.measured)
    assert {"hopper", "blackwell", "cdna3", "cdna4"} <= families.keys()
    assert all(0.8 <= statistics.median(ratios) <= 1.25 for ratios in families.values())


def test_every_row_names_its_source() -> None:
    assert all(one.row["url"].startswith("https://") and one.row["source"] for one in compared())
