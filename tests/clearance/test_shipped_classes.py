"""The class of every shipped part that the rules' own table states, and of those it leaves open."""

import pytest

from advisor.catalogue.rule import ChipClass
from advisor.clearance.chip_class import classify
from clearance.records import shipped

CLASSES: dict[ChipClass, tuple[str, ...]] = {
    "A": (
        # TPP of 4,800 or more
        "a100-pcie-40", "a100-pcie-80", "a100-sxm-40", "a100-sxm-80", "a800-sxm-80", "a800-pcie-80",
        "h100-pcie", "h100-sxm", "h100-nvl", "h800-sxm", "h200-sxm", "h200-nvl",
        "b200", "b300", "gb200", "gb300", "mi300x", "mi325x", "mi350x", "mi355x", "mi250x",
        "l40s", "rtx-pro-6000-server", "gaudi2", "gaudi3",
        "ascend-910b1", "ascend-910b2", "ascend-910b3", "ascend-910c", "ascend-950pr", "ascend-950dt",
        # 1,936 over a die of 294 mm2 is 6.6: by density alone
        "l4",
    ),
    "A-ws": ("rtx-4090", "rtx-5090", "rtx-6000-ada"),
    "B": ("mi210",),  # 2,896 over 724 mm2 is 4.0
    "N": (
        "h20-96", "h20-141", "mi308x",  # named by letter, below the thresholds by numbers
        "l20",  # 1,912 over 609 mm2 is 3.14
        "ascend-310p-duo",  # 1,120 a chip, two on a card
        "gb10", "w7900", "r9700", "arc-pro-b60", "m3-ultra-512",  # not for data centres, below 4,800
    ),
    # 4,480 of TPP on a die whose area nobody published: ask the maker.
    "unknown": ("ascend-910b4", "ascend-910b4-1", "metax-c500", "kunlun-p800", "thead-ppu-810e", "mlu590"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("part_id", "chip_class"), [(part, wanted) for wanted, parts in CLASSES.items() for part in parts]
)
def test_the_class_of_a_shipped_part(part_id: str, chip_class: ChipClass) -> None:
    found = classify(shipped().accelerators[part_id], shipped().rules)
    assert found.chip_class == chip_class


def test_only_the_l20_lies_so_near_a_threshold_that_its_maker_must_be_asked() -> None:
    near = {
        part.id
        for part in shipped().accelerators.values()
        if classify(part, shipped().rules).boundary
        and classify(part, shipped().rules).chip_class != "unknown"
    }
    assert near == {"l20"}


@pytest.mark.parametrize(
    ("part_id", "tpp"),
    [("ascend-310p-duo", 1_120), ("rtx-5090", 6_704), ("ascend-910c", 12_032), ("h20-96", 2_368)],
)
def test_tpp_is_that_of_one_packaged_chip(part_id: str, tpp: float) -> None:
    """310P: 280 TOPS x 8 over two chips; 5090: 838 x 8; 910C: 752 x 16, one package; H20: 296 x 8."""
    found = classify(shipped().accelerators[part_id], shipped().rules).tpp
    assert found == pytest.approx(tpp)


def test_arithmetic_agrees_with_what_others_state() -> None:
    """Within 6.5%: the largest gap is the 910C, counted from a rounded 800 TFLOPS by its source."""
    for part in shipped().accelerators.values():
        stated = part.export.stated_tpp
        computed = classify(part, shipped().rules).tpp
        if stated is not None and computed is not None:
            assert computed * part.export.circuits == pytest.approx(stated.value, rel=0.065), part.id
