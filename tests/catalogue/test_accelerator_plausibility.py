"""Shipped accelerators against physics and against each other: what no honest profile can claim."""

from functools import cache

import pytest

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.catalogue import Catalogue

CATALOGUE = Catalogue.shipped()
PARTS = list(CATALOGUE.accelerators.values())

NO_FP8 = ("ampere", "ascend-a2", "ascend-a3", "cdna2", "ascend-310p")
"""Families whose hardware has no FP8 arithmetic."""

FP8_NOT_TWICE = {
    "gaudi3": (0.99, 1.01),  # FP8 and BF16 run at one rate on this part
    "gaudi2": (1.85, 2.0),  # 865 stated against 450
    "trainium2": (1.9, 2.0),  # 1299 stated against 667
    "iluvatar-bi-v150": (0, 0),  # no FP8
}
INT8_NOT_TWICE = {
    "b300": (0.0, 0.1),  # Blackwell Ultra cut INT8
    "gb300": (0.0, 0.1),
    "rtx-4090": (3.9, 4.1),  # BF16 is stated with FP32 accumulation, which halves it on GeForce
    "rtx-5090": (3.9, 4.1),
    "mi210": (0.99, 1.01),  # CDNA2 runs INT8 at the rate of FP16
    "mi250x": (0.99, 1.01),
}


@cache
def bandwidth_gb_s(part_id: str) -> float | None:
    figure = CATALOGUE.accelerators[part_id].memory.bandwidth
    return figure.to("GB/s") if figure else None


def rate(part: Accelerator, name: str) -> float | None:
    figure = getattr(part.rates, name)
    return float(figure.to("TFLOPS")) if figure is not None else None


def dies(part: Accelerator) -> int:
    """Compute dies of reticle size: what bounds a part's arithmetic."""
    two = ("blackwell", "ascend-a3", "cdna2") if part.id != "b30a" and part.id != "mi210" else ()
    return max(part.devices_per_card, 2 if part.family in two else 1)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_a_part_has_memory_of_a_sensible_size(part: Accelerator) -> None:
    """16 GB (TPU v5e) to 512 GB (Mac Studio): more than 400 GB is a whole computer's."""
    nominal_gb = part.memory.nominal.to("GB")
    assert 16 <= nominal_gb <= 520
    assert nominal_gb <= 300 or part.family == "apple"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_reported_memory_is_at_most_nominal_and_usable_at_most_that(part: Accelerator) -> None:
    """Vendors print GB and mean GiB, so the nominal number is read as GiB for the bound."""
    memory = part.memory
    bound_gib = (memory.nominal.high or memory.nominal.value) if memory.nominal.unit == "GB" else None
    bound = bound_gib * 2**30 if bound_gib else memory.nominal.to("B")
    for figure in (memory.reported, memory.usable):
        if figure is not None:
            assert 0.85 * memory.nominal.to("B") <= figure.to("B") <= bound
    if memory.reported is not None and memory.usable is not None:
        assert memory.usable.to("B") <= memory.reported.to("B")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_bandwidth_goes_with_the_kind_of_memory(part: Accelerator) -> None:
    """A stack of HBM3e gives at most 1.3 TB/s and eight fit a package; GDDR7 at 512 bits gives 1.8 TB/s."""
    found = bandwidth_gb_s(part.id)
    if found is None:
        return
    kind = part.memory.kind.text if part.memory.kind else ""
    assert 200 <= found <= 8 * 1300
    if "GDDR" in kind:
        assert found <= 1800
    if "LPDDR" in kind:
        assert found <= 1000
    if "HBM2" in kind:
        assert found <= 4000  # eight stacks of HBM2e at 460 GB/s, with Gaudi 3 at 3.7 TB/s above the rest


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_memory_is_read_in_10_ms_to_1_s(part: Accelerator) -> None:
    """Capacity over bandwidth: HBM parts 20 to 80 ms, cards of GDDR 30 to 90, LPDDR and unified up to 630."""
    found = bandwidth_gb_s(part.id)
    if found is not None:
        assert 0.010 <= part.memory.nominal.to("GB") / found <= 0.7


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_dense_bf16_stays_below_what_a_die_of_its_time_can(part: Accelerator) -> None:
    """Per reticle-sized die: 320 TFLOPS at 7 nm, 1,000 at 4 nm (H100), 1,260 at 4NP and 3 nm.

    Sparse figures are twice that: one taken for dense stands out.
    """
    bf16 = rate(part, "bf16")
    if bf16 is None:
        return
    bounds = {
        "ampere": 320, "ada": 370, "hopper": 1000, "blackwell": 1260, "blackwell-rtx": 500, "cdna2": 200,
        "cdna3": 1320, "cdna4": 2600, "rdna3": 130, "rdna4": 200, "gaudi": 1860, "xe2": 100,
        "ascend-a2": 400, "ascend-a3": 380, "ascend-950": 500, "musa": 500, "metax": 290, "corex": 200,
        "tpu": 920, "trainium": 670,
    }  # fmt: skip
    assert bf16 / dies(part) <= bounds[part.family]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_eight_bits_run_twice_as_fast_as_sixteen_but_where_known_otherwise(part: Accelerator) -> None:
    """Half the width, twice the products: so of FP8 and INT8, with the exceptions named above."""
    sixteen = rate(part, "fp16") if part.family.startswith("ascend") else rate(part, "bf16")
    for name, exceptions in (("fp8", FP8_NOT_TWICE), ("int8", INT8_NOT_TWICE)):
        eight = rate(part, name)
        if sixteen is None or eight is None:
            continue
        low, high = exceptions.get(part.id, (1.95, 2.05))
        assert low <= eight / sixteen <= high, name


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_four_bits_run_two_to_four_times_as_fast_as_eight(part: Accelerator) -> None:
    """Twice; 3 and 3.1 times on Blackwell Ultra, 4 times on GeForce with FP32 accumulation of FP8."""
    eight, four = rate(part, "fp8"), rate(part, "fp4")
    if eight is not None and four is not None:
        assert 1.95 <= four / eight <= 4.05


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_power_goes_with_arithmetic(part: Accelerator) -> None:
    """0.3 (3 nm, liquid-cooled) to 5 watts a dense 16-bit TFLOPS (12 nm class, or GDDR-fed graphics)."""
    sixteen = rate(part, "bf16") or rate(part, "fp16")
    if part.tdp is None or sixteen is None:
        return
    assert 0.3 <= part.tdp.to("W") / sixteen <= 5


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_a_link_is_slower_than_memory_and_at_most_a_terabyte(part: Accelerator) -> None:
    """NVLink 5 gives 900 GB/s one way, the announced Unified Bus 1,000; nothing beats local memory."""
    if part.scale_up is None:
        return
    one_way = part.scale_up.one_way.to("GB/s")
    assert 16 <= one_way <= 1000
    found = bandwidth_gb_s(part.id)
    assert found is None or one_way < found
    if part.scale_up.kind.startswith("PCIe"):
        assert one_way <= 64


