"""The reader of measured rows: what it takes, what it refuses, and how it says so."""

from pathlib import Path

import pytest

from advisor.evidence import csv_reader
from advisor.evidence.csv_reader import MeasuredFileError, read_file, read_rows

HEADER = "id,model_id,accelerator_id,accel_count,metric_kind,value"
ROW = "a1,glm-5,h200-sxm,8,tpot_ms,17.5"


def _with(column: str, cell: str) -> str:
    return f"{HEADER},{column}\n{ROW},{cell}\n"


def _refusal(text: str) -> str:
    with pytest.raises(MeasuredFileError) as caught:
        read_rows(text, "ours.csv")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_required_columns_make_a_row_and_the_rest_is_unknown() -> None:
    (row,) = read_rows(f"{HEADER}\n{ROW}\n", "ours.csv")
    assert (row.id, row.model_id, row.accelerator_id, row.accel_count) == ("a1", "glm-5", "h200-sxm", 8)
    assert (row.metric_kind, row.value) == ("tpot_ms", 17.5)
    assert row.tp is row.speculative is row.input_tokens is row.prefix_cache_hit is None
    assert row.engine == row.notes == row.scenario == ""


def test_every_column_lands_in_the_field_of_its_name() -> None:
    text = (
        f"{HEADER},nodes,precision_weights,precision_kv,engine,engine_version,tp,pp,ep,dp,disaggregated,"
        "speculative,input_tokens,output_tokens,concurrency_or_batch,prefix_cache_hit,scenario,date,confidence,"
        "source_title,source_url,notes\n"
        f"{ROW},1,fp8,BF16,vLLM,0.19.0,8,2,4,3,0,1,1024,256,16,0.9,server,2026-11-01,high,Ours,https://e.org,"
        '"a, b"\n'
    )
    (row,) = read_rows(text, "ours.csv")
    assert (row.nodes, row.tp, row.pp, row.ep, row.dp) == (1, 8, 2, 4, 3)
    assert (row.precision_weights, row.precision_kv, row.engine, row.engine_version) == (
        "fp8",
        "BF16",
        "vLLM",
        "0.19.0",
    )
    assert (row.disaggregated, row.speculative) == (False, True)
    assert (row.input_tokens, row.output_tokens, row.concurrency_or_batch) == (1024, 256, 16)
    assert (row.prefix_cache_hit, row.scenario, row.date, row.confidence) == (
        0.9,
        "server",
        "2026-11-01",
        "high",
    )
    assert (row.source_title, row.source_url, row.notes) == ("Ours", "https://e.org", "a, b")


def test_order_of_columns_case_and_unknown_columns_do_not_matter() -> None:
    header = "value,hour,METRIC_KIND, accel_count ,accelerator_id,model_id,id"
    text = f"{header}\n17.5,noon,tpot_ms,8,h200-sxm,glm-5,a1\n"
    assert read_rows(text, "x") == read_rows(f"{HEADER}\n{ROW}\n", "x")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_found_out(separator: str) -> None:
    text = f"{HEADER}\n{ROW}\n".replace(",", separator)
    assert read_rows(text, "x") == read_rows(f"{HEADER}\n{ROW}\n", "x")


def test_byte_order_mark_empty_lines_and_repeated_ids_are_no_fault() -> None:
    rows = read_rows(f"\ufeff\n{HEADER}\r\n\r\n{ROW}\r\n,,,\r\n{ROW}\r\n", "x")
    assert [row.id for row in rows] == ["a1", "a1"]


@pytest.mark.parametrize(("cell", "value"), [("8.0", 8), ("1e1", 10), ("8", 8), ("", None)])
def test_counts_as_tables_with_gaps_write_them(cell: str, value: int | None) -> None:
    assert read_rows(_with("tp", cell), "x")[0].tp == value


def test_half_a_card_is_a_count() -> None:
    assert read_rows(f"{HEADER}\n{ROW.replace(',8,', ',0.5,')}\n", "x")[0].accel_count == 0.5


def test_many_decimals_are_a_number() -> None:
    text = f"{HEADER}\n{ROW.replace('17.5', '17.' + '3' * 3000)}\n"
    assert read_rows(text, "x")[0].value == pytest.approx(17.3333333)


@pytest.mark.parametrize(
    "value",
    [
        "0",
        "-3",
        "nan",
        "NaN",
        "inf",
        "1e13",
        "9e999",
        "1,5",
        "1_000",
        "",
        "0x10",
        "1e",
        "1 000",
        "\u0664",
        "1" * 40,
    ],
)
def test_values_that_nobody_measured_are_refused(value: str) -> None:
    message = _refusal(f'{HEADER}\na1,glm-5,h200-sxm,8,tpot_ms,"{value}"\n')
    assert message.startswith("ours.csv, line 2, value: found ")
    assert "wanted a number above 0" in message


