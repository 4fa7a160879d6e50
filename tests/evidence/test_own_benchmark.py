"""From a file's rows to factors: by hand on a model of two numbers, then on the real one."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.estimate.correction import Correction
from advisor.evidence import own_benchmark
from advisor.evidence.errors import UnitsLookWrongError
from advisor.evidence.own_benchmark import OwnBenchmark, calibrate_rows
from advisor.evidence.prediction import Prediction, predict_row
from advisor.evidence.row import MeasuredRow
from evidence.measured_rows import READ_MS, SHIPPED, STEP_MS, predict_simply, row


@pytest.fixture
def simple(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_benchmark, "predict_row", predict_simply)


def found(*rows: MeasuredRow) -> OwnBenchmark:
    return calibrate_rows(rows, SHIPPED)


@pytest.mark.usefixtures("simple")
def test_one_row_by_hand() -> None:
    """Variances on published rows: .249^2 in all, .108^2 + .136^2 of it noise, so the row counts .5136."""
    noise = 0.108**2 + 0.136**2
    group = 0.249**2 - noise
    share = group / (group + noise)
    (one,) = found(row(value=1.5 * STEP_MS)).fits
    assert share == pytest.approx(0.514, abs=1e-3)
    assert one.fit.factors.step == pytest.approx(share * math.log(1.5), abs=2e-3)
    assert one.fit.correction.prompt_factor == 1
    assert one.fit.before.median_error == pytest.approx(1 / 3)
    assert one.fit.after.median_error == pytest.approx(1 - 1.5 ** (share - 1), abs=2e-3)
    assert one.fit.error_kept_back is None


@pytest.mark.usefixtures("simple")
def test_a_throughput_says_what_its_time_per_token_says() -> None:
    rate = row(metric_kind="output_tok_s_total", value=8e3 / (1.5 * STEP_MS))
    by_time, by_rate = found(row(value=1.5 * STEP_MS)), found(rate)
    assert by_rate.fits[0].fit.factors.step == pytest.approx(by_time.fits[0].fit.factors.step, abs=1e-3)


@pytest.mark.usefixtures("simple")
def test_prompts_move_the_prompt_factor_alone() -> None:
    (one,) = found(row(metric_kind="ttft_ms", value=2 * READ_MS)).fits
    assert one.fit.correction.step_factor == 1
    assert one.fit.factors.prompt == pytest.approx(0.2 * math.log(2), abs=1e-3)


@pytest.mark.usefixtures("simple")
def test_many_agreeing_rows_of_many_layouts_are_believed_and_narrow_the_range() -> None:
    rows = [
        row(f"r{cards}-{load}", accel_count=cards, tp=cards, concurrency_or_batch=load, value=1.5 * STEP_MS)
        for cards in (1, 2, 4, 8)
        for load in (1, 4, 16)
    ]
    (one,) = found(*rows).fits
    assert (one.fit.rows, one.fit.layouts) == (12, 4)
    assert one.fit.correction.step_factor == pytest.approx(1.5, rel=0.05)
    assert 0.7 < one.fit.width_factor < 0.9
    assert one.fit.error_kept_back is not None
    assert one.fit.after.median_error <= one.fit.error_kept_back < one.fit.before.median_error


@pytest.mark.usefixtures("simple")
def test_rows_that_disagree_widen_the_range() -> None:
    values = [STEP_MS * factor for factor in (0.4, 0.5, 0.8, 1.0, 1.3, 2.0, 2.4, 0.6, 1.7, 1.0)]
    rows = [row(f"r{at}", concurrency_or_batch=at + 1, value=value) for at, value in enumerate(values)]
    (one,) = found(*rows).fits
    assert one.fit.width_factor > 1.3
    assert one.fit.after.inside > one.fit.before.inside


@pytest.mark.usefixtures("simple")
def test_groups_are_never_mixed() -> None:
    rows = (
        row("a", value=1.5 * STEP_MS),
        row("b", engine="SGLang"),
        row("c", accelerator_id="h100-sxm"),
        row("d", precision_weights="bf16"),
        row("e", model_id="qwen3-32b"),
    )
    fits = found(*rows).fits
    assert len(fits) == 5
    moved = [one for one in fits if one.fit.correction.step_factor != pytest.approx(1, abs=1e-6)]
    assert [one.row_ids for one in moved] == [("a",)]
    assert found(*reversed(rows)).fits == fits


@pytest.mark.usefixtures("simple")
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"model_id": "llama-33"}, "model_unknown"),
        ({"accelerator_id": "h2000"}, "accelerator_unknown"),
        (
            {"accelerator_id": "ascend-910b", "precision_weights": "w8a8", "engine": "vllm-ascend"},
            "bin_unstated",
        ),
        ({"engine": "Our own"}, "stack_unknown"),
        ({"engine": ""}, "stack_unknown"),
        ({"concurrency_or_batch": None, "scenario": "offline"}, "load_unknown"),
        ({"metric_kind": "ttft_ms", "concurrency_or_batch": 64}, "first_token_crowded"),
    ],
)
def test_rows_that_can_not_be_fitted_on_are_named(fields: dict[str, Any], code: str) -> None:
    result = found(row("odd", **fields), row("good"))
    assert [(one.row.id, one.code) for one in result.left_out] == [("odd", code)]
    assert [one.row_ids for one in result.fits] == [("good",)]


@pytest.mark.usefixtures("simple")
def test_nothing_but_odd_rows_gives_no_factor() -> None:
    assert found(row(engine="")).fits == ()
    assert found() == OwnBenchmark(fits=(), left_out=())


@pytest.mark.usefixtures("simple")
@pytest.mark.parametrize(
    ("times", "told"), [(1000, "1e+03 times"), (0.001, "1/1e+03 of"), (5.1, "5.1 times")]
)
def test_another_unit_is_refused_with_its_place(times: float, told: str) -> None:
    with pytest.raises(
        UnitsLookWrongError, match=r"2 rows, r1 to r2: tpot_ms of llama on h200-sxm"
    ) as raised:
        found(
            row("r0", metric_kind="ttft_ms", value=READ_MS),
            *(row(f"r{i}", value=times * STEP_MS) for i in (1, 2)),
        )
    assert told in str(raised.value)
    assert "units look wrong" in str(raised.value)


@given(st.floats(0.35, 2.9), st.sampled_from([1, 4, 16]))
@settings(max_examples=15, deadline=None)
def test_the_real_model_moves_towards_a_row_and_never_past_it(times: float, load: int) -> None:
    plain = predict_row(row(concurrency_or_batch=load), SHIPPED)
    assert isinstance(plain, Prediction)
    measured = plain.value.mid * times
    (one,) = found(row(concurrency_or_batch=load, value=measured)).fits
    moved = predict_row(row(concurrency_or_batch=load), SHIPPED, correction=one.fit.correction)
    assert isinstance(moved, Prediction)
    low, high = sorted((plain.value.mid, measured))
    assert low * 0.999 <= moved.value.mid <= high * 1.001
    assert abs(math.log(moved.value.mid / measured)) <= 0.6 * abs(math.log(times)) + 1e-3


def test_a_wider_claim_trusts_own_rows_more() -> None:
    """On Ascend A2 the range is several times as wide as on H200, so one row settles more of it."""
    shares = []
    for fields in (
        {},
        {"accelerator_id": "ascend-910b3", "precision_weights": "w8a8", "engine": "vllm-ascend"},
    ):
        plain = predict_row(row(**fields), SHIPPED)
        assert isinstance(plain, Prediction)
        (one,) = found(row(value=plain.value.mid * 1.5, **fields)).fits
        shares.append(one.fit.factors.step / math.log(1.5))
    assert shares[0] < shares[1] < 1


def test_factors_are_as_the_estimator_takes_them() -> None:
    (one,) = found(row()).fits
    assert isinstance(one.fit.correction, Correction)
    assert one.scope.path == "tuned"
