"""The compact table of measured rows: it reads back as it was given, and what ships holds together."""

from pathlib import Path

import msgspec
import pytest

from advisor.evidence.compact import DATA, compact, main
from advisor.evidence.csv_reader import COLUMNS, read_rows
from advisor.evidence.row import MeasuredRow
from advisor.evidence.shipped import NOTE, POINT, SETUP, SOURCE, rows_of, shipped_rows
from advisor.evidence.short_notes import short_notes

LARGEST_BYTES = 700_000
"""Of all tables together, so that a checkout and a wheel stay small."""

_CSV = """\
id,model_id,accelerator_id,accel_count,nodes,precision_weights,precision_kv,engine,engine_version,tp,pp,ep,dp,\
disaggregated,speculative,input_tokens,output_tokens,concurrency_or_batch,prefix_cache_hit,metric_kind,value,\
scenario,date,confidence,source_title,source_url,notes
a1,glm-5,h200-sxm,8,1,fp8,,SGLang,0.5.9,8,1,1,1,0,0,1024,1024,16,,tpot_ms,17.25,fixed-concurrency,2026-07,high,\
"Ours, of July",https://e.org/a,"actual lengths U[0.8L,L]; median TPOT"
a2,glm-5,h200-sxm,8,1,fp8,,SGLang,0.5.9,8,1,1,1,0,0,1024,1024,16,,total_tok_s_total,1800.1,fixed-concurrency,\
2026-07,high,"Ours, of July",https://e.org/a,"actual lengths U[0.8L,L]; input+output tokens"
a3,qwen3-8b,ascend-910c,0.5,,,,"",,,,,,,,,,,,output_tok_s_total,0.1,,,,,,
a3,qwen3-8b,ascend-910b,2,,w8a8,INT8 (C8),MindIE,,2,,,,1,1,333,,7.5,0.99,requests_s,1e-3,server,2025,medium,\
\u534e\u4e3a,https://e.org/b,"max-num-seqs 4; single request"
"""


def _without_notes(rows: tuple[MeasuredRow, ...]) -> list[MeasuredRow]:
    return [msgspec.structs.replace(row, notes="") for row in rows]


def test_every_field_stands_in_one_table() -> None:
    assert sorted(POINT + SETUP + SOURCE + NOTE) == sorted(COLUMNS) == sorted(MeasuredRow.__struct_fields__)


def test_rows_read_back_as_given_but_for_short_notes() -> None:
    rows = read_rows(_CSV, "ours.csv")
    back = rows_of(compact(rows))
    assert _without_notes(back) == _without_notes(rows)
    assert [row.notes for row in back] == [
        "actual lengths U[0.8L,L]",
        "actual lengths U[0.8L,L]",
        "",
        "max-num-seqs 4; single request",
    ]


def test_what_rows_share_stands_once() -> None:
    tables = compact(read_rows(_CSV, "ours.csv"))
    lines = {name: text.count("\n") - 1 for name, text in tables.items()}
    assert lines == {
        "measured.csv": 4,
        "measured_setups.csv": 3,
        "measured_sources.csv": 3,
        "measured_notes.csv": 2,
    }


def test_the_shipped_tables_are_what_the_program_makes_of_their_own_rows() -> None:
    for name, text in compact(shipped_rows()).items():
        assert (DATA / name).read_bytes().decode() == text, name


def test_what_ships_is_small_and_whole() -> None:
    assert sum(file.stat().st_size for file in DATA.iterdir()) < LARGEST_BYTES
    rows = shipped_rows()
    assert len(rows) == len({row.id for row in rows}) == 5825
    assert all(row.source_title and row.source_url.startswith("https://") for row in rows)
    assert all(row.confidence in ("high", "medium", "low") for row in rows)
    assert shipped_rows() is rows


def test_a_shipped_row_by_hand() -> None:
    row = next(row for row in shipped_rows() if row.id == "IX-0004")
    assert (row.model_id, row.accelerator_id, row.accel_count, row.nodes) == ("deepseek-r1", "b200", 4, 1)
    assert (row.precision_weights, row.engine, row.tp, row.speculative) == ("nvfp4", "SGLang", 4, True)
    assert (row.input_tokens, row.output_tokens, row.concurrency_or_batch) == (1024, 1024, 4)
    assert (row.metric_kind, row.value, row.date) == ("tpot_ms", 5.548, "2026-07-20")
    assert row.source_url.endswith("/releases/tag/db-dump/2026-07-20")


@pytest.mark.parametrize(
    ("notes", "short"),
    [
        (
            "cfg 312; median over runs; actual lengths U[0.8L,L]; prefill 1x(tp4,ep4,dpa1)=4 GPU + decode "
            "5x(tp8,ep8,dpa0); decode GPUs inferred (workers x tp); published per-GPU 49.3; "
            "input+output tokens",
            "actual lengths U[0.8L,L]; prefill 1x(tp4,ep4,dpa1)=4 GPU + decode 5x(tp8,ep8,dpa0)",
        ),
        (
            "mean lengths from run log; all requests submitted at once; flags: zai-org/GLM-4.5-Air "
            "-tp 4 --host 0.0.0.0 --ep-size 4 --attention-backend=fa3 --speculative-config={'method':'mt",
            "all requests submitted at once; flags: --ep-size=4 --attention-backend=fa3 --speculative-config",
        ),
        ("flags: zai-org/GLM-4.5-Air -tp 4; median", ""),
        ("published per GPU (6,430), multiplied by 4; DEP4; max load", "DEP4; max load"),
        (
            "server max-num-seqs 16 per DP rank, so effective batch may be below client concurrency",
            "server max-num-seqs 16 per DP rank",
        ),
        (
            "W4A16 path is not optimised on NPU; MTP 3 tokens",
            "W4A16 path is not optimised on NPU; MTP 3 tokens",
        ),
        ("", ""),
    ],
)
def test_notes_keep_what_layout_and_load_rest_on(notes: str, short: str) -> None:
    assert short_notes(notes) == short
    assert short_notes(short) == short


def test_the_program_writes_the_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "rows.csv"
    source.write_text(_CSV, encoding="utf-8")
    assert main([str(source), str(tmp_path / "data")]) == 0
    assert "measured.csv: 4 lines" in capsys.readouterr().out
    tables = {file.name: file.read_bytes().decode() for file in (tmp_path / "data").iterdir()}
    assert _without_notes(rows_of(tables)) == _without_notes(read_rows(_CSV, "x"))


def test_the_program_refuses_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "rows.csv"
    source.write_text("id\n1\n", encoding="utf-8")
    assert main([str(source)]) == 2
    assert main([str(tmp_path / "none.csv")]) == 3
    assert main([]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert "line 1, model_id: found no such column" in lines[0]
    assert lines[1] == f"{tmp_path / 'none.csv'}: No such file or directory"
    assert lines[2].startswith("usage: ")
