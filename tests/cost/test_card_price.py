"""Which price point is reckoned with, and how amounts become USD."""

from decimal import Decimal

import msgspec
import pytest

from advisor.catalogue.availability import Market
from advisor.cost.card_price import CardPrice
from advisor.cost.exchange import UnknownCurrencyError, to_usd
from advisor.cost.price import card_price
from cost_records import CHINA, accelerator, amounts, cost, figure, line, market, offer, region, server

REGIONS = {"KZ": region(), "CN": CHINA}


def found(*markets: Market, where: str = "KZ") -> CardPrice | None:
    return card_price(accelerator(), server(), where, {one.id: one for one in markets}, REGIONS)


def at(market_id: str, price_usd: float, **fields: object) -> Market:
    return market(market_id, offer(figure(price_usd, "USD"), **fields))


def mid(price: CardPrice | None) -> Decimal:
    assert price is not None
    return price.card_usd.mid


def test_own_market_before_world_before_others() -> None:
    own, world, other = at("KZ", 40_000), at("world", 32_000), at("AE", 20_000)
    assert mid(found(other, world, own)) == 40_000
    assert mid(found(other, world)) == 32_000
    assert mid(found(other)) == 20_000


def test_origin_says_where_the_price_was_seen() -> None:
    own, world, other = found(at("KZ", 1)), found(at("world", 1)), found(at("AE", 1))
    assert own is not None
    assert world is not None
    assert other is not None
    assert (own.origin, own.confidence) == ("offer", "medium")
    assert (world.origin, world.market, world.confidence) == ("reference", "world", "medium")
    assert (other.origin, other.market, other.confidence) == ("reference", "AE", "low")


def test_second_hand_only_where_nothing_else_is() -> None:
    used = at("KZ", 15_000, condition="second_hand")
    new = at("AE", 32_000)
    assert mid(found(used, new)) == 32_000
    price = found(used)
    assert price is not None
    assert price.condition == "second_hand"


def test_whole_server_before_module_before_card() -> None:
    card = offer(figure(32_000, "USD"))
    module = offer(figure(250_000, "USD"), per="module")
    whole = offer(figure(310_000, "USD"), item="hgx", per="server")
    assert mid(found(market("world", card, module, whole))) == 38_750
    assert mid(found(market("world", card, module))) == 31_250


def test_better_evidence_before_a_more_complete_unit() -> None:
    whole = offer(figure(310_000, "USD"), item="hgx", per="server")
    weak = msgspec.structs.replace(whole, price=msgspec.structs.replace(whole.price, confidence="low"))
    assert mid(found(market("world", weak, offer(figure(32_000, "USD"))))) == 32_000


def test_newer_before_cheaper() -> None:
    old = offer(figure(20_000, "USD", date="2024"))
    new = offer(figure(32_000, "USD", date="2026-08"))
    assert mid(found(market("world", old, new))) == 32_000


def test_the_order_of_markets_and_offers_does_not_matter() -> None:
    first, second = offer(figure(30_000, "USD")), offer(figure(31_000, "USD"))
    markets = (market("AE", first), market("US", second))
    assert found(*markets) == found(*reversed(markets))
    assert found(market("world", first, second)) == found(market("world", second, first))


def test_whole_server_price_covers_the_host() -> None:
    whole = {"world": market("world", offer(figure(310_000, "USD"), item="hgx", per="server"))}
    setup = cost(markets=whole, cards=16, nodes=2)
    assert amounts(setup, "accelerators")[1] == "620000.00"
    assert amounts(setup, "hosts") == ("0.00", "0.00", "0.00")
    assert line(setup, "accelerators").how == "16 x 310,000 USD / 8"


def test_module_price_leaves_the_host_to_be_added() -> None:
    module = {"world": market("world", offer(figure(125_000, "USD"), per="module"))}
    setup = cost(markets=module)
    assert amounts(setup, "accelerators")[1] == "125000.00"
    assert amounts(setup, "hosts")[1] == "80000.00"  # 0.64 x 125,000


def test_offer_for_an_unstated_bin_serves_its_bins_with_low_confidence() -> None:
    price = found(at("world", 12_000, item="generic", serves=("h200",)))
    assert price is not None
    assert price.confidence == "low"
    assert found(at("world", 12_000, item="generic", serves=("other-bin",))) is None


def test_a_price_in_a_currency_without_a_rate_is_no_price() -> None:
    yuan = {"world": market("world", offer(figure(210_000, "CNY")))}
    assert card_price(accelerator(), server(), "KZ", yuan, {"KZ": region()}) is None


def test_amounts_become_usd() -> None:
    euro = region("DE", currency="EUR", fx=figure(0.8951, "per USD"))
    regions = {"KZ": region(), "DE": euro}
    assert to_usd(Decimal("100.005"), "USD", regions) == Decimal("100.00")  # half to even
    assert to_usd(Decimal(450), "KZT", regions) == Decimal("1.00")
    assert to_usd(Decimal(1_000), "EUR", regions) == Decimal("1117.19")  # 1,000 / 0.8951


def test_unknown_currency_is_refused_by_name() -> None:
    with pytest.raises(UnknownCurrencyError, match="XAU"):
        to_usd(Decimal(1), "XAU", {"KZ": region(fx=None)})
    with pytest.raises(UnknownCurrencyError, match="KZT"):
        to_usd(Decimal(1), "KZT", {"KZ": region(fx=None)})
