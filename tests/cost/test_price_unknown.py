"""Without any price: what is known stays known, and the highest quote that would still fit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.availability import Market
from advisor.catalogue.region import Region
from cost_records import assumptions, cost, figure, levy, line, market, offer, region

KENYA = region("KE", levies=(levy(2.5), levy(2)), import_duty=figure(5, "%"))
ODD_CENTS = Decimal("123456.78")


def quoted(card_usd: Decimal) -> dict[str, Market]:
    return {"world": market("world", offer(figure(float(card_usd), "USD")))}


def test_what_hangs_on_the_price_is_missing() -> None:
    setup = cost(markets={})
    assert setup.price_unknown
    assert setup.capex.mid == 0
    assert setup.capex.missing[:3] == ("accelerators", "hosts", "spares")
    assert {"insurance", "vat"} <= set(setup.capex.missing)
    assert "duty" not in setup.capex.missing  # zero of whatever it costs is zero
    assert setup.opex_per_year.missing == ("support",)
    assert line(setup, "power").money is not None


def test_confidence_is_none() -> None:
    assert cost(markets={}).confidence == "none"


@pytest.mark.parametrize("where", [region(), KENYA])
@pytest.mark.parametrize(("cards", "nodes"), [(8, 1), (16, 2), (64, 8)])
@pytest.mark.parametrize("budget", [Decimal(3_000_000), ODD_CENTS])
def test_the_highest_quote_fits_and_a_dollar_more_does_not(
    where: Region, cards: int, nodes: int, budget: Decimal
) -> None:
    quote = cost(where=where, markets={}, cards=cards, nodes=nodes, budget=budget).highest_quote_usd
    assert quote is not None

    def capex_mid(card_usd: Decimal) -> Decimal:
        setup = cost(where=where, markets=quoted(card_usd), cards=cards, nodes=nodes, budget=budget)
        return setup.capex.mid

    assert capex_mid(quote) <= budget
    assert capex_mid(quote + 1) > budget
    assert capex_mid(quote + Decimal("0.01")) > budget


@given(st.integers(min_value=100, max_value=10**9))
def test_the_quote_is_exact_to_the_cent_for_any_budget(budget_cents: int) -> None:
    budget = Decimal(budget_cents) / 100
    quote = cost(markets={}, budget=budget).highest_quote_usd
    assert quote is not None
    assert cost(markets=quoted(quote)).capex.mid <= budget
    assert cost(markets=quoted(quote + Decimal("0.01"))).capex.mid > budget


def test_no_quote_fits_a_budget_that_installation_alone_exceeds() -> None:
    dear = assumptions(capex__installation=figure(60_000, "USD"))
    assert cost(markets={}, budget=Decimal(50_000), assumed=dear).highest_quote_usd is None
