"""Can it be had: what wins among statements, offers here, the world reference and other markets."""

import msgspec
import pytest

from advisor.catalogue.availability import Market, Offer, Supply, SupplyStatus
from advisor.clearance.result import SupplyFinding
from clearance.records import cleared, figure, part

CHIP = part("chip", fp16=50, servers=("box",))


def offer(item: str = "chip", *, channel: str = "dealer", **changes: object) -> Offer:
    """An offer of 1,000 USD a card."""
    plain = Offer(item=item, per="card", channel=channel, price=figure(1000, "USD", "medium"))
    return msgspec.structs.replace(plain, **changes)


def row(status: SupplyStatus, item: str = "chip") -> Supply:
    """A statement on supply."""
    return Supply(
        item=item, status=status, text="as told", source="made-up", date="2026-05", confidence="high"
    )


def found(**markets: Market) -> SupplyFinding:
    """Supply of the chip in Kenya."""
    finding: SupplyFinding = cleared(CHIP, "KE", markets=markets).supply
    return finding


def market(market_id: str, *offers: Offer, supply: tuple[Supply, ...] = ()) -> Market:
    """A market with these offers and statements."""
    return Market(id=market_id, name=market_id, offers=offers, supply=supply)


def test_nothing_known_is_unknown() -> None:
    finding = found(KE=market("KE", offer("other")))
    assert (finding.status, finding.market, finding.confidence) == ("unknown", "KE", "none")


def test_the_order_of_evidence() -> None:
    elsewhere = market("CN", offer())
    world = market("world", offer(channel="world"))
    here = market("KE", offer(channel="here"))
    stated = market("KE", offer(), supply=(row("none"),))
    assert found(CN=elsewhere).status == "ask"
    assert found(CN=elsewhere, world=world).status == "reference_only"
    assert found(CN=elsewhere, world=world, KE=here).status == "offered"
    assert found(CN=elsewhere, world=world, KE=stated).status == "none"


def test_a_statement_of_the_world_goes_before_its_offers() -> None:
    world = market("world", offer(), supply=(row("ask"),))
    finding = found(world=world)
    assert (finding.status, finding.text, finding.as_of) == ("ask", "as told", "2026-05")


def test_an_offer_elsewhere_is_weak_evidence() -> None:
    assert found(KE=market("KE", offer())).confidence == "medium"
    assert found(CN=market("CN", offer())).confidence == "low"


def test_a_server_of_the_part_counts_and_names_its_bins() -> None:
    assert found(KE=market("KE", offer("box"))).status == "offered"
    assert found(KE=market("KE", offer("box", serves=("chip",)))).confidence == "low"
    assert found(KE=market("KE", offer("box", serves=("another",)))).status == "unknown"
    assert found(KE=market("KE", supply=(row("ask", "box"),))).status == "ask"


@pytest.mark.parametrize("turned", [False, True])
def test_the_best_offer_does_not_hang_on_the_order(turned: bool) -> None:
    offers = [
        offer("box", channel="of the server"),
        offer(channel="hearsay"),
        offer(channel="second hand", firm=True, condition="second_hand"),
        offer(channel="quote", firm=True, lead_weeks=figure(10, "weeks")),
    ]
    finding = found(KE=market("KE", *(reversed(offers) if turned else offers)))
    assert (finding.text, finding.lead_weeks) == ("quote", (10, 10, 10))


def test_a_statement_keeps_the_lead_time_of_an_offer() -> None:
    lead = figure(70, "days")
    finding = found(KE=market("KE", offer(lead_weeks=lead), supply=(row("ask"),)))
    assert finding.status == "ask"
    assert finding.lead_weeks == pytest.approx((10, 10, 10))


def test_a_firm_offer_here_goes_before_what_the_market_states() -> None:
    stated = (row("none"),)
    assert found(KE=market("KE", offer(firm=True), supply=stated)).status == "offered"
    assert found(KE=market("KE", offer(firm=False), supply=stated)).status == "none"
    assert found(AE=market("AE", offer(firm=True)), KE=market("KE", supply=stated)).status == "none"


def test_a_part_for_one_market_is_none_elsewhere() -> None:
    chinese = msgspec.structs.replace(row("ask"), only_in=("KE",))
    assert found(world=market("world", supply=(chinese,))).status == "ask"
    chinese = msgspec.structs.replace(row("ask"), only_in=("CN",))
    finding = found(world=market("world", offer(lead_weeks=figure(10, "weeks")), supply=(chinese,)))
    assert (finding.status, finding.text, finding.lead_weeks) == ("none", "as told", None)
    assert found(KE=market("KE", offer()), world=market("world", supply=(chinese,))).status == "offered"


def test_a_statement_holds_for_the_other_items_it_names_and_the_first_one_stands() -> None:
    both = msgspec.structs.replace(row("ask", "another"), also=("chip",))
    assert found(KE=market("KE", supply=(both,))).status == "ask"
    assert found(KE=market("KE", supply=(both, row("none")))).status == "ask"
