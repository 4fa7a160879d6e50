"""`advisor estimate` as a user runs it: what it answers, how it ends, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advisor.cli.main import cli
from cli.command import advisor

GLM5 = (
    "estimate", "--model", "glm-5", "--accelerator", "h200-sxm", "--count", "8", "--weights", "fp8",
    "--input", "4096", "--output", "1024", "--concurrency", "32",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*GLM5, *arguments])


def document(*arguments: str, code: int = 0) -> dict[str, Any]:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == code, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_json_has_curve_changes_evidence_and_the_largest_concurrency() -> None:
    found = document()
    assert found["fits"] is True
    asked = next(point for point in found["curve"] if point["concurrency"] == 32)
    assert asked["tpot_ms"] == found["tpot_ms"]
    assert found["largest_concurrency"] == found["memory"]["max_sequences"]
    assert found["largest_concurrency_bound"] == "memory"
    assert {change["change"] for change in found["what_if"]} >= {
        "speculation",
        "kv",
        "cards",
        "path",
        "stack",
    }
    assert found["evidence"]
    assert all(evidence["source_url"].startswith("https://") for evidence in found["evidence"])
    assert sum(found["decode_terms_ms"].values()) == pytest.approx(found["tpot_ms"]["mid"])


def test_text_is_within_100_columns_and_says_the_limit() -> None:
    done = run()
    assert done.exit_code == 0
    assert max(len(line) for line in done.stdout.splitlines()) <= 100
    assert "takes most" in done.stdout
    assert "Measured nearby" in done.stdout


def test_a_limit_of_time_bounds_the_concurrency_and_decides_the_exit_code() -> None:
    slow = document("--tpot-ms", "1", code=1)
    assert slow["largest_concurrency"] == 0
    assert [reason["code"] for reason in slow["reasons"]] == ["tpot_exceeded"]
    assert "misses a limit of time" in run("--tpot-ms", "1").stdout
    loose = document("--tpot-ms", "100000")
    assert loose["largest_concurrency_bound"] == "memory"


@pytest.mark.parametrize("limit", ["nan", "0", "-3", "inf"])
def test_a_limit_that_is_none_is_refused(limit: str) -> None:
    done = run("--tpot-ms", limit)
    assert done.exit_code == 2
    assert "--tpot-ms wants more than 0" in done.output


def test_speculation_is_predicted_and_refused_where_the_model_has_no_layers(tmp_path: Path) -> None:
    drafting, plain = document("--speculative"), document()
    assert drafting["speculative"] is True
    assert drafting["tpot_ms"]["mid"] < plain["tpot_ms"]["mid"]
    dense = [("llama-3.3-70b" if part == "glm-5" else part) for part in GLM5]
    done = advisor(*dense, "--speculative", home=tmp_path)
    assert done.code == 2
    assert "no layers that predict further tokens" in done.err


def test_prompts_apart_take_a_part_of_the_cards() -> None:
    done = run("--disaggregated")
    assert done.exit_code == 1
    assert "no split of 8 cards holds the model" in " ".join(done.stdout.split())
    four = [("32" if part == "8" else part) for part in GLM5]
    found = CliRunner().invoke(cli, [*four, "--disaggregated", "--format", "json"])
    assert found.exit_code == 0, found.output
    answer = json.loads(found.stdout)
    layout = answer["layout"]
    writers = layout["replicas"] * layout["tp"] * layout["pp"] * layout["dp"]
    assert answer["prefill_pool"]["devices"] + writers == 32
    assert answer["prefill_pool"]["devices"] % 8 == 0


def test_what_does_not_fit_says_what_would() -> None:
    found = document("--concurrency", "5000", code=1)
    assert found["tpot_ms"] is None
    assert 0 < found["largest_concurrency"] < 5000
    assert found["what_if"]
    done = run("--concurrency", "5000")
    assert "as asked" in done.stdout
    assert "x does not fit" in done.stdout


def test_flags_of_a_layout_want_a_count() -> None:
    without = [part for index, part in enumerate(GLM5) if part != "--count" and GLM5[index - 1] != "--count"]
    done = CliRunner().invoke(cli, [*without, "--speculative"])
    assert done.exit_code == 2


@pytest.mark.parametrize("output_format", ["csv", "md"])
def test_other_formats(output_format: str) -> None:
    done = run("--format", output_format)
    assert done.exit_code == 0
    assert "largest_concurrency" in done.stdout or "Largest concurrency" in done.stdout
