"""Measured values in the place of predicted ones, where the very configuration was measured."""

from collections.abc import Callable

import msgspec
import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.layout import Layout, Load, PrefillPool
from advisor.estimate.result import Speed, Term
from advisor.evidence import exact
from advisor.evidence.deployment import Skipped, deployment_of
from advisor.evidence.exact import BUILD_WIDTH, TTFT_WIDTH, exact_rows, measured_speed
from advisor.evidence.row import MeasuredRow
from advisor.evidence.shipped import shipped_rows
from advisor.figures import Range

Ship = Callable[..., None]

CATALOGUE = Catalogue.shipped()
MODEL, PART = CATALOGUE.models["glm-5"], CATALOGUE.accelerators["h200-sxm"]
LAYOUT = Layout(
    accelerator="h200-sxm", cards=8, nodes=1, weights="fp8", kv="bf16", tp=8, ep=8, stack="sglang"
)
LOAD = Load(input_tokens=1000, output_tokens=250, context_tokens=1250, concurrency=16)
PREDICTED = Speed(
    ttft_ms=Range(200, 300, 600, "family"),
    tpot_ms=Range(15, 20, 30, "family"),
    output_tok_s=Range(500, 700, 1000, "family"),
    total_tok_s=Range(2500, 3500, 5000, "family"),
    decode_terms=(Term("layers", 15), Term("weights", 5)),
    prefill_terms=(Term("prefill", 300),),
    limited_by="layers",
    path="tuned",
    basis="family",
    confidence="low",
)
ROW = MeasuredRow(
    id="a",
    model_id="glm-5",
    accelerator_id="h200-sxm",
    accel_count=8,
    precision_weights="fp8",
    engine="Dynamo+SGLang",
    tp=8,
    disaggregated=False,
    speculative=False,
    input_tokens=1024,
    output_tokens=256,
    concurrency_or_batch=16,
    metric_kind="tpot_ms",
    value=18.0,
    scenario="fixed-concurrency",
    confidence="high",
)


def _row(**changes: object) -> MeasuredRow:
    return msgspec.structs.replace(ROW, **changes)


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Ship:
    """Puts rows in the place of the shipped ones."""

    def put(*rows: MeasuredRow) -> None:
        monkeypatch.setattr(exact, "rows_by_pair", lambda: {("glm-5", "h200-sxm"): rows})

    return put


def _speed(layout: Layout = LAYOUT, load: Load = LOAD, speed: Speed = PREDICTED) -> Speed:
    return measured_speed(speed, MODEL, PART, layout, load)


def test_one_row_takes_the_place_of_its_metric(ship: Ship) -> None:
    ship(ROW)
    found = _speed()
    assert found.tpot_ms == Range(18.0 / BUILD_WIDTH, 18.0, 18.0 * BUILD_WIDTH, "measured")
    assert found == msgspec.structs.replace(PREDICTED, tpot_ms=found.tpot_ms), "all else as predicted"
    assert found.basis == "family", "the weakest of the metrics'"


def test_several_rows_give_their_median_and_their_spread(ship: Ship) -> None:
    ship(ROW, _row(value=10.0), _row(value=20.0))
    assert _speed().tpot_ms == Range(10.0, 18.0, 18.0 * BUILD_WIDTH, "measured")


def test_all_metrics_measured_is_a_measured_speed(ship: Ship) -> None:
    ship(
        ROW,
        _row(metric_kind="ttft_ms", value=250.0, confidence="medium"),
        _row(metric_kind="total_tok_s_total", value=4000.0),
    )
    found = _speed()
    assert found.ttft_ms == Range(250.0 / TTFT_WIDTH, 250.0, 250.0 * TTFT_WIDTH, "measured")
    assert found.output_tok_s.mid == pytest.approx(800.0), "256 of 1,280 tokens are answers"
    assert found.total_tok_s.mid == pytest.approx(4000.0), "800 x 1,250 / 250"
    assert (found.basis, found.confidence) == ("measured", "medium")


def test_output_rates_are_taken_as_they_are(ship: Ship) -> None:
    ship(_row(metric_kind="output_tok_s_total", value=640.0))
    assert _speed().output_tok_s.mid == 640.0
    assert _speed().total_tok_s.mid == pytest.approx(3200.0)


