"""`advisor validate` as a user runs it: on rows of every kind, and on files that are broken or hostile."""

import csv
import io
import json
from pathlib import Path

import pytest

from cli.command import advisor

HEAD = (
    "id,model_id,accelerator_id,accel_count,precision_weights,engine,tp,input_tokens,output_tokens,"
    "concurrency_or_batch,metric_kind,value,scenario\n"
)
ROWS = (
    HEAD
    + "r1,llama-3.3-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,16,tpot_ms,12.5,fixed-concurrency\n"
    + "r2,llama-3.3-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,16,output_tok_s_total,1200,fixed-concurrency\n"
    + "r3,qwen3-32b,mi300x,1,fp8,vLLM,1,1024,1024,4,tpot_ms,14,fixed-concurrency\n"
    + "r4,llama-33-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,16,tpot_ms,12.5,fixed-concurrency\n"
    + "r5,llama-3.3-70b,h200-smx,8,fp8,vLLM,8,1024,1024,16,tpot_ms,12.5,fixed-concurrency\n"
    + "r6,deepseek-r1,ascend-910b,32,w8a8,vllm-ascend,,1024,1024,16,tpot_ms,60,fixed-concurrency\n"
)


@pytest.fixture
def rows_file(tmp_path: Path) -> str:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    return "rows.csv"


def test_json_has_a_prediction_or_a_reason_for_each_row(tmp_path: Path, rows_file: str) -> None:
    done = advisor("validate", rows_file, "--format", "json", "--as-of", "2026-11-24", home=tmp_path)
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert document["format"] == "advisor.validation/1.0"
    assert document["as_of"] == "2026-11-24"
    rows = {row["id"]: row for row in document["rows"]}
    assert list(rows) == ["r1", "r2", "r3", "r4", "r5", "r6"]
    for name in ("r1", "r2", "r3", "r6"):
        row = rows[name]
        assert 0 < row["low"] <= row["mid"] <= row["high"]
        assert row["basis"] in ("calibrated", "family", "datasheet")
        assert row["error"] == pytest.approx(row["mid"] / row["measured"] - 1)
        assert row["inside"] == (row["low"] <= row["measured"] <= row["high"])
    assert rows["r4"]["skipped"] == "no profile of the model: llama-33-70b (did you mean llama-3.3-70b?)"
    assert rows["r5"]["skipped"].endswith("(did you mean h200-sxm?)")
    assert "mid" not in rows["r4"]
    summary = document["summary"]
    assert (summary["rows"], summary["answered"], summary["rows_with_profiles"]) == (6, 4, 4)
    assert summary["skipped_by_code"] == {"accelerator_unknown": 1, "model_unknown": 1}
    assert set(summary["by_vendor"]) == {"AMD", "Huawei", "NVIDIA"}
    assert summary["by_metric"]["tpot_ms"]["rows"] == 3
    assert 0 <= summary["share_inside"] <= 1
    assert summary["rows_of_fitted_pairs"] == 2, "nobody published the others"


def test_text_is_narrow_and_names_the_worst_and_the_skipped(tmp_path: Path, rows_file: str) -> None:
    done = advisor("validate", rows_file, "--worst", "1", home=tmp_path)
    assert done.code == 0, done.err
    assert done.err == "", "no progress bar in a pipe"
    assert done.out.startswith("6 rows of rows.csv: 4 answered, 2 skipped.")
    assert "1 row: no profile of the model: llama-33-70b (did you mean llama-3.3-70b?)" in done.out
    _, _, after = done.out.partition("Furthest off\n")
    assert after.split("\n\n")[0].count("measured") == 1


def test_csv_and_markdown(tmp_path: Path, rows_file: str) -> None:
    printed = advisor("validate", rows_file, "--format", "csv", home=tmp_path).out
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert [row["id"] for row in rows] == ["r1", "r2", "r3", "r4", "r5", "r6"]
    assert rows[3]["mid"] == ""
    assert rows[3]["code"] == "model_unknown"
    page = advisor("validate", rows_file, "--format", "md", home=tmp_path).out
    assert page.startswith("# Predicted against measured: rows.csv\n")
    assert "| Time per token | NVIDIA | 1 | 1 |" in page


