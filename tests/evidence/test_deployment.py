"""A measured row as a layout and a load, by hand."""

import msgspec
import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.layout import PrefillPool
from advisor.evidence.deployment import Deployment, Skipped, deployment_of
from advisor.evidence.layout_notes import is_before_graphs, pools_of, sequences_at_once
from advisor.evidence.prediction import Prediction, predict_row
from advisor.evidence.row import MeasuredRow

CATALOGUE = Catalogue.shipped()
PLAIN = MeasuredRow(
    id="a", model_id="glm-5", accelerator_id="h200-sxm", accel_count=8, nodes=1, precision_weights="fp8",
    engine="SGLang", tp=8, pp=1, ep=1, dp=1, input_tokens=1024, output_tokens=1024, concurrency_or_batch=16,
    metric_kind="tpot_ms", value=20.0,
)  # fmt: skip


def row(**changes: object) -> MeasuredRow:
    return msgspec.structs.replace(PLAIN, **changes)


def deployed(**changes: object) -> Deployment:
    found = deployment_of(row(**changes), CATALOGUE)
    assert isinstance(found, Deployment)
    return found


def test_a_stated_layout_is_taken() -> None:
    found = deployed()
    assert (found.layout.tp, found.layout.dp, found.layout.replicas, found.layout.stack) == (
        8,
        1,
        1,
        "sglang",
    )
    assert (found.load.input_tokens, found.load.concurrency, found.load_known) == (1024, 16, True)


def test_lengths_drawn_evenly_have_nine_tenths_of_the_stated_mean() -> None:
    found = deployed(notes="cfg 1; actual lengths U[0.8L,L]; median TPOT")
    assert (found.load.input_tokens, found.load.output_tokens) == (922, 922)


@pytest.mark.parametrize(
    ("changes", "tp", "dp", "replicas"),
    [
        ({"tp": 8, "ep": 8, "dp": 8}, 1, 8, 1),  # SGLang: dp parts the group of eight
        ({"tp": 4, "dp": 2, "engine": "vLLM-Ascend"}, 4, 2, 1),  # vLLM: dp multiplies it
        ({"tp": None, "dp": 8, "ep": 8}, 1, 8, 1),  # TensorRT-LLM's DEP8
        ({"tp": 4, "ep": 1}, 4, 1, 2),
    ],
)
def test_ways_of_writing_data_parallelism(
    changes: dict[str, object], tp: int, dp: int, replicas: int
) -> None:
    layout = deployed(**changes).layout
    assert (layout.tp, layout.dp, layout.replicas) == (tp, dp, replicas)


def test_pools_are_read_from_notes() -> None:
    notes = "prefill 1x(tp4,ep4,dpa1)=4 GPU + decode 4x(tp8,ep8,dpa0); decode GPUs inferred (workers x tp)"
    found = pools_of(notes, 36)
    assert found is not None
    assert found.prefill == PrefillPool(workers=1, tp=1, dp=4)
    assert (found.replicas, found.tp, found.dp, found.ep) == (4, 8, 1, 8)
    # Written (tp1,ep8): eight devices a worker, as the count of cards says.
    wide = pools_of("prefill 1x(tp4,ep1,dpa0)=4 GPU + decode 1x(tp1,ep8,dpa1)", 12)
    assert wide is not None
    assert (wide.tp, wide.dp, wide.ep) == (1, 8, 8)
    assert pools_of("prefill 1x(tp4,ep1,dpa0)=4 GPU + decode 3x(tp8,ep1,dpa0)", 9) is None


def test_sglang_pools_on_ascend() -> None:
    found = pools_of("96 dies = 48 cards; PD layout 2p1d; prefill tp4 pp8, decode tp32 dp32", 96)
    assert found is not None
    assert found.prefill == PrefillPool(workers=2, tp=4, pp=8)
    assert (found.replicas, found.tp, found.dp) == (1, 1, 32)


def test_what_the_server_admits_bounds_the_load() -> None:
    assert sequences_at_once("server max-num-seqs 16 per DP rank, so effective batch may be below", 4) == 64
    assert sequences_at_once("MTP 3 tokens; max-num-seqs 4, gpu-mem 0.96", 4) == 4
    found = deployed(concurrency_or_batch=100, notes="server max-num-seqs 16 per DP rank")
    assert (found.load.concurrency, found.queued) == (16, True)


def test_all_at_once_is_a_load_that_nobody_states() -> None:
    found = deployed(concurrency_or_batch=1000, notes="all requests submitted at once")
    assert not found.load_known


def test_formats_behind_a_label() -> None:
    assert deployed(model_id="deepseek-v4-pro").layout.weights == "mxfp4"
    assert deployed(precision_weights="", accelerator_id="b200").layout.weights == "nvfp4"
    assert deployed(precision_weights="nvfp4", accelerator_id="b200").layout.kv == "fp8"
    assert deployed(precision_kv="INT8 (C8)").layout.kv == "int8"


def test_ascend_before_graphs_was_untuned() -> None:
    assert is_before_graphs(row(engine="vLLM-Ascend", engine_version="0.9.1"))
    assert not is_before_graphs(row(engine="vLLM-Ascend", engine_version="0.18.0"))
    assert not is_before_graphs(row(engine="vLLM", engine_version="0.9.1"))


def test_an_unknown_bin_is_answered_with_the_range_of_all_bins() -> None:
    asked = row(accelerator_id="ascend-910b", engine="vLLM-Ascend", precision_weights="w4a8", accel_count=16)
    whole = predict_row(msgspec.structs.replace(asked, tp=8, pp=2, nodes=2), CATALOGUE)
    one = predict_row(
        msgspec.structs.replace(asked, accelerator_id="ascend-910b3", tp=8, pp=2, nodes=2), CATALOGUE
    )
    assert isinstance(whole, Prediction)
    assert isinstance(one, Prediction)
    assert len(whole.deployment.bins) > 1
    assert whole.value.mid == one.value.mid
    assert whole.value.low <= one.value.low
    assert whole.value.high >= one.value.high


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"model_id": "no-such"}, "model_unknown"),
        ({"accelerator_id": "no-such"}, "accelerator_unknown"),
        (
            {"accelerator_id": "ascend-310p-duo", "accel_count": 0.5, "tp": 1, "model_id": "qwen3-14b"},
            "layout_unknown",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_laid_out_is_skipped(changes: dict[str, object], code: str) -> None:
    found = deployment_of(row(**changes), CATALOGUE)
    assert isinstance(found, Skipped)
    assert found.code == code


def test_a_wait_in_a_queue_is_not_predicted() -> None:
    found = predict_row(
        row(metric_kind="ttft_ms", concurrency_or_batch=100, notes="max-num-seqs 4"), CATALOGUE
    )
    assert isinstance(found, Skipped)
    assert found.code == "saturated"
