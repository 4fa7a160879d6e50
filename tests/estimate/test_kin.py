"""Families that nobody measured: they inherit from a named relative, wider, or give no speed at all."""

from functools import cache
from typing import get_args

import pytest

from advisor.catalogue.record import WEIGHTS_FORMATS, AcceleratorFamily
from advisor.estimate import constants
from advisor.estimate.basis import STEP_WIDTH, basis_of, step_width
from advisor.estimate.device_speed import device_speed
from advisor.estimate.kin import KIN, kin_widening, measured_family
from advisor.estimate.layout import Layout, Load
from advisor.estimate.layouts import candidate_layouts
from advisor.estimate.memory import fit_memory
from advisor.estimate.speed import estimate_speed
from advisor.estimate.speed_gap import SpeedUnknownError, speed_gap
from estimate_records import CATALOGUE

FAMILIES: tuple[AcceleratorFamily, ...] = get_args(AcceleratorFamily)
NO_RELATIVES = {
    "mlu", "dcu", "kunlun", "enflame", "biren", "ppu", "apple", "tpu", "trainium", "tenstorrent", "qaic",
    "other",
}  # fmt: skip
MEMORY_ONLY = {
    "mi308x", "mlu590", "hygon-k100-ai", "hygon-bw1000", "thead-ppu-810e", "thead-m890", "kunlun-p800",
}  # fmt: skip
SMALL = Load(input_tokens=1024, output_tokens=256, context_tokens=1280, concurrency=4)


def test_every_family_is_measured_or_has_kin_or_gives_no_speed() -> None:
    measured = set(constants.LAYER_US)
    assert measured | set(KIN) | NO_RELATIVES == set(FAMILIES)
    assert not measured & set(KIN)
    assert {family for family in FAMILIES if measured_family(family) is None} == NO_RELATIVES


@pytest.mark.parametrize("family", KIN)
def test_kin_are_measured_and_their_ranges_wider(family: AcceleratorFamily) -> None:
    kin = KIN[family].family
    assert kin in STEP_WIDTH
    assert kin_widening(family) > 1
    assert basis_of(family, "dense", linked=True) == "datasheet"
    own, inherited = STEP_WIDTH[kin], step_width(family, "datasheet", tuned=True)
    assert inherited.low < own.low / 1.5
    assert inherited.high > own.high * 1.5


def test_an_inherited_range_by_hand() -> None:
    """Ada from Ampere: 0.60 / 1.1 / 1.5 = 0.364 and 1.80 x 1.1 x 1.5 = 2.97."""
    width = step_width("ada", "datasheet", tuned=True)
    assert width.low == pytest.approx(0.3636, rel=1e-3)
    assert width.high == pytest.approx(2.97)


def test_a_relative_lends_constants_and_no_rates() -> None:
    """L40S: 864 GB/s at Ampere's 0.82 of an 8-bit stream; 733 TFLOPS of FP8, not Ampere's BF16."""
    device = device_speed(CATALOGUE.accelerators["l40s"], "fp8")
    assert device.family == "ampere"
    assert device.weights_bandwidth == pytest.approx(864e9 * 0.82)
    assert device.flops == 733e12


@cache
def layout_of(part_id: str, weights: str, model_id: str) -> Layout | None:
    part = CATALOGUE.accelerators[part_id]
    layouts = candidate_layouts(
        CATALOGUE.models[model_id],
        part,
        cards=8,
        cards_per_node=8,
        weights=weights,  # type: ignore[arg-type]
        kv="bf16",
        stack="vllm",
        max_replicas=8,
    )
    return layouts[0] if layouts else None


@pytest.mark.parametrize("model_id", ["glm-5", "llama-3.3-70b"])
@pytest.mark.parametrize("part_id", list(CATALOGUE.accelerators))
def test_every_shipped_part_answers_in_every_format_or_says_unknown(part_id: str, model_id: str) -> None:
    part, model = CATALOGUE.accelerators[part_id], CATALOGUE.models[model_id]
    answered = 0
    for weights in WEIGHTS_FORMATS:
        layout = layout_of(part_id, weights, model_id)
        if layout is None:
            continue
        answered += 1
        assert fit_memory(model, part, layout, SMALL).needed_bytes > 0
        if (gap := speed_gap(part)) is not None:
            with pytest.raises(SpeedUnknownError) as caught:
                estimate_speed(model, part, layout, SMALL, path="default")
            assert caught.value.gap == gap
            continue
        speed = estimate_speed(model, part, layout, SMALL, path="default")
        assert 0 < speed.tpot_ms.low < speed.tpot_ms.mid < speed.tpot_ms.high
        assert 0 < speed.output_tok_s.low < speed.output_tok_s.high
    assert answered


def test_parts_without_a_throughput_sheet_give_no_speed() -> None:
    for part_id in MEMORY_ONLY:
        assert speed_gap(CATALOGUE.accelerators[part_id]) == "rates", part_id
    assert speed_gap(CATALOGUE.accelerators["tpu-v6e"]) == "relatives"
    assert speed_gap(CATALOGUE.accelerators["b30a"]) == "bandwidth"
    assert speed_gap(CATALOGUE.accelerators["metax-c500"]) is None


def test_int8_is_slow_where_the_hardware_cut_it() -> None:
    """B300: 153.5 TOPS of INT8 against 4,500 TFLOPS of FP8, so that W8A8 prompts take far longer."""
    part = CATALOGUE.accelerators["b300"]
    assert device_speed(part, "fp8").flops / device_speed(part, "w8a8").flops == pytest.approx(4500 / 153.5)


def test_pcie_alone_is_not_what_the_constants_were_fitted_on() -> None:
    """Eight H100 PCIe cards inherit from those with NVLink; one card alone needs no link."""
    model, part = CATALOGUE.models["llama-3.3-70b"], CATALOGUE.accelerators["h100-pcie"]
    eight = layout_of("h100-pcie", "fp8", "llama-3.3-70b")
    linked = layout_of("h100-sxm", "fp8", "llama-3.3-70b")
    assert eight is not None
    assert linked is not None
    assert eight.tp == linked.tp == 8
    assert estimate_speed(model, part, eight, SMALL, path="tuned").basis == "family"
    sxm = CATALOGUE.accelerators["h100-sxm"]
    assert estimate_speed(model, sxm, linked, SMALL, path="tuned").basis == "calibrated"