@pytest.mark.parametrize("family", NO_FP8)
def test_no_fp8_where_the_hardware_has_none(family: str) -> None:
    parts = [part for part in PARTS if part.family == family]
    assert parts
    for part in parts:
        assert part.rates.fp8 is None
        assert part.rates.fp4 is None
        assert "fp8" not in part.weights_formats
        assert "fp8" not in part.kv_formats


def test_int8_on_blackwell_ultra_is_vestigial() -> None:
    for part_id in ("b300", "gb300"):
        int8, fp8 = (
            rate(CATALOGUE.accelerators[part_id], "int8"),
            rate(CATALOGUE.accelerators[part_id], "fp8"),
        )
        assert int8 is not None
        assert fp8 is not None
        assert int8 < fp8 / 25


def test_values_known_to_be_wrong_elsewhere_are_not_repeated() -> None:
    """Popular tables print these: twice the bandwidth, one die of two, another card's power."""
    assert bandwidth_gb_s("mi300x") == 5300
    assert bandwidth_gb_s("mi325x") == 6000
    assert CATALOGUE.accelerators["mi325x"].memory.nominal.to("GB") == 256
    assert bandwidth_gb_s("metax-c500") == 1800
    assert CATALOGUE.accelerators["b200"].memory.nominal.to("GB") == 180
    assert rate(CATALOGUE.accelerators["mi355x"], "fp8") == 5033
    tdp = CATALOGUE.accelerators["l40s"].tdp
    assert tdp is not None
    assert tdp.to("W") == 350
    assert rate(CATALOGUE.accelerators["mi308x"], "bf16") is None
    assert rate(CATALOGUE.accelerators["ascend-910c"], "fp16") == 752


def test_a_low_confidence_figure_says_why() -> None:
    """Rates of low confidence are derived or disputed, and their note tells."""
    for part in PARTS:
        for name in part.rates.__struct_fields__:
            figure = getattr(part.rates, name)
            if figure is not None and figure.confidence == "low" and name in ("bf16", "fp16", "fp8"):
                assert figure.note, (part.id, name)


def test_planning_hosts_claim_no_power() -> None:
    hosts = [server for server in CATALOGUE.servers.values() if server.source == "advisor-own-reading"]
    assert {"pcie-host-8", "pcie-host-4", "workstation-1", "module-host-8"} <= {host.id for host in hosts}
    for host in hosts:
        assert host.max_power is None
        assert host.notes[0].confidence == "low"
        assert "planning assumption" in host.notes[0].text
