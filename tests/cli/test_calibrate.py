"""`advisor calibrate` as a user runs it: what it writes, what it refuses, and that predictions follow."""

import json
import os
import tomllib
from pathlib import Path

import pytest

from cli.command import Done, advisor

HEAD = (
    "id,model_id,accelerator_id,accel_count,precision_weights,engine,tp,input_tokens,output_tokens,"
    "concurrency_or_batch,metric_kind,value\n"
)
ROWS = "".join(
    f"r{load},llama-3.3-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,{load},tpot_ms,{value}\n"
    for load, value in ((1, 14.0), (4, 15.0), (16, 17.0))
)
ODD = "odd,llama-33-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,4,tpot_ms,15\n"
AS_OF = ("--as-of", "2026-11-24")
ESTIMATE = (
    "estimate", "--model", "llama-3.3-70b", "--accelerator", "h200-sxm", "--count", "8", "--weights", "fp8",
    "--input", "1024", "--output", "1024", "--concurrency", "4", "--tp", "8", "--format", "json",
)  # fmt: skip


def calibrate(home: Path, *more: str, text: str = HEAD + ROWS + ODD, name: str = "own.csv") -> Done:
    (home / name).write_text(text, encoding="utf-8")
    return advisor("calibrate", name, *AS_OF, *more, home=home)


def files(directory: Path) -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*.toml"))


def own(home: Path) -> Path:
    return home / ".local" / "share" / "advisor" / "profiles"


def tpot_ms(home: Path, stack: str) -> float:
    """The time per token that estimate gives with a stack."""
    answer = json.loads(advisor(*ESTIMATE, "--stack", stack, home=home).out)
    return float(answer["tpot_ms"]["mid"])


def test_it_writes_sound_private_profiles(tmp_path: Path) -> None:
    done = calibrate(tmp_path)
    assert done.code == 0, done.err
    assert done.err == ""
    calibration, source = files(own(tmp_path))
    assert calibration == "calibrations/llama-dense-h200-sxm-vllm-fp8.toml"
    assert source.startswith("sources/own-benchmark-")
    for name in (calibration, source):
        assert (own(tmp_path) / name).stat().st_mode & 0o077 == 0, "nobody else's business"
    profile = tomllib.loads((own(tmp_path) / calibration).read_text(encoding="utf-8"))
    assert profile["rows"]["value"] == 3
    assert profile["step_factor"]["unit"] == "ratio"
    assert profile["step_factor"]["date"] == "2026-11-24"
    cited = tomllib.loads((own(tmp_path) / source).read_text(encoding="utf-8"))
    assert cited["title"] == "own benchmark own.csv"
    assert "SHA-256 " in cited["note"]
    assert str(tmp_path) not in json.dumps([profile, cited]), "no path of this machine"
    assert advisor("profiles", "check", home=tmp_path).code == 0
    assert "llama-dense-h200-sxm-vllm-fp8" in advisor("profiles", "list", "calibrations", home=tmp_path).out
    shown = advisor("profiles", "show", "llama-dense-h200-sxm-vllm-fp8", home=tmp_path)
    assert "from your own profiles" in shown.out or "Layer: user" in shown.out


def test_json_tells_before_and_after_and_names_what_is_skipped(tmp_path: Path) -> None:
    document = json.loads(calibrate(tmp_path, "--format", "json").out)
    assert document["format"] == "advisor.calibration/1.0"
    assert document["file"] == "own.csv"
    (group,) = document["groups"]
    assert (group["model_family"], group["accelerator"], group["stack"]) == ("llama", "h200-sxm", "vllm")
    assert group["row_ids"] == ["r1", "r4", "r16"]
    assert group["after"]["median_error"] < group["before"]["median_error"]
    assert [one["id"] for one in document["left_out"]] == ["odd"]
    assert len(document["written"]) == 2