@pytest.mark.parametrize(
    ("column", "cell", "wanted"),
    [
        ("tp", "0", "a whole number from 1 to 100,000"),
        ("tp", "1.5", "a whole number from 1 to 100,000"),
        ("tp", "100001", "a whole number from 1 to 100,000"),
        ("input_tokens", "10000001", "a whole number from 1 to 10,000,000"),
        ("output_tokens", "-1", "a whole number from 1 to 10,000,000"),
        ("concurrency_or_batch", "inf", "a number of requests above 0, at most 100,000"),
        ("prefix_cache_hit", "90", "a share from 0 to 1, such as 0.9 for 90%"),
        ("speculative", "yes", "0, 1 or nothing"),
        ("scenario", "offlne", "did you mean offline?"),
    ],
)
def test_other_cells_say_what_was_wanted(column: str, cell: str, wanted: str) -> None:
    message = _refusal(_with(column, cell))
    assert message.startswith(f"ours.csv, line 2, {column}: found {cell!r}, wanted ")
    assert wanted in message


def test_a_third_of_a_card_is_refused() -> None:
    assert "whole cards, or half a card" in _refusal(f"{HEADER}\n{ROW.replace(',8,', ',0.3,')}\n")


def test_an_unknown_metric_names_the_near_ones() -> None:
    message = _refusal(f"{HEADER}\n{ROW.replace('tpot_ms', 'tpot')}\n")
    assert "metric_kind: found 'tpot', wanted one of tpot_ms, ttft_ms," in message
    assert message.endswith("did you mean tpot_ms?")


@pytest.mark.parametrize("column", ["id", "model_id", "accelerator_id"])
def test_an_empty_id_is_refused(column: str) -> None:
    cells = dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | {column: " \x1b[31m"}
    assert f"line 2, {column}: found " in _refusal(f"{HEADER}\n{','.join(cells.values())}\n")


def test_a_missing_column_is_named_with_the_one_that_may_be_meant() -> None:
    message = _refusal("id,model,accelerator_id,accel_count,metric_kind,value\n")
    assert message == (
        "ours.csv, line 1, model_id: found no such column, wanted it in the first line; did you mean model?"
    )


def test_a_column_twice_is_refused() -> None:
    assert "line 1, value: found the column twice" in _refusal(f"{HEADER},Value\n{ROW},3\n")


@pytest.mark.parametrize("text", ["", "\n\n", f"{HEADER}\n"])
def test_a_file_without_rows_is_refused(text: str) -> None:
    assert "line 1" in _refusal(text)


def test_the_line_of_a_fault_counts_lines_of_the_file() -> None:
    text = f'{HEADER},notes\n{ROW},"two\nlines"\n\n{ROW.replace("17.5", "x")},\n'
    assert _refusal(text).startswith("ours.csv, line 5, value: found 'x'")


def test_a_quote_that_never_ends_and_too_many_cells_are_refused() -> None:
    assert "a line that is no CSV" in _refusal(f'{HEADER}\n"a1,glm-5\n')
    assert "found 7 cells, wanted 6" in _refusal(f"{HEADER}\n{ROW},2\n")


def test_control_characters_never_reach_a_row_or_a_message() -> None:
    (row,) = read_rows(_with("notes", "\x1b]0;title\x07plain\u202e \x00end"), "x")
    assert row.notes == "plain end"
    assert "\x1b" not in _refusal(f"{HEADER}\n{ROW.replace('17.5', chr(27) + '[2J17')}\n")


def test_long_cells_and_long_tables_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "found 4,001 characters, wanted at most 4,000" in _refusal(_with("notes", "x" * 4001))
    assert "a line that is no CSV" in _refusal(_with("others", "x" * 200_000))
    assert "found a line of 1,000,001 characters" in _refusal(f"{HEADER}{',' * (1_000_000 - len(HEADER))}\n")
    assert "line 1000001: found more than 1,000,000 lines" in _refusal(HEADER + "\n" * 1_000_001)
    monkeypatch.setattr(csv_reader, "MAX_ROWS", 2)
    assert len(read_rows(f"{HEADER}\n{ROW}\n{ROW}\n", "x")) == 2
    assert "line 4: found more than 2 rows" in _refusal(f"{HEADER}\n{ROW}\n{ROW}\n{ROW}\n")


def test_files_that_are_no_text_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(f"{HEADER}\n{ROW}\n".encode("utf-16"))
    with pytest.raises(MeasuredFileError, match="UTF-16 text"):
        read_file(file)
    file.write_bytes(f"{HEADER}\na1\xff".encode("latin-1"))
    with pytest.raises(MeasuredFileError, match="line 2: found byte 0xff"):
        read_file(file)
    file.write_bytes(f"{HEADER}\n{ROW}\n".encode("utf-8-sig"))
    assert len(read_file(file)) == 1
    monkeypatch.setattr(csv_reader, "MAX_FILE_BYTES", 20)
    with pytest.raises(MeasuredFileError, match="more than 20 bytes"):
        read_file(file)
    with pytest.raises(OSError, match="not a regular file"):
        read_file(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none.csv")
