"""The shipped availability and cost profiles: complete for the first parts, and honest about gaps."""

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.cost.exchange import exchange_rate
from advisor.cost.price import card_price

CATALOGUE = Catalogue.shipped()
MARKETS = tuple(CATALOGUE.markets)


def test_offers_are_in_usd_or_a_currency_with_a_rate() -> None:
    units = {one.price.unit for market in CATALOGUE.markets.values() for one in market.offers}
    assert all(unit == "USD" or exchange_rate(unit, CATALOGUE.regions) for unit in units)


@pytest.mark.parametrize("region_id", ["KZ", "KE", "CN", "US"])
def test_the_first_parts_have_a_price_and_one_bin_has_none(region_id: str) -> None:
    def price_of(accelerator_id: str) -> str:
        part = CATALOGUE.accelerators[accelerator_id]
        server = CATALOGUE.servers[part.servers[0]]
        price = card_price(part, server, region_id, CATALOGUE.markets, CATALOGUE.regions)
        return "none" if price is None else price.confidence

    assert price_of("ascend-910b4-1") == "none"
    assert price_of("ascend-910b3") == "low"
    for priced in (
        "ascend-910c",
        "h20-96",
        "a100-sxm-80",
        "h100-sxm",
        "h200-sxm",
        "b200",
        "mi300x",
        "gaudi3",
    ):
        assert price_of(priced) != "none"


def test_no_910_is_priced_outside_china() -> None:
    for market_id in MARKETS:
        if market_id != "CN":
            assert not [one for one in CATALOGUE.markets[market_id].offers if "ascend-910" in one.item]


def test_a_cost_assumption_has_a_figure_or_says_that_none_was_found() -> None:
    for assumption in CATALOGUE.costs.values():
        assert (assumption.figure is None) == (assumption.not_found is not None), assumption.id


def test_the_assumptions_that_the_model_reads_are_shipped() -> None:
    read = {
        "capex.server_multiple", "capex.net_direct_2nodes", "capex.net_1tier_64nodes", "capex.net_2tier",
        "opex.spares", "log.cargo_insurance", "opex.hw_support", "opex.warranty_share", "opex.pue_global",
        "power.draw_hopper", "power.draw_blackwell", "power.draw_cdna3", "power.draw_other",
        "power.host_draw", "power.server_multiple", "load.peak_to_mean",
    }  # fmt: skip
    assert all(CATALOGUE.costs[name].figure is not None for name in read)
    assert all(CATALOGUE.costs[name].figure is None for name in ("log.freight", "log.broker"))
