"""What calibrate prints and writes, against files that a person read; on a model of two numbers.

To refresh after a change that is meant, and then read the diff:
    ADVISOR_REFRESH_GOLDEN=1 python -m pytest tests/cli/test_calibrate_golden.py
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.catalogue.canonical import to_toml
from advisor.cli.render_calibrate import calibration_json, calibration_text
from advisor.evidence import own_benchmark
from advisor.evidence.calibration_profile import BenchmarkFile, profile_documents
from advisor.evidence.own_benchmark import OwnBenchmark, calibrate_rows
from evidence.measured_rows import READ_MS, SHIPPED, STEP_MS, predict_simply, row
from golden_file import same_as_file

GOLDEN = Path(__file__).parent / "golden"
FILE = BenchmarkFile(name="own.csv", sha256="0123456789abcdef" * 4, as_of="2026-11-24")
WRITTEN = ("calibrations/llama-dense-h200-sxm-vllm-fp8.toml", "sources/own-benchmark-0123456789ab.toml")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> OwnBenchmark:
    """Four rows of two layouts that are slower than predicted, one alone, rows that disagree, odd ones."""
    monkeypatch.setattr(own_benchmark, "predict_row", predict_simply)
    slower = [
        row("slow-1", value=1.3 * STEP_MS),
        row("slow-2", concurrency_or_batch=16, value=1.4 * STEP_MS),
        row("slow-3", accel_count=4, tp=4, value=1.35 * STEP_MS),
        row("slow-4", accel_count=4, tp=4, metric_kind="ttft_ms", value=0.8 * READ_MS),
    ]
    alone = row("alone", accelerator_id="h100-sxm", value=0.9 * STEP_MS)
    torn = [
        row("torn-1", engine="SGLang", value=1.5 * STEP_MS),
        row("torn-2", engine="SGLang", accel_count=4, tp=4, value=STEP_MS / 1.5),
    ]
    odd = [row(f"odd-{at}", engine="Our own") for at in range(9)]
    unknown = row("who", model_id="llama-33")
    return calibrate_rows([*slower, alone, *torn, *odd, unknown], SHIPPED)


def as_text(found: OwnBenchmark) -> str:
    return calibration_text(found, FILE, False, WRITTEN)


def as_json(found: OwnBenchmark) -> str:
    return json.dumps(calibration_json(found, FILE, True, WRITTEN), indent=2) + "\n"


def as_profiles(found: OwnBenchmark) -> str:
    documents = profile_documents(found, FILE)
    return "\n".join(f"== {item}\n{to_toml(documents[item], item.split('/')[0])}" for item in documents)


@pytest.mark.parametrize(
    ("name", "render"),
    [("calibrate.txt", as_text), ("calibrate.json", as_json), ("calibrate_profiles.txt", as_profiles)],
)
def test_golden(name: str, render: Callable[[OwnBenchmark], str], found: OwnBenchmark) -> None:
    assert same_as_file(render(found), GOLDEN / name)


def test_text_keeps_to_80_columns(found: OwnBenchmark) -> None:
    assert max(map(len, as_text(found).splitlines())) <= 80
