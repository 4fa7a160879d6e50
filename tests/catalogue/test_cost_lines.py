"""The cost lines: those that formulas use exist, and each is a figure or says that none was found."""

import re
from pathlib import Path

import pytest

import advisor
from advisor.catalogue.catalogue import Catalogue

COSTS = Catalogue.shipped().costs
USED = {
    "capex.installation", "capex.net_1tier_64nodes", "capex.net_2tier", "capex.net_direct_2nodes",
    "capex.server_multiple", "load.peak_to_mean", "log.broker", "log.cargo_insurance", "log.freight",
    "opex.hw_support", "opex.pue_global", "opex.spares", "opex.warranty_share",
    "power.draw_blackwell", "power.draw_cdna3", "power.draw_hopper", "power.draw_other",
    "power.host_draw", "power.server_multiple",
}  # fmt: skip
"""What today's formulas read; the rest is shown, or waits for a formula."""
NOT_FOUND = {
    "capex.installation", "capex.rack_pdu", "capex.storage", "capex.ups_generator", "fin.cost_of_capital",
    "log.broker", "log.freight", "opex.porting", "rel.maintenance_hours", "rel.rma_leadtime",
}  # fmt: skip


def test_what_formulas_use_exists() -> None:
    assert set(COSTS) >= USED
    texts = [path.read_text() for path in (Path(advisor.__file__).parent / "cost").glob("*.py")]
    named = {name for text in texts for name in re.findall(r'"((?:capex|opex|log|load|power)\.\w+)"', text)}
    assert named <= set(COSTS)
    assert named <= USED, "add what a formula has begun to use"


@pytest.mark.parametrize("line_id", list(COSTS))
def test_a_line_is_a_figure_or_says_that_none_was_found(line_id: str) -> None:
    line = COSTS[line_id]
    assert (line.figure is None) == (line.not_found is not None)
    assert line.name
    assert line.applies_to


def test_nothing_is_invented_where_nothing_was_found() -> None:
    assert {line_id for line_id in COSTS if COSTS[line_id].figure is None} == NOT_FOUND
    assert all(line.not_found.confidence == "none" for line in COSTS.values() if line.not_found)


def test_figures_are_those_of_their_sources() -> None:
    found = {
        line_id: (line.figure.low, line.figure.value, line.figure.high, line.figure.unit)
        for line_id, line in COSTS.items()
        if line.figure
    }
    assert found["capex.h100_8gpu_node"] == (250_000, 310_000, 450_000, "USD")
    assert found["capex.dc_build_nairobi"] == (None, 9.74, None, "USD/W")
    assert found["rel.llama_all"] == (None, 17.3, None, "percent/year")
    assert found["fin.optimism_capex"] == (10, 10, 200, "%")
    assert found["fin.residual_60m"] == (0, 12, 20, "%")
    assert found["opex.nvaie_cloud"] == (None, 1.0, None, "USD/card-hour")
    assert found["be.market_page"] == (14, 16, 18, "months")


def test_a_tax_of_the_lines_never_stands_in_for_the_region() -> None:
    taxes = [COSTS[line_id] for line_id in COSTS if line_id.startswith("tax.")]
    assert len(taxes) == 4
    assert all("the region's own rate is charged" in line.applies_to for line in taxes)
