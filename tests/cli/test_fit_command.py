"""`advisor fit` as a user types it: a number of cards, none, or a file."""

import json
from pathlib import Path

import pytest

from cli.command import advisor

HEAD = "model_id,weights,accelerator_id,accel_count,nodes,context_len,engine,status\n"
GLM = ("fit", "--model", "glm-5", "--weights", "w4a8", "--accelerator", "ascend-910b3")


def test_the_smallest_number_that_holds_a_model(tmp_path: Path) -> None:
    done = advisor(*GLM, "--format", "json", home=tmp_path)
    found = json.loads(done.out)
    assert (done.code, found["count"], found["fits"]) == (0, 8, True)
    assert [tried["count"] for tried in found["tried"]] == [1, 2, 4, 8]
    assert found["smaller"]["reasons"][0]["code"] == "memory_short"
    assert found["arithmetic"]["lines"]


def test_every_format_is_made(tmp_path: Path) -> None:
    for name, start in (
        ("text", "Yes: 8 x ascend-910b3"),
        ("csv", "model,accelerator"),
        ("md", "**Yes: 8 x"),
    ):
        done = advisor(*GLM, "--format", name, home=tmp_path)
        assert done.code == 0
        assert done.out.startswith(start)


def test_a_stated_number_answers_as_before(tmp_path: Path) -> None:
    done = advisor(*GLM, "--count", "8", "--format", "json", home=tmp_path)
    found = json.loads(done.out)
    assert (done.code, found["count"], found["context_tokens"], found["concurrency"]) == (0, 8, 8192, 1)


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--count", "8", "--users", "10"), "--users asks for the number of cards; leave --count out"),
        (("--count", "8", "--ttft-ms", "10"), "--ttft-ms asks for the number of cards"),
        (("--nodes", "2"), "--nodes divides a stated number of cards; give --count too"),
        (("--users", "5", "--rate", "2"), "give one of users, rate and concurrency"),
        (("--rate", "nan"), "rate_per_s: found nan, wanted a number above 0"),
        (("--users", "5", "--workload", "nope"), "no workload 'nope'"),
        (("--count", "12"), "12 cards make no whole servers of 8; 8 or 16 do"),
    ],
)
def test_what_can_not_be_asked(options: tuple[str, ...], line: str, tmp_path: Path) -> None:
    done = advisor(*GLM, *options, home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert line in done.err
    assert "Traceback" not in done.err


def test_a_file_of_documented_setups(tmp_path: Path) -> None:
    path = tmp_path / "setups.csv"
    path.write_text(
        HEAD + "glm-5,w4a8,ascend-910b3,8,1,,vLLM-Ascend,minimum\n"
        "glm-5,w8a8,ascend-910b3,8,1,,,does-not-fit\n",
        encoding="utf-8",
    )
    done = advisor("fit", "--from", str(path), "--format", "json", home=tmp_path)
    document = json.loads(done.out)
    first, second = document["rows"]
    assert done.code == 0
    assert (first["row"], first["fits"], first["reason"]) == (1, True, "")
    assert first["next_smaller"]["count"] == 4
    assert first["next_smaller"]["fits"] is False
    assert "short" in first["next_smaller"]["note"]
    assert second["fits"] is False
    assert "next_smaller" not in second
    assert document["summary"]["agree"] == 2


def test_a_row_that_can_not_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "setups.csv"
    path.write_text(
        HEAD + "glm-5,int3,h200-sxm,8\nglm-5,fp8,h200-sxm,many\nglm-5,fp8,h200-sxm\n=1+1,fp8,h200-sxm,8\n"
        "glm-5\x1b[31m,fp8,h200-sxm\x1b]0;evil\x07,8\n",
        encoding="utf-8",
    )
    done = advisor("fit", "--from", str(path), "--format", "json", home=tmp_path)
    rows = json.loads(done.out)["rows"]
    assert [row["fits"] for row in rows] == [None, None, None, None, True]
    assert rows[1]["reason"] == "accel_count: found 'many', wanted a whole number from 1 to 65,536"
    assert "\x1b" not in done.out
    sheet = advisor("fit", "--from", str(path), "--format", "csv", home=tmp_path)
    assert "\n4,'=1+1," in sheet.out


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"model_id,weights\n", "line 1: no column accelerator_id, accel_count"),
        (b"", "line 1: no column model_id"),
        (b"\xff\xfe\x00", "line 1: not UTF-8 text"),
        (HEAD.encode() + b'glm-5,"fp8\n', "not CSV: unexpected end of data"),
        (HEAD.encode() + b"x" * 5000 + b",fp8,h200-sxm,8\n", "line 2, model_id: more than 4,000 characters"),
        (HEAD.encode() + b"a,fp8,b,1\n" * 5001, "line 5002: more than 5,000 rows"),
    ],
)
def test_a_file_that_can_not_be_used(content: bytes, line: str, tmp_path: Path) -> None:
    path = tmp_path / "setups.csv"
    path.write_bytes(content)
    done = advisor("fit", "--from", str(path), home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert line in done.err
    assert len(done.err.splitlines()) == 1


def test_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    assert advisor("fit", "--from", str(tmp_path / "none.csv"), home=tmp_path).code == 3
    assert advisor("fit", "--from", str(tmp_path), home=tmp_path).code == 3
