"""A team's own quotes, landed by hand: what the price includes is not charged again, the rest still is."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.availability import INCOTERM_COVERS, Covered, Incoterm, Market, Offer
from advisor.catalogue.region import Vat
from advisor.catalogue.server import Server
from advisor.catalogue.standing import StandingMarkets
from advisor.cost.price import card_prices
from advisor.cost.result import Cost
from cost_records import (
    accelerator,
    amounts,
    assumptions,
    cost,
    figure,
    levy,
    line,
    market,
    offer,
    region,
    server,
)

DUTIABLE = region(import_duty=figure(5, "%"))
ALL: tuple[Covered, ...] = (
    "freight", "insurance", "broker", "duty", "levies", "vat", "installation", "support",
)  # fmt: skip


def quote(price: float = 33_500, unit: str = "USD", **fields: Any) -> Offer:
    """A firm offer in Kazakhstan of one card, or of what `fields` say."""
    return offer(figure(price, unit), firm=True, channel="reseller", **fields)


def whole(price: float, unit: str = "USD", **fields: Any) -> Offer:
    """A firm offer in Kazakhstan of a server of eight."""
    return quote(price, unit, item="hgx", per="server", **fields)


def heavy() -> Server:
    """The server, of 130 kg."""
    return msgspec.structs.replace(server(), mass=figure(130, "kg"))


def landed(*offers: Offer, **changes: Any) -> Cost:
    """Eight cards in Kazakhstan, with 5% duty unless `changes` say otherwise."""
    settings: dict[str, Any] = {"where": DUTIABLE, "markets": {"KZ": market("KZ", *offers)}} | changes
    return cost(**settings)


def test_a_server_delivered_duty_paid_in_tenge() -> None:
    """167,000,000 KZT at 450; spares of 5% are not in it, so they are insured and taxed by themselves."""
    setup = landed(whole(167_000_000, "KZT", incoterm="DDP", covers=("vat", "installation")))
    assert amounts(setup, "accelerators")[1] == "371111.11"
    assert amounts(setup, "spares")[1] == "18555.56"
    for code in ("hosts", "freight", "broker", "installation"):
        assert amounts(setup, code)[1] == "0.00", code
    assert amounts(setup, "insurance")[1] == "71.44"  # 18,555.56 x 1.10 x 0.35%
    assert amounts(setup, "duty")[1] == "931.35"  # (18,555.56 + 71.44) x 5%
    assert amounts(setup, "vat")[1] == "3129.34"  # (18,627.00 + 931.35) x 16%
    assert setup.capex.mid == Decimal("393798.80")
    assert not setup.capex.at_least
    assert line(setup, "freight").how == "in the quote"
    assert line(setup, "duty").how == "5% x 18,627 USD, the rest is in the quote"


def test_cards_ex_works_pay_everything() -> None:
    setup = landed(quote(incoterm="EXW"))
    assert amounts(setup, "hosts")[1] == "171520.00"  # 0.64 x 268,000
    assert amounts(setup, "insurance")[1] == "1776.76"  # 461,496 x 1.10 x 0.35%
    assert amounts(setup, "duty")[1] == "23163.64"  # 463,272.76 x 5%
    assert amounts(setup, "vat")[1] == "77829.82"  # 486,436.40 x 16%
    assert "freight" in setup.capex.missing


def test_without_an_incoterm_nothing_is_due_at_the_border() -> None:
    setup = landed(quote())
    assert amounts(setup, "duty")[1] == "0.00"
    assert line(setup, "duty").how == "bought in this market"
    assert amounts(setup, "vat")[1] == "74123.64"  # 463,272.76 x 16%


def test_cards_with_freight_paid_leave_the_servers_to_be_carried() -> None:
    assumed = assumptions(log__freight=figure(10, "USD/kg"))
    cards = landed(quote(incoterm="CIP"), node=heavy(), assumed=assumed)
    assert amounts(cards, "freight")[1] == "1300.00"
    assert amounts(cards, "insurance")[1] == "749.96"  # (171,520 + 21,976 + 1,300) x 1.10 x 0.35%
    servers = landed(whole(300_000, incoterm="CIP"), node=heavy(), assumed=assumed)
    assert amounts(servers, "freight")[1] == "0.00"
    assert amounts(servers, "insurance")[1] == "57.75"  # spares of 15,000 x 1.10 x 0.35%
    assert amounts(servers, "duty")[1] == "15752.89"  # all of it: (315,000 + 57.75) x 5%


def test_vat_in_the_price_that_comes_back_is_no_cost() -> None:
    returned = region(vat=Vat(rate=figure(16, "%"), recoverable=True))
    setup = landed(quote(38_860, covers=("vat",)), where=returned)
    assert amounts(setup, "accelerators")[1] == "268000.00"  # 38,860 / 1.16 = 33,500
    assert amounts(setup, "vat")[1] == "0.00"
    assert "less 16% VAT that comes back" in line(setup, "accelerators").how


def test_support_in_the_price_is_not_paid_each_year() -> None:
    assert amounts(landed(whole(300_000, covers=("support",))), "support")[1] == "0.00"
    cards = landed(quote(covers=("support",)))
    assert amounts(cards, "support")[1] == "12864.00"  # the hosts alone: 171,520 x 15% x (1 - 0.5)


def test_a_firm_quote_goes_before_reports_and_references() -> None:
    sure = msgspec.structs.replace(figure(20_000, "USD"), confidence="high")
    markets = {
        "KZ": market("KZ", offer(sure), quote()),
        "world": market("world", offer(sure)),
        "AE": market("AE", quote(10_000)),
    }
    setup = cost(markets=markets)
    assert line(setup, "accelerators").origin == "offer"
    assert line(setup, "accelerators").how == "8 x 33,500 USD (reseller)"
    used = cost(markets={**markets, "KZ": market("KZ", quote(15_000, condition="second_hand"))})
    assert amounts(used, "accelerators")[1] == "120000.00"
    assert used.second_hand
    assert not setup.second_hand
    assert line(used, "accelerators").how == "8 x 15,000 USD (second hand, reseller)"


def test_of_two_quotes_the_one_that_lands_cheaper_is_taken() -> None:
    """36,000 with duty and VAT paid lands below 33,500 ex works, and 45,000 does not."""
    dear = region(import_duty=figure(25, "%"))
    paid: dict[str, Any] = {"incoterm": "DDP", "covers": ("vat",)}
    setup = landed(quote(incoterm="EXW"), quote(36_000, **paid), where=dear)
    assert "36,000" in line(setup, "accelerators").how
    setup = landed(quote(incoterm="EXW"), quote(60_000, **paid), where=dear)
    assert "33,500" in line(setup, "accelerators").how


def test_a_quote_for_too_few_cards_comes_last_and_says_so() -> None:
    few = quote(30_000, quantity=figure(4, "count"))
    enough = quote(34_000, quantity=figure(8, "count"))
    assert landed(few).quote_short_of_cards
    setup = landed(few, enough)
    assert not setup.quote_short_of_cards
    assert "34,000" in line(setup, "accelerators").how


def test_terms_of_another_market_hold_there_alone() -> None:
    abroad = {"AE": market("AE", quote(incoterm="DDP", covers=ALL))}
    setup = cost(where=DUTIABLE, markets=abroad)
    accelerators = line(setup, "accelerators")
    assert (accelerators.origin, accelerators.market) == ("reference", "AE")
    assert amounts(setup, "duty")[1] == "23163.64"
    assert accelerators.confidence == "low"


def test_a_rack_and_a_lot_of_cards_divide_by_what_they_hold() -> None:
    rack = quote(2_400_000, per="rack", cards=72)
    lot = quote(260_000, cards=8)
    assert amounts(landed(rack), "accelerators")[1] == "266666.67"
    assert amounts(landed(rack), "hosts")[1] == "0.00"
    assert amounts(landed(lot), "accelerators")[1] == "260000.00"
    assert amounts(landed(lot), "hosts")[1] == "166400.00"


def test_a_server_other_than_the_planned_one_counts_by_its_cards() -> None:
    part = msgspec.structs.replace(accelerator(), servers=("hgx", "hgx-4"))
    other = whole(150_000)
    other = msgspec.structs.replace(other, item="hgx-4", cards=4)
    setup = landed(other, card=part)
    assert amounts(setup, "accelerators")[1] == "300000.00"
    assert amounts(setup, "hosts")[1] == "0.00"
    assert landed(msgspec.structs.replace(other, item="dgx"), card=part).price_unknown


def test_the_last_day_still_counts() -> None:
    own = {"KZ": market("KZ", quote(valid_until="2026-12-20"))}
    day = datetime.date(2026, 12, 20)
    card = (accelerator(), server(), "KZ")
    assert card_prices(*card, StandingMarkets(own, day), {"KZ": DUTIABLE})
    after = StandingMarkets(own, day + datetime.timedelta(days=1))
    assert not card_prices(*card, after, {"KZ": DUTIABLE})
    assert [lapsed.channel for lapsed in after.lapsed("KZ")] == ["reseller"]
    assert after.lapsed("MN") == ()


def test_a_lapsed_quote_gives_way_to_the_reference() -> None:
    markets: dict[str, Market] = {
        "KZ": market("KZ", quote(valid_until="2026-12-20")),
        "world": market("world", offer(figure(32_000, "USD"))),
    }
    setup = cost(markets=StandingMarkets(markets, datetime.date(2027, 1, 1)))
    assert line(setup, "accelerators").origin == "reference"


@pytest.mark.parametrize("term", list(INCOTERM_COVERS))
def test_each_incoterm_charges_what_the_seller_does_not_pay(term: Incoterm) -> None:
    """Of the quoted goods alone: without spares, a line is either charged in full or not at all."""
    place = region(import_duty=figure(5, "%"), levies=(levy(2),))
    assumed = assumptions(
        opex__spares=figure(0, "%"), log__freight=figure(10, "USD/kg"), log__broker=figure(1, "%")
    )
    setup = landed(whole(300_000, incoterm=term), where=place, node=heavy(), assumed=assumed)
    for code in ("freight", "insurance", "broker", "duty", "levies", "vat"):
        charged = Decimal(amounts(setup, code)[1]) > 0
        assert charged == (code not in INCOTERM_COVERS[term]), code


@given(
    included=st.lists(st.sampled_from(ALL), unique=True),
    more=st.sampled_from(ALL),
    server_quote=st.booleans(),
)
def test_including_more_at_the_same_price_never_costs_more(
    included: Sequence[Covered], more: Covered, server_quote: bool
) -> None:
    make = whole if server_quote else quote
    assumed = assumptions(log__freight=figure(10, "USD/kg"), log__broker=figure(1, "%"))

    def total(covers: Sequence[Covered]) -> Decimal:
        offered = make(300_000, incoterm="EXW", covers=tuple(covers))
        setup = landed(offered, node=heavy(), assumed=assumed)
        return setup.capex.mid + setup.opex_per_year.mid

    assert total([*included, more]) <= total(included)