def test_a_saturated_load_keeps_its_unknown_time_to_first_token(ship: Ship) -> None:
    ship(_row(metric_kind="ttft_ms", value=250.0))
    saturated = msgspec.structs.replace(PREDICTED, ttft_ms=None, saturated=True)
    assert _speed(speed=saturated).ttft_ms is None


@pytest.mark.parametrize(
    "changes",
    [
        {"accel_count": 16},
        {"precision_weights": "bf16"},
        {"precision_weights": ""},
        {"precision_kv": "fp8"},
        {"engine": "vLLM"},
        {"engine": ""},
        {"tp": 4},
        {"tp": None},
        {"tp": 1, "dp": 8},
        {"pp": 2, "tp": 4},
        {"speculative": True},
        {"speculative": None},
        {"disaggregated": True},
        {"concurrency_or_batch": 32},
        {"concurrency_or_batch": None},
        {"input_tokens": 1250},
        {"output_tokens": 200},
        {"output_tokens": None},
        {"prefix_cache_hit": 0.9},
        {"scenario": "server"},
        {"scenario": "offline"},
        {"notes": "eager mode"},
        {"notes": "TTFT looks warm-up contaminated (outlier)"},
        {"notes": "single request"},
    ],
)
def test_any_difference_is_another_configuration(ship: Ship, changes: dict[str, object]) -> None:
    ship(_row(**changes))
    assert _speed() is PREDICTED


def test_a_length_drawn_below_the_stated_one_counts_by_its_mean(ship: Ship) -> None:
    drawn = _row(notes="actual lengths U[0.8L,L]")
    ship(drawn)
    for tokens_in, tokens_out in ((922, 230), (1024, 256), (850, 210), (1130, 280)):
        load = msgspec.structs.replace(LOAD, input_tokens=tokens_in, output_tokens=tokens_out)
        assert exact_rows(MODEL, PART, LAYOUT, load) == (drawn,)
    for tokens_in, tokens_out in ((800, 230), (1200, 256)):
        load = msgspec.structs.replace(LOAD, input_tokens=tokens_in, output_tokens=tokens_out)
        assert exact_rows(MODEL, PART, LAYOUT, load) == ()


def test_prompts_read_apart_are_never_the_same(ship: Ship) -> None:
    ship(ROW)
    layout = msgspec.structs.replace(LAYOUT, prefill_pool=PrefillPool(workers=1, tp=8))
    assert _speed(layout) is PREDICTED


def test_the_default_path_is_held_against_the_default_path(ship: Ship) -> None:
    ship(ROW, _row(notes="eager mode", value=90.0))
    assert _speed(speed=msgspec.structs.replace(PREDICTED, path="default")).tpot_ms.mid == 90.0


def test_shipped_rows_are_found() -> None:
    model, part = CATALOGUE.models["llama-3.3-70b"], CATALOGUE.accelerators["h200-sxm"]
    layout = Layout(accelerator=part.id, cards=2, nodes=1, weights="fp8", kv="bf16", tp=2, stack="vllm")
    load = Load(input_tokens=1024, output_tokens=1024, context_tokens=2048, concurrency=16)
    rows = exact_rows(model, part, layout, load)
    assert {row.id: row.value for row in rows} == {"AIC-0879": 189.8, "AIC-0880": 15.65}


def test_a_shipped_row_is_found_under_its_own_deployment() -> None:
    """Of every tenth sweep row whose requests all fit, as predictions read it, so both read rows alike."""
    found = 0
    for row in shipped_rows()[::10]:
        deployment = deployment_of(row, CATALOGUE)
        if row.scenario != "fixed-concurrency" or row.disaggregated or not row.id.startswith(("IX-", "AIC")):
            continue
        assert not isinstance(deployment, Skipped)
        if deployment.load.concurrency != row.concurrency_or_batch or "outlier" in row.notes:
            continue
        model, part, layout, load = (
            deployment.model, deployment.accelerator, deployment.layout, deployment.load
        )  # fmt: skip
        assert row in exact_rows(model, part, layout, load, deployment.path), row.id
        found += 1
    assert found > 300
