"""Phrases of benchmark notes, and text from outside that only resembles them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.estimate.layout import PrefillPool
from advisor.evidence.layout_notes import (
    Pools,
    is_all_at_once,
    is_before_graphs,
    is_single_request,
    is_untuned,
    mean_length_share,
    pools_of,
    sequences_at_once,
)
from evidence.measured_rows import row

COUNTS = st.integers(0, 64)


@pytest.mark.parametrize(
    ("notes", "devices", "wanted"),
    [
        (
            "prefill 1x(tp4,ep4,dpa1)=4 GPU + decode 4x(tp8,ep8,dpa0)",
            36,
            Pools(prefill=PrefillPool(workers=1, tp=1, dp=4), replicas=4, tp=8, dp=1, ep=8),
        ),
        (
            "prefill 2x(tp8,ep1,dpa0)=16 GPU + decode 1x(tp8,ep1,dpa0); ISL drawn",
            24,
            Pools(prefill=PrefillPool(workers=2, tp=8), replicas=1, tp=8, dp=1, ep=1),
        ),
        (  # attention of decode in ranks: every device of the worker is one
            "prefill 1x(tp4,ep1,dpa0)=4 GPU + decode 1x(tp8,ep8,dpa1)",
            12,
            Pools(prefill=PrefillPool(workers=1, tp=4), replicas=1, tp=1, dp=8, ep=8),
        ),
        (  # two devices a reading worker of tp 1: ranks
            "prefill 3x(tp1,ep2,dpa0)=6 GPU + decode 2x(tp1,ep1,dpa0)",
            8,
            Pools(prefill=PrefillPool(workers=3, tp=1, dp=2), replicas=2, tp=1, dp=1, ep=1),
        ),
        (
            "PD layout 2p1d; prefill tp4 pp8, decode tp32 dp32",
            96,
            Pools(prefill=PrefillPool(workers=2, tp=4, pp=8), replicas=1, tp=1, dp=32, ep=32),
        ),
        (
            "PD layout 1p2d; prefill tp16, decode tp8",
            32,
            Pools(prefill=PrefillPool(workers=1, tp=16), replicas=2, tp=8, dp=1, ep=8),
        ),
    ],
)
def test_pools_by_hand(notes: str, devices: int, wanted: Pools) -> None:
    assert pools_of(notes, devices) == wanted


@pytest.mark.parametrize(
    ("notes", "devices"),
    [
        ("", 8),
        ("1P1D: prefill DP2 TP16, decode DP8 TP4", 64),  # a way of writing that is not read
        ("prefill 0x(tp4,ep4,dpa1)=0 GPU + decode 1x(tp8,ep8,dpa0)", 8),
        ("prefill 1x(tp4,ep4,dpa1)=4 GPU + decode 0x(tp8,ep8,dpa0)", 4),
        ("prefill 1x(tp8,ep8,dpa0)=8 GPU + decode 1x(tp8,ep8,dpa0)", 8),  # nothing is left to answer
        ("prefill 1x(tp8,ep8,dpa0)=8 GPU + decode 3x(tp8,ep8,dpa0)", 24),  # 16 over three workers
        ("PD layout 2p1d; prefill tp4 pp8, decode tp32 dp32", 95),
        ("PD layout 2p1d", 96),
        ("PD layout 1p1d; prefill tp8 pp1, decode tp8 dp3", 16),
        ("PD layout 1p1d; prefill tp8 pp1, decode tp8 dp0", 16),
        ("PD layout 1p1d; prefill tp8 pp1, decode tp0 dp1", 8),
        ("prefill 2x(tp3,ep3,dpa0)=7 GPU + decode 1x(tp1,ep1,dpa0)", 8),
        (f"prefill {'9' * 5000}x(tp4,ep4,dpa1)=4 GPU + decode 1x(tp8,ep8,dpa0)", 12),
        (f"PD layout {'9' * 5000}p1d; prefill tp4, decode tp4", 8),
    ],
)
def test_counts_that_do_not_agree_are_not_taken(notes: str, devices: int) -> None:
    assert pools_of(notes, devices) is None


@given(COUNTS, COUNTS, COUNTS, st.booleans(), COUNTS, COUNTS, COUNTS, COUNTS, st.booleans(), COUNTS)
def test_pools_always_use_exactly_the_devices(
    count: int,
    tp: int,
    ep: int,
    ranks: bool,
    reading: int,
    workers: int,
    tp_out: int,
    ep_out: int,
    ranks_out: bool,
    devices: int,
) -> None:
    notes = f"prefill {count}x(tp{tp},ep{ep},dpa{int(ranks)})={reading} GPU + "
    notes += f"decode {workers}x(tp{tp_out},ep{ep_out},dpa{int(ranks_out)})"
    found = pools_of(notes, devices)
    if found is not None:
        assert found.prefill.devices + found.replicas * found.tp * found.dp == devices
        assert min(found.prefill.workers, found.prefill.tp, found.prefill.dp, found.replicas) > 0


@given(st.integers(0, 8), st.integers(0, 8), COUNTS, COUNTS, COUNTS, COUNTS, st.integers(0, 200))
def test_pd_pools_use_exactly_the_devices(
    reading: int, answering: int, tp_in: int, pp: int, tp_out: int, dp: int, devices: int
) -> None:
    notes = f"PD layout {reading}p{answering}d; prefill tp{tp_in} pp{pp}, decode tp{tp_out} dp{dp}"
    found = pools_of(notes, devices)
    if found is not None:
        assert found.prefill.devices + found.replicas * found.tp * found.dp == devices
        assert min(found.prefill.devices, found.replicas, found.tp, found.dp) > 0


@given(st.text(max_size=200), st.integers(0, 10_000))
def test_any_text_is_taken(notes: str, devices: int) -> None:
    assert pools_of(notes, devices) is None or "prefill" in notes
    assert mean_length_share(notes) in (0.9, 1.0)
    assert sequences_at_once(notes, 8) is None or "max-" in notes


def test_sequences_at_once_by_rank_or_server() -> None:
    assert sequences_at_once("server max-num-seqs 16 per DP rank", 4) == 64
    assert sequences_at_once("max-running-requests 48, gpu-mem 0.96", 4) == 48
    assert sequences_at_once("max-num-seqs 0", 4) is None
    assert sequences_at_once(f"max-num-seqs {'9' * 5000}", 4) is None
    assert sequences_at_once("at most a few sequences", 4) is None


def test_flags_of_the_notes() -> None:
    assert is_all_at_once("all requests submitted at once")
    assert is_all_at_once("unlimited arrival rate")
    assert not is_all_at_once("16 requests in flight")
    assert is_single_request("single request, 8 cards")
    assert is_untuned("run in eager mode")
    assert is_untuned("software not optimised yet")
    assert not is_untuned("")


@pytest.mark.parametrize(
    ("engine", "version", "before"),
    [
        ("vLLM-Ascend", "0.7.3", True),
        ("vLLM-Ascend", "0.9.1rc1", True),
        ("vLLM-Ascend", "0.10.0", False),
        ("vLLM-Ascend", "0.18.0", False),
        ("vLLM-Ascend", "main CI (2026-08-19)", False),
        ("vLLM-Ascend", "", False),
        ("vLLM", "0.7.3", False),
        ("MindIE", "0.9", False),
    ],
)
def test_ascend_before_graphs(engine: str, version: str, before: bool) -> None:
    assert is_before_graphs(row(engine=engine, engine_version=version)) is before
