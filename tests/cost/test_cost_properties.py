"""What must hold for any price, count and tax."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.region import Vat
from advisor.cost.result import Cost
from advisor.figures import Money
from cost_records import cost, figure, levy, market, offer, region

PRICES = st.floats(min_value=100, max_value=100_000)
NODES = st.integers(min_value=1, max_value=40)
RATES = st.floats(min_value=0, max_value=50)


def priced(usd_a_card: float, nodes: int = 1, spread: float = 0.0, **taxes: Any) -> Cost:
    price = figure(usd_a_card, "USD", usd_a_card * (1 - spread), usd_a_card * (1 + spread))
    markets = {"world": market("world", offer(price))}
    return cost(where=region(**taxes), markets=markets, cards=8 * nodes, nodes=nodes)


def ordered(money: Money) -> bool:
    return money.low <= money.mid <= money.high


@given(PRICES, NODES)
def test_doubling_the_count_never_lowers_a_total(usd_a_card: float, nodes: int) -> None:
    single, double = priced(usd_a_card, nodes), priced(usd_a_card, 2 * nodes)
    for total in ("capex", "opex_per_year", "tco"):
        one, two = getattr(single, total), getattr(double, total)
        assert (one.low, one.mid, one.high) <= (two.low, two.mid, two.high)
        assert one.mid <= two.mid
    assert (single.serving_kw or 0) < (double.serving_kw or 0)


@given(PRICES, st.floats(min_value=0, max_value=50_000), NODES)
def test_a_higher_price_never_lowers_capex_or_tco(usd_a_card: float, more: float, nodes: int) -> None:
    cheap, dear = priced(usd_a_card, nodes), priced(usd_a_card + more, nodes)
    assert cheap.capex.mid <= dear.capex.mid
    assert cheap.tco.low <= dear.tco.low
    assert cheap.tco.mid <= dear.tco.mid
    assert cheap.tco.high <= dear.tco.high


@given(PRICES, NODES, st.floats(min_value=0, max_value=0.9), RATES, RATES, RATES)
def test_low_mid_high_stay_in_order(
    usd_a_card: float, nodes: int, spread: float, duty: float, vat: float, rail: float
) -> None:
    setup = priced(
        usd_a_card,
        nodes,
        spread,
        import_duty=figure(duty, "%"),
        vat=Vat(rate=figure(vat, "%")),
        levies=(levy(rail),),
    )
    assert all(ordered(one.money) for one in setup.lines if one.money is not None)
    assert all(map(ordered, (setup.capex, setup.opex_per_year, setup.tco, setup.usd_per_mtok)))


@given(PRICES, RATES, RATES)
def test_higher_taxes_never_lower_capex(usd_a_card: float, vat: float, more: float) -> None:
    low = priced(usd_a_card, vat=Vat(rate=figure(vat, "%")))
    high = priced(usd_a_card, vat=Vat(rate=figure(vat + more, "%")))
    assert low.capex.mid <= high.capex.mid


@given(PRICES, NODES)
def test_totals_are_the_sums_of_their_lines(usd_a_card: float, nodes: int) -> None:
    setup = priced(usd_a_card, nodes)
    known = [one for one in setup.lines if one.money is not None]
    bought = sum(one.money.mid for one in known if one.money and one.group != "per_year")
    yearly = sum(one.money.mid for one in known if one.money and one.group == "per_year")
    assert setup.capex.mid == bought
    assert setup.tco.mid == bought + setup.years * yearly


def test_the_same_question_gives_the_same_answer() -> None:
    assert priced(32_000, 4) == priced(32_000, 4)
