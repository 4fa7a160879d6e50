"""Why not: told once where formats differ by name only, and the nearest setup picked by what it misses."""

import msgspec

from advisor.plan.result import Reason, Rejection
from advisor.report.markdown import render_markdown
from advisor.report.markdown_rejections import nearest, turned_down
from plan_factory import empty_plan, sample_plan
from plan_factory_setups import ascend_910c_setup, h200_setup, unpriced_setup

BUDGET = Reason(code="budget_exceeded", needed=2.0, available=1.0, unit="USD")
USE = Reason(code="use_not_accepted", subject="gp10_risk")


def _no_format(weights: str) -> Rejection:
    reason = Reason(code="format_unsupported", subject=weights)
    return Rejection(accelerator="a100-sxm-80", weights=weights, reasons=(reason,))


def test_formats_that_a_part_lacks_are_told_in_one_row() -> None:
    rejections = (_no_format("fp8"), _no_format("nvfp4"), *sample_plan().rejections)
    plan = msgspec.structs.replace(sample_plan(), rejections=rejections)
    (section,) = turned_down(plan, {"a100-sxm-80": "A100"})
    assert "| A100 | fp8, nvfp4 |  | Format: this hardware has no fp8, nvfp4 arithmetic. |  |" in section
    assert section.count("A100") == 1
    assert len(section.splitlines()) == 2 + 2 + 1 + 3


def test_rejections_with_numbers_keep_their_rows() -> None:
    twice = tuple(
        Rejection(
            accelerator="h200-sxm", weights=weights, stack="sglang", reasons=(BUDGET,), closest=h200_setup()
        )
        for weights in ("fp8", "bf16")
    )
    (section,) = turned_down(msgspec.structs.replace(sample_plan(), rejections=twice), {})
    assert len(section.splitlines()) == 2 + 2 + 2


def test_the_nearest_misses_least_then_costs_least() -> None:
    def rejection(setup_of: str, *reasons: Reason) -> Rejection:
        setups = {"h200": h200_setup, "910c": ascend_910c_setup, "910b4": unpriced_setup}
        return Rejection(accelerator=setup_of, weights="fp8", reasons=reasons, closest=setups[setup_of]())

    plan = empty_plan()
    far = (
        rejection("h200", BUDGET, USE),
        rejection("910c", BUDGET),
        rejection("910b4", USE),
        _no_format("fp8"),
    )
    found = nearest(msgspec.structs.replace(plan, rejections=far))
    assert found is not None
    assert (found.setup, found.reasons) == (ascend_910c_setup(), (BUDGET,))
    near_miss = nearest(sample_plan())
    assert near_miss is not None
    assert near_miss.reasons == sample_plan().near_misses[0].reasons
    assert nearest(msgspec.structs.replace(plan, rejections=(_no_format("fp8"),))) is None


def test_a_no_without_any_layout_is_still_a_page() -> None:
    plan = msgspec.structs.replace(empty_plan(), rejections=(_no_format("fp8"),), alternatives=())
    page = render_markdown(plan)
    assert "Nearest" not in page
    assert "no fp8 arithmetic" in page
