"""Predictions of rows: each metric from one speed, in the unit of the row."""

from typing import Any

import pytest

from advisor.estimate.constants import shipped_constants
from advisor.estimate.correction import Correction
from advisor.estimate.layout import PrefillPool
from advisor.estimate.speed import estimate_speed
from advisor.evidence.deployment import Skipped
from advisor.evidence.formats import bins_of, weights_of
from advisor.evidence.prediction import Prediction, predict_row
from advisor.figures import Range
from evidence.measured_rows import SHIPPED, row

BINS = ("ascend-910b3", "ascend-910b1", "ascend-910b2", "ascend-910b4", "ascend-910b4-1")
ON_A2: dict[str, Any] = {"precision_weights": "bf16", "engine": "vLLM-Ascend"}


def predicted(correction: Correction | None = None, **fields: Any) -> Prediction:
    found = predict_row(row(**fields), SHIPPED, correction=correction)
    assert isinstance(found, Prediction), found
    return found


def test_each_metric_is_what_the_estimator_says_of_the_layout_and_load() -> None:
    asked = predicted().deployment
    speed = estimate_speed(asked.model, asked.accelerator, asked.layout, asked.load, path=asked.path)
    assert predicted(metric_kind="tpot_ms").value == speed.tpot_ms
    assert predicted(metric_kind="ttft_ms").value == speed.ttft_ms
    assert predicted(metric_kind="output_tok_s_total").value == speed.output_tok_s
    assert predicted(metric_kind="total_tok_s_total").value == speed.total_tok_s
    requests = predicted(metric_kind="requests_s").value
    assert requests.mid == pytest.approx(speed.output_tok_s.mid / 1024)
    assert requests.high / requests.low == pytest.approx(speed.output_tok_s.high / speed.output_tok_s.low)


def test_rates_of_one_phase() -> None:
    """Answering alone is faster than both together, and both rates scale with the replicas."""
    both = predicted(metric_kind="output_tok_s_total").value.mid
    decode = predicted(metric_kind="decode_tok_s_total").value.mid
    prefill = predicted(metric_kind="prefill_tok_s_total").value.mid
    assert decode > both
    fours: dict[str, Any] = {"tp": 4, "concurrency_or_batch": 16}
    four, two = (
        predicted(metric_kind="prefill_tok_s_total", accel_count=cards, **fours).value.mid for cards in (4, 8)
    )
    assert two == pytest.approx(2 * four)
    # Little's law: the time of a request is its prompt's and its answer's.
    assert 1 / both == pytest.approx(1 / decode + 1 / prefill, rel=1e-6)


def test_a_pool_reads_with_its_workers() -> None:
    notes = "prefill {}x(tp4,ep1,dpa0)={} GPU + decode 1x(tp8,ep1,dpa0)"
    one, two = (
        predicted(
            metric_kind="prefill_tok_s_total",
            accel_count=8 + 4 * workers,
            nodes=workers,
            disaggregated=True,
            notes=notes.format(workers, 4 * workers),
        )
        for workers in (1, 2)
    )
    assert two.deployment.layout.prefill_pool == PrefillPool(workers=2, tp=4)
    assert two.value.mid == pytest.approx(2 * one.value.mid)


def test_an_own_benchmark_scales_the_prediction() -> None:
    plain, slower = predicted(), predicted(Correction(step_factor=2.0, prompt_factor=2.0))
    assert slower.value.mid == pytest.approx(2 * plain.value.mid)


def test_an_unknown_load_is_told_and_wider() -> None:
    """All at once, the same number in flight: the time is moved by the fitted factor, its range is wider."""
    known = predicted(concurrency_or_batch=64)
    unknown = predicted(concurrency_or_batch=64, notes="all requests submitted at once")
    assert (known.deployment.load_known, unknown.deployment.load_known) == (True, False)
    factor = shipped_constants().terms["saturated"].base
    assert unknown.value.mid == pytest.approx(factor * known.value.mid)
    assert unknown.value.high / unknown.value.low > known.value.high / known.value.low


def test_a_part_of_unknown_bin_stands_for_all_five() -> None:
    assert tuple(part.id for part in bins_of("ascend-910b", SHIPPED)) == BINS
    assert [part.id for part in bins_of("ascend-910b2", SHIPPED)] == ["ascend-910b2"]
    assert bins_of("no-such", SHIPPED) == ()


def test_its_range_is_the_union_of_the_bins_ranges() -> None:
    fields: dict[str, Any] = ON_A2 | {"model_id": "qwen3-32b"}
    whole = predicted(accelerator_id="ascend-910b", **fields)
    ranges = [predicted(accelerator_id=part, **fields).value for part in BINS]
    assert whole.value == Range(
        min(one.low for one in ranges), ranges[0].mid, max(one.high for one in ranges), ranges[0].basis
    )
    assert len({one.mid for one in ranges}) > 1


def test_a_published_four_bit_file_labelled_fp8_is_read_as_four_bit() -> None:
    part = SHIPPED.accelerators["b200"]
    for model_id, wanted in (
        ("deepseek-v4-pro", "mxfp4"),
        ("gpt-oss-120b", "mxfp4"),
        ("deepseek-r1", "fp8"),
    ):
        asked = row(model_id=model_id, precision_weights="fp8")
        assert weights_of(asked, SHIPPED.models[model_id], part) == wanted


@pytest.mark.parametrize(
    ("fields", "code", "detail"),
    [
        ({"model_id": "no-such"}, "model_unknown", "no-such"),
        ({"accelerator_id": "no-such"}, "accelerator_unknown", "no-such"),
        ({"accel_count": 7, "tp": 2}, "layout_unknown", ""),
        ({"accelerator_id": "tpu-v6e", "precision_weights": "bf16"}, "speed_unknown", "relatives"),
        ({"accelerator_id": "mi308x"}, "speed_unknown", "rates"),
        (
            {"metric_kind": "ttft_ms", "input_tokens": 30_000, "output_tokens": 16},
            "saturated",
            "no waiting time can be promised",
        ),
    ],
)
def test_why_a_row_is_skipped(fields: dict[str, Any], code: str, detail: str) -> None:
    found = predict_row(row(**fields), SHIPPED)
    assert isinstance(found, Skipped)
    assert found.code == code
    assert found.detail == detail or not detail


def test_the_path_can_be_overridden() -> None:
    tuned, default = (predict_row(row(), SHIPPED, path=path) for path in ("tuned", "default"))
    assert isinstance(tuned, Prediction)
    assert isinstance(default, Prediction)
    assert default.value.mid > tuned.value.mid
    assert default.deployment.path == "default"
