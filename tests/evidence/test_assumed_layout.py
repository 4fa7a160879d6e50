"""Layouts of rows: as they are written, and as engines would lay them out where nothing is."""

from typing import Any

import pytest

from advisor.estimate.layout import Layout, PrefillPool
from advisor.estimate.layouts import validate_layout
from advisor.evidence.deployment import Deployment, Skipped, deployment_of
from advisor.evidence.shipped import shipped_rows
from evidence.measured_rows import SHIPPED, row


def laid_out(**fields: Any) -> Layout:
    found = deployment_of(row(**fields), SHIPPED)
    assert isinstance(found, Deployment), found
    return found.layout


def shape(found: Layout) -> tuple[int, int, int, int, int]:
    return found.tp, found.pp, found.dp, found.ep, found.replicas


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        # vLLM's data parallelism multiplies tensor parallelism, SGLang's parts it.
        ({"tp": 4, "dp": 2, "engine": "vLLM"}, (4, 1, 2, 8, 1)),
        ({"tp": 8, "dp": 8, "engine": "SGLang"}, (1, 1, 8, 8, 1)),
        ({"tp": 8, "dp": 2, "engine": "SGLang"}, (4, 1, 2, 8, 1)),
        # TensorRT-LLM's DEP4, written as tp 4 with dp 4, and its TEP.
        ({"tp": 4, "dp": 4, "ep": 4, "accel_count": 4, "engine": "TensorRT-LLM"}, (1, 1, 4, 4, 1)),
        ({"tp": 8, "ep": 8, "engine": "TensorRT-LLM"}, (8, 1, 1, 8, 1)),
        ({"tp": None, "dp": 8, "ep": 8}, (1, 1, 8, 8, 1)),
        # What is left of the cards are replicas.
        ({"tp": 2}, (2, 1, 1, 1, 4)),
        ({"tp": 4, "pp": 2}, (4, 2, 1, 1, 1)),
        ({"tp": 8, "pp": 2, "accel_count": 16, "nodes": 2}, (8, 2, 1, 1, 1)),
    ],
)
def test_a_written_layout_is_taken(fields: dict[str, Any], wanted: tuple[int, ...]) -> None:
    assert shape(laid_out(model_id="deepseek-r1", accelerator_id="b200", **fields)) == wanted


def test_data_parallelism_of_a_dense_model_is_replicas() -> None:
    assert shape(laid_out(tp=2, dp=4)) == (2, 1, 1, 1, 4)
    assert shape(laid_out(tp=4, dp=4)) != (4, 1, 4, 1, 1)


def test_devices_are_dies_on_a_card_of_two() -> None:
    found = laid_out(
        model_id="deepseek-r1", accelerator_id="ascend-910c", engine="MindIE", tp=16, precision_weights="w8a8"
    )
    assert (found.cards, found.tp, found.replicas) == (8, 16, 1)


def test_half_a_card_is_skipped_since_no_layout_is_of_one_die() -> None:
    asked = row(
        model_id="qwen3-30b-a3b",
        accelerator_id="ascend-910c",
        accel_count=0.5,
        tp=1,
        precision_weights="w8a8",
    )
    found = deployment_of(asked, SHIPPED)
    assert isinstance(found, Skipped)
    assert found.code == "layout_unknown"


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        # A load is stated: one replica over the server.
        ({"tp": None}, (8, 1, 1, 1, 1)),
        # Full servers of which no load is stated: the fewest devices with room, as often as they go in.
        # 69.5 GB + 2.1 GB of head and table in FP8 are within 60% of one card of 141 GB.
        ({"tp": None, "concurrency_or_batch": None, "scenario": "offline"}, (1, 1, 1, 1, 8)),
        # In BF16, 141 GB: not within 60% of one card, but of two.
        (
            {
                "tp": None,
                "concurrency_or_batch": None,
                "scenario": "offline",
                "precision_weights": "bf16",
            },
            (2, 1, 1, 1, 4),
        ),
        # 1.34 TB are more than eight cards of 85.5 GB: two servers, one stage each.
        (
            {
                "tp": None,
                "model_id": "deepseek-r1",
                "accelerator_id": "h100-sxm",
                "precision_weights": "bf16",
                "accel_count": 16,
                "nodes": 2,
            },
            (8, 2, 1, 1, 1),
        ),
    ],
)
def test_what_nobody_wrote_is_as_engines_do_it(fields: dict[str, Any], wanted: tuple[int, ...]) -> None:
    assert shape(laid_out(**fields)) == wanted


def test_unwritten_pools_are_half_of_the_servers() -> None:
    """64 dies in four servers: two servers read, 32 dies answer in eight ranks of four."""
    found = laid_out(
        model_id="deepseek-r1",
        accelerator_id="ascend-910c",
        accel_count=32,
        nodes=4,
        tp=None,
        disaggregated=True,
        precision_weights="w8a8",
        engine="vLLM-Ascend",
        notes="1P1D: prefill DP2 TP16, decode DP8 TP4",
    )
    assert found.prefill_pool == PrefillPool(workers=2, tp=16)
    assert shape(found) == (4, 1, 8, 32, 1)


def test_pools_of_one_server_are_not_made_up() -> None:
    found = deployment_of(row(tp=None, disaggregated=True, nodes=1), SHIPPED)
    assert isinstance(found, Skipped)
    assert found.code == "layout_unknown"


def test_every_shipped_layout_is_one_that_the_estimator_takes() -> None:
    """Devices add up and heads divide, but for what the rows themselves state otherwise."""
    refused = []
    for one in shipped_rows()[::9]:
        found = deployment_of(one, SHIPPED)
        if isinstance(found, Deployment):
            try:
                validate_layout(found.model, found.accelerator, found.layout)
            except ValueError as error:
                refused.append((one.id, str(error)))
    assert not refused
