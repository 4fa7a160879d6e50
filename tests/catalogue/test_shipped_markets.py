"""The shipped markets and services: complete, of known parts, and no price passed off as another market's."""

import datetime

import pytest

from advisor.catalogue.availability import WORLD, Market
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.region import Region
from advisor.catalogue.service import Service
from advisor.catalogue.standing import StandingMarkets
from advisor.clearance.supply import clear_supply
from advisor.cost.exchange import exchange_rate
from advisor.cost.price import card_price
from advisor.figures import CURRENCIES

CATALOGUE = Catalogue.shipped()
MARKETS: dict[str, Market] = {market_id: CATALOGUE.markets[market_id] for market_id in CATALOGUE.markets}
SERVICES: dict[str, Service] = {
    service_id: CATALOGUE.services[service_id] for service_id in CATALOGUE.services
}
REGIONS: dict[str, Region] = {
    region_id: CATALOGUE.regions[region_id]
    for region_id in CATALOGUE.regions
    if not CATALOGUE.regions[region_id].destination_only
}
ITEMS = {*CATALOGUE.accelerators, *CATALOGUE.servers}
AS_OF = datetime.date(2026, 11, 24)
PRC_ONLY = (
    "h20-96",
    "h20-141",
    "l20",
    "mi308x",
    "mlu590",
    "kunlun-p800",
    "mtt-s5000",
    "metax-c500",
    "thead-m890",
)


def test_every_region_has_a_market_and_the_world_has_one() -> None:
    assert set(MARKETS) == {*REGIONS, WORLD}
    for region_id, region in REGIONS.items():
        assert MARKETS[region_id].name == region.name


@pytest.mark.parametrize("market_id", list(MARKETS))
def test_a_market_says_something_of_its_own(market_id: str) -> None:
    market = MARKETS[market_id]
    said = [row.text for row in market.supply]
    said += [statement.text for statement in (*market.deliveries, *market.refusals, *market.notes)]
    assert said or market.offers
    for text in said:
        assert text.endswith("."), text


@pytest.mark.parametrize("market_id", list(MARKETS))
def test_items_exist_and_each_is_stated_once(market_id: str) -> None:
    market = MARKETS[market_id]
    stated = [item for row in market.supply for item in (row.item, *row.also)]
    assert len(stated) == len(set(stated))
    assert {*stated, *(offer.item for offer in market.offers)} <= ITEMS
    assert {bin_id for offer in market.offers for bin_id in offer.serves} <= set(CATALOGUE.accelerators)


def test_the_same_sentence_does_not_stand_in_two_markets() -> None:
    """What is true everywhere stands once, in the world reference."""
    seen: dict[str, str] = {}
    for market_id, market in MARKETS.items():
        for row in market.supply:
            assert seen.setdefault(row.text, market_id) == market_id, row.text


def test_every_part_has_a_supply_line_in_the_world_reference() -> None:
    stated = {item for row in MARKETS[WORLD].supply for item in (row.item, *row.also)}
    assert set(CATALOGUE.accelerators) <= stated


def test_nobody_but_the_buyer_has_firm_quotes() -> None:
    for market in MARKETS.values():
        for offer in market.offers:
            assert not offer.firm
            assert offer.valid_until is None


@pytest.mark.parametrize("region_id", list(REGIONS))
def test_a_price_from_elsewhere_is_a_reference(region_id: str) -> None:
    markets = StandingMarkets(CATALOGUE.markets, AS_OF)
    for accelerator in CATALOGUE.accelerators.values():
        server = CATALOGUE.servers[accelerator.servers[0]] if accelerator.servers else None
        price = card_price(accelerator, server, region_id, markets, CATALOGUE.regions)
        if price is not None:
            assert (price.origin == "offer") == (price.market == region_id), accelerator.id
            assert price.imported or price.origin == "offer"
            assert not price.included


