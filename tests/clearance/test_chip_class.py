"""The class of a part: TPP by hand, thresholds at their edges, unknown die areas, the maker's word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.rule import ChipClass
from advisor.clearance.chip_class import class_of, classify
from advisor.clearance.performance import total_processing_performance
from clearance.records import part, shipped

TESTS = (*shipped().rules["US-3A090-A"].thresholds, *shipped().rules["US-3A090-B"].thresholds)


@pytest.mark.parametrize(
    ("rates", "tpp"),
    [
        ({"bf16": 312, "int8": 624}, 4_992),  # A100
        ({"bf16": 989, "fp8": 1978, "int8": 1978}, 15_824),  # H100
        ({"bf16": 148, "fp8": 296}, 2_368),  # H20
        ({"bf16": 2250, "fp8": 4500, "fp4": 9000}, 36_000),  # B200
        ({"bf16": 294.9, "fp16": 313, "int8": 626}, 5_008),  # 910B3: FP16 and INT8 agree, BF16 is slower
        ({"bf16": 100, "fp4": 500}, 2_000),  # a format of few bits may lead
    ],
)
def test_tpp_is_the_best_rate_times_its_bits(rates: dict[str, float], tpp: float) -> None:
    """By hand: 312 x 16 = 4,992 and so on."""
    found = total_processing_performance(part(known=rates))
    assert found is not None
    assert found[0] == pytest.approx(tpp)


def test_tpp_of_mi300x_lies_just_under_21000() -> None:
    """1307.4 x 16 = 20,918.4; FP8 gives 2614.9 x 8 = 20,919.2, the larger."""
    found = total_processing_performance(part(bf16=1307.4, fp8=2614.9))
    assert found is not None
    assert round(found[0]) == 20_919


def test_stated_tpp_serves_where_no_rate_is_published() -> None:
    assert total_processing_performance(part(stated_tpp=5000)) == (5000, "high")
    assert total_processing_performance(part()) is None


@pytest.mark.parametrize(
    ("tpp", "density", "chip_class"),
    [
        (4800, None, "A"),
        (4799.9, 5.92, "A"),
        (1600, 5.92, "A"),
        (1599.9, 50, "N"),
        (4799.9, 5.91, "B"),
        (2400, 1.6, "B"),
        (2399.9, 3.19, "N"),
        (2399.9, 3.2, "B"),
        (2400, 1.59, "N"),
        (1600, 3.2, "B"),
        (1599.9, None, "N"),
        (1600, None, "unknown"),
        (4799.9, None, "unknown"),
    ],
)
def test_thresholds_at_their_edges(tpp: float, density: float | None, chip_class: ChipClass) -> None:
    assert class_of(tpp, density, TESTS) == chip_class


@pytest.mark.parametrize(
    ("rates", "die_mm2", "chip_class"),
    [
        ({"bf16": 312}, 826, "A"),  # A100
        ({"fp8": 242}, 294, "A"),  # L4: 1,936 over 294 mm2 is 6.6, caught by density alone
        ({"bf16": 181}, 609, "B"),  # L40: 2,896 over 609 mm2 is 4.8
        ({"bf16": 148}, 814, "N"),  # H20: 2,368 over 814 mm2 is 2.9
        ({"bf16": 119.5}, 609, "N"),  # L20: 1,912 over 609 mm2 is 3.14
        ({"bf16": 65}, None, "N"),  # T4: 1,040, whatever its die
        ({"fp16": 280}, None, "unknown"),  # 910B4: 4,480, and nobody published the die
    ],
)
def test_known_parts(rates: dict[str, float], die_mm2: float | None, chip_class: ChipClass) -> None:
    assert classify(part(die_mm2=die_mm2, known=rates), shipped().rules).chip_class == chip_class


def test_outside_the_data_centre_only_tpp_counts() -> None:
    """RTX 4090 class stays in as A-ws at 4,800; below it leaves 3A090, density or not."""
    assert classify(part(fp16=330, datacentre=False), shipped().rules).chip_class == "A-ws"
    assert classify(part(fp16=299, die_mm2=100, datacentre=False), shipped().rules).chip_class == "N"


@pytest.mark.parametrize(
    ("eccn", "datacentre", "chip_class"),
    [
        ("3A090.a", True, "A"),
        ("4A090.a, as the maker states", True, "A"),
        ("3A090.a", False, "A-ws"),
        ("3A090.b", True, "B"),
        ("5A992.c", True, "N"),
        ("EAR99", True, "N"),
        ("5A992.z", True, "unknown"),  # ".z" says 3A090 but not which paragraph: back to arithmetic
        ("not stated", True, "unknown"),
    ],
)
def test_maker_eccn_overrides_arithmetic(eccn: str, datacentre: bool, chip_class: ChipClass) -> None:
    """The rates alone would leave the class open: 280 x 16 = 4,480 with no die area."""
    found = classify(
        part(fp16=300 if not datacentre else 280, eccn=eccn, datacentre=datacentre), shipped().rules
    )
    assert found.chip_class == chip_class


def test_a_rule_that_names_the_part_states_its_class() -> None:
    """NVIDIA's filing puts the H20 below the thresholds, die area or not."""
    found = classify(part("h20-141", bf16=148), shipped().rules)
    assert (found.chip_class, found.rules) == ("N", ("US-H20-LETTER",))


def test_figures_near_a_threshold_are_marked() -> None:
    """L20: 3.14 TPP/mm2 lies 1.9% under 3.2. A100 passes on TPP, 4% above 4,800."""
    near = classify(part(bf16=119.5, die_mm2=609), shipped().rules)
    assert near.boundary
    assert near.confidence == "low"
    assert not classify(part(bf16=312, die_mm2=826), shipped().rules).boundary


def test_without_rules_or_rates_the_class_is_unknown() -> None:
    assert classify(part(fp16=1000), {}).chip_class == "unknown"
    assert classify(part(), shipped().rules).chip_class == "unknown"
    assert classify(part(fp16=250, die_mm2=0), shipped().rules).chip_class == "unknown"


@given(
    tpp=st.floats(1, 50_000),
    density=st.floats(0.1, 50),
    by_tpp=st.floats(1, 10),
    by_density=st.floats(1, 10),
)
def test_more_performance_never_leaves_class_a(
    tpp: float, density: float, by_tpp: float, by_density: float
) -> None:
    if class_of(tpp, density, TESTS) == "A":
        assert class_of(tpp * by_tpp, density * by_density, TESTS) == "A"


@given(tpp=st.floats(1, 50_000), density=st.floats(0.1, 50))
def test_an_unknown_die_never_contradicts_a_known_one(tpp: float, density: float) -> None:
    blind = class_of(tpp, None, TESTS)
    assert blind in ("unknown", class_of(tpp, density, TESTS))
