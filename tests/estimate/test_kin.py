"""Families that nobody measured: they inherit from a named relative, wider, or give no speed at all."""

from functools import cache
from typing import get_args

import msgspec
import pytest

from advisor.catalogue.record import WEIGHTS_FORMATS, AcceleratorFamily
from advisor.estimate.basis import basis_of, range_of
from advisor.estimate.constants import Width, shipped_constants
from advisor.estimate.correction import NO_CORRECTION, Correction
from advisor.estimate.device_speed import device_speed
from advisor.estimate.kin import FITTED, KIN, kin_widening, lineage, measured_family
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
    assert set(FITTED) | set(KIN) | NO_RELATIVES == set(FAMILIES)
    assert not set(FITTED) & set(KIN)
    assert {family for family in FAMILIES if measured_family(family) is None} == NO_RELATIVES


def test_lineage_is_the_family_and_its_line() -> None:
    assert lineage("hopper") == ("hopper",)
    assert lineage("ada") == ("ada", "ampere")
    assert lineage("cdna2") == ("cdna3",)
    assert lineage("tpu") == ()
    # Where a fit had no rows of Ada, its line alone is left.
    assert lineage("ada", frozenset({"ampere"})) == ("ampere",)


@pytest.mark.parametrize("family", KIN)
def test_kin_are_measured_and_their_ranges_wider(family: AcceleratorFamily) -> None:
    constants, kin = shipped_constants(), KIN[family].family
    assert kin in FITTED
    assert kin_widening(family) > 1
    assert basis_of(constants, family, "dense", linked=True) == "datasheet"
    for metric in ("tpot", "rate"):
        own = range_of(constants, kin, "calibrated", NO_CORRECTION, tuned=True)(metric)
        inherited = range_of(constants, family, "datasheet", NO_CORRECTION, tuned=True)(metric)
        assert inherited.high / inherited.low > own.high / own.low


def test_an_inherited_range_by_hand() -> None:
    """A width of 0.5 to 2 of kin that is 1.2 times wider, untuned: 0.5 / 1.2 / 1.25 and 2 x 1.2 x 1.25."""
    width = Width(0.5, 2.0)
    widths = {"tpot": {"datasheet": {"all": width}}}
    constants = msgspec.structs.replace(shipped_constants(), widths=widths)
    found = range_of(constants, "ascend-950", "datasheet", NO_CORRECTION, tuned=False)("tpot")
    assert found.low == pytest.approx(1 / 3)
    assert found.high == pytest.approx(3.0)


def test_own_rows_that_agree_narrow_the_range() -> None:
    constants = shipped_constants()
    plain = range_of(constants, "hopper", "calibrated", NO_CORRECTION, tuned=True)("tpot")
    own = range_of(constants, "hopper", "calibrated", Correction(width_factor=0.5), tuned=True)("tpot")
    assert own.high == pytest.approx(plain.high**0.5)


@pytest.mark.parametrize("metric", ["tpot", "rate", "ttft", "ttft_busy", "saturated"])
def test_a_weaker_basis_is_never_narrower(metric: str) -> None:
    by_basis = shipped_constants().widths[metric]
    for weak, strong in (("family", "calibrated"), ("datasheet", "family")):
        for place, width in by_basis[weak].items():
            other = by_basis[strong].get(place)
            if other is not None:
                assert width.low <= other.low
                assert width.high >= other.high


def test_a_relative_lends_constants_and_no_rates() -> None:
    """L40S: its own 864 GB/s and 733 TFLOPS of FP8, not Ampere's rates."""
    device = device_speed(CATALOGUE.accelerators["l40s"], "fp8")
    assert device.family == "ada"
    assert device.bandwidth == pytest.approx(864e9)
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