@pytest.mark.parametrize("part", PRC_ONLY)
def test_parts_for_china_can_not_be_had_elsewhere(part: str) -> None:
    accelerator = CATALOGUE.accelerators[part]
    for region_id in REGIONS:
        finding = clear_supply(accelerator, region_id, CATALOGUE.markets)
        assert (finding.status == "none") == (region_id != "CN"), region_id
        assert finding.text
        assert finding.source


@pytest.mark.parametrize("part", ["ascend-910b3", "ascend-910b4-1", "ascend-910c"])
def test_ascend_must_be_asked_for_outside_china(part: str) -> None:
    accelerator = CATALOGUE.accelerators[part]
    for region_id in REGIONS:
        status = clear_supply(accelerator, region_id, CATALOGUE.markets).status
        assert status == ("none" if region_id == "US" else "ask") or region_id == "CN"


@pytest.mark.parametrize(
    ("market_id", "words"),
    [
        ("KZ", "H200"), ("AM", "6,144 NVIDIA Blackwell"), ("MY", "sold no Ascend there"), ("VN", "FPT"),
        ("ZA", "Cassava"), ("TH", "910B"), ("SA", "910B"), ("AE", "910B"), ("SG", "more than half"),
    ],
)  # fmt: skip
def test_what_is_known_of_a_market_stands_in_it(market_id: str, words: str) -> None:
    market = MARKETS[market_id]
    assert any(words in row.text for row in (*market.deliveries, *market.refusals, *market.notes))


def test_prices_of_the_facts_stand_as_they_were_read() -> None:
    def price(market_id: str, item: str, per: str = "card") -> tuple[float, str]:
        offers = [offer for offer in MARKETS[market_id].offers if (offer.item, offer.per) == (item, per)]
        return offers[0].price.value, offers[0].price.unit

    assert price(WORLD, "b300") == (45_000, "USD")
    assert price(WORLD, "gb200-nvl72", "rack") == (3_100_000, "USD")
    assert price(WORLD, "gaudi3", "module") == (125_000, "USD")
    assert price("CN", "h200-sxm") == (190_000, "CNY")
    assert price("CN", "cloudmatrix-384", "rack") == (150_000_000, "CNY")
    assert price("CN", "h20-141", "module") == (1_050_000, "CNY")


def test_every_currency_of_a_region_is_a_unit_with_a_rate() -> None:
    for region in REGIONS.values():
        assert region.currency in CURRENCIES
        assert region.currency == "USD" or exchange_rate(region.currency, CATALOGUE.regions) is not None


def test_services_price_known_parts_and_open_models() -> None:
    closed = {
        price.model for service in SERVICES.values() for price in service.tokens if not price.open_weights
    }
    assert closed == {"claude-opus-4.5", "claude-opus-5.5", "gpt-5.2", "gpt-5.6-sol"}
    for service in SERVICES.values():
        for token in service.tokens:
            known = token.model in CATALOGUE.models
            assert known == (token.open_weights and token.profiled), (service.id, token.model)
        assert {price.item for price in service.hours} <= set(CATALOGUE.accelerators)
        assert service.tokens or service.hours or service.notes


def test_the_publisher_of_glm_5_asks_what_was_read() -> None:
    own = {price.model: price for price in SERVICES["zai"].tokens if price.name_there == price.model}
    cached = own["glm-5"].cached_input
    assert cached is not None
    assert (own["glm-5"].input.value, own["glm-5"].output.value, cached.value) == (1.0, 3.2, 0.2)
    others = [
        price.output.value
        for service in SERVICES.values()
        for price in service.tokens
        if price.model == "glm-5" and (price.party or service.party) == "third_party"
    ]
    assert (min(others), max(others)) == (2.08, 3.52)


def test_a_cached_token_is_never_dearer_than_a_new_one() -> None:
    for service in SERVICES.values():
        for price in service.tokens:
            assert price.output.value >= price.input.value
            assert price.cached_input is None or price.cached_input.value <= price.input.value