def test_filters(tmp_path: Path, rows_file: str) -> None:
    done = advisor("validate", rows_file, "--model", "qwen3-32b", "--format", "json", home=tmp_path)
    assert [row["id"] for row in json.loads(done.out)["rows"]] == ["r3"]
    both = ("--model", "qwen3-32b", "--accelerator", "h200-sxm")
    none = advisor("validate", rows_file, *both, home=tmp_path)
    assert none.code == 2
    assert "no row of the file is of --model qwen3-32b and --accelerator h200-sxm" in none.err


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, rows_file: str) -> None:
    call = ("validate", rows_file, "--format", "json", "--as-of", "2026-11-24")
    assert advisor(*call, home=tmp_path).out == advisor(*call, home=tmp_path).out


def test_hostile_cells_reach_neither_terminal_nor_spreadsheet(tmp_path: Path) -> None:
    bad = "=cmd()\x1b]0;owned\x07\x1b[31m[bold]\u202e"
    text = (
        HEAD
        + f'"{bad}",{bad},h200-sxm,8,fp8,,,,,,tpot_ms,5,\n'
        + f"x,{'y' * 3000},{bad},8,,,,,,,tpot_ms,5,\n"
    )
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    for output_format in ("text", "md", "csv", "json"):
        done = advisor("validate", "bad.csv", "--format", output_format, home=tmp_path)
        assert done.code == 0, done.err
        assert not {"\x1b", "\x07", "\u202e", "\\u001b"} & set(done.out)
        assert "owned" not in done.out
        assert output_format in ("csv", "json") or len(done.out) < 4000, "a long id is cut"
    printed = advisor("validate", "bad.csv", "--format", "csv", home=tmp_path).out
    assert next(csv.DictReader(io.StringIO(printed)))["id"].startswith("'=cmd()")


@pytest.mark.parametrize(
    ("value", "told"),
    [("NaN", "line 2, value"), ("inf", "line 2, value"), ("1e308", "line 2, value"), ("-3", "line 2, value"),
     ("0", "line 2, value"), ("", "line 2, value"), ("12 ms", "line 2, value")],
)  # fmt: skip
def test_a_value_that_is_none_is_refused(tmp_path: Path, value: str, told: str) -> None:
    (tmp_path / "a.csv").write_text(f"{HEAD}a,glm-5,h200-sxm,8,fp8,,,,,,tpot_ms,{value},\n", encoding="utf-8")
    done = advisor("validate", "a.csv", home=tmp_path)
    assert done.code == 2
    assert done.out == ""
    assert told in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "row",
    [
        "a,glm-5,h200-sxm,100000,fp8,vLLM,100000,10000000,10000000,100000,tpot_ms,1e12,server",
        "a,glm-5,h200-sxm,1,bf16,vLLM,7,1,1,1,tpot_ms,1e-12,",
        "a,llama-3.1-8b,h200-sxm,8,fp3,no engine,3,1,10000000,100000,ttft_ms,1,",
        "a,qwen3-32b,ascend-910c,0.5,w8a8,,1,,,,requests_s,1,offline",
    ],
)
def test_rows_beyond_sense_are_answered_or_skipped(tmp_path: Path, row: str) -> None:
    (tmp_path / "a.csv").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    done = advisor("validate", "a.csv", "--format", "json", home=tmp_path)
    assert done.code == 0, done.err
    (found,) = json.loads(done.out)["rows"]
    assert found.get("skipped") or 0 < found["low"] <= found["mid"] <= found["high"] < 1e30


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "id"),
        (HEAD.encode(), "no row below the header"),
        (b"\x7fELF\x00\x01\xff\xfe" * 50, "UTF-8"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"id,model,value\n1,2,3\n", "model_id"),
        (b"\x00" * 4096, "found"),
        (HEAD.encode() + b'a,"glm-5', "line 2"),
    ],
)
def test_what_is_no_table_is_named_in_one_line(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    done = advisor("validate", "a.csv", home=tmp_path)
    assert done.code == 2, done.err
    assert done.out == ""
    assert told in done.err
    assert "a.csv" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as stream:
        stream.truncate(4 * 1024**3)
    done = advisor("validate", "huge.csv", home=tmp_path)
    assert done.code == 2
    assert "more than 67,108,864 bytes" in done.err


def test_what_cannot_be_read_has_a_code_of_its_own(tmp_path: Path) -> None:
    assert advisor("validate", "nothing.csv", home=tmp_path).code == 3
    assert advisor("validate", ".", home=tmp_path).code == 3