def test_predictions_follow_and_go_back(tmp_path: Path) -> None:
    before, plain = tpot_ms(tmp_path, "vllm"), tpot_ms(tmp_path, "sglang")
    calibrate(tmp_path)
    assert abs(tpot_ms(tmp_path, "vllm") - 15.0) < abs(before - 15.0)
    assert tpot_ms(tmp_path, "sglang") == plain, "never across engines"
    (own(tmp_path) / "calibrations" / "llama-dense-h200-sxm-vllm-fp8.toml").unlink()
    assert tpot_ms(tmp_path, "vllm") == before


def test_the_same_file_gives_the_same_bytes_and_dry_runs_write_nothing(tmp_path: Path) -> None:
    dry = calibrate(tmp_path, "--dry-run")
    assert dry.code == 0
    assert "Would be written:" in dry.out
    assert not own(tmp_path).exists()
    calibrate(tmp_path, "--out", "one")
    calibrate(tmp_path, "--out", "two")
    assert files(tmp_path / "one") == files(tmp_path / "two") != []
    for name in files(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_what_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    calibrate(tmp_path)
    path = own(tmp_path) / "calibrations" / "llama-dense-h200-sxm-vllm-fp8.toml"
    before = path.read_bytes()
    slower = HEAD + ROWS.replace("14.0", "18.0")
    refused = calibrate(tmp_path, text=slower)
    assert refused.code == 2
    assert "--replace" in refused.err
    assert path.read_bytes() == before
    assert len(files(own(tmp_path))) == 2
    assert calibrate(tmp_path, "--replace", text=slower).code == 0
    assert path.read_bytes() != before
    assert advisor("profiles", "check", home=tmp_path).code == 0


def test_no_usable_row_is_a_no(tmp_path: Path) -> None:
    done = calibrate(tmp_path, text=HEAD + ODD)
    assert done.code == 1
    assert "no profile of the model: llama-33-70b (odd)" in done.out
    assert not own(tmp_path).exists()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,llama-3.3-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,4,tpot_ms,0.015", "row a: tpot_ms of llama"),
        ("a,llama-3.3-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,4,tpot_ms,15000", "units look wrong"),
        ("a,llama-3.3-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,4,tpot_ms,nan", "line 2, value"),
        ("a,llama-3.3-70b,h200-sxm,8,fp8,vLLM,8,1024,1024,4,tpot_s,15", "line 2, metric_kind"),
        ("a,llama-3.3-70b,h200-sxm,-8,fp8,vLLM,8,1024,1024,4,tpot_ms,15", "line 2, accel_count"),
    ],
)
def test_a_bad_file_is_one_line_and_writes_nothing(tmp_path: Path, row: str, told: str) -> None:
    done = calibrate(tmp_path, text=f"{HEAD}{row}\n")
    assert done.code == 2
    assert done.out == ""
    assert told in done.err
    assert len(done.err.splitlines()) == 1
    assert not own(tmp_path).exists()


def test_hostile_names_reach_neither_terminal_nor_file(tmp_path: Path) -> None:
    bad = "\x1b]0;owned\x07\x1b[31m\u202e[bold]"
    text = HEAD + f'"{bad}x",{bad},h200-sxm,8,fp8,{bad},8,1024,1024,4,tpot_ms,15\n' + ROWS
    done = calibrate(tmp_path, text=text, name="a\x1b[31mb\nc.csv")
    assert done.code == 0, done.err
    written = "".join((own(tmp_path) / name).read_text(encoding="utf-8") for name in files(own(tmp_path)))
    for shown in (done.out, done.err, written):
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
        assert "owned" not in shown


def test_files_that_are_none(tmp_path: Path) -> None:
    assert advisor("calibrate", "none.csv", home=tmp_path).code == 3
    assert advisor("calibrate", ".", home=tmp_path).code == 3
    os.mkfifo(tmp_path / "pipe")
    assert advisor("calibrate", "pipe", home=tmp_path).code == 3
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 40)
    assert advisor("calibrate", "binary.csv", home=tmp_path).code == 2
    (tmp_path / "empty.csv").write_bytes(b"")
    assert advisor("calibrate", "empty.csv", home=tmp_path).code == 2
    assert calibrate(tmp_path, "--out", "own.csv").code == 3, "a file where the directory should be"
