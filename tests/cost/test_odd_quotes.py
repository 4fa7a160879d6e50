"""Quotes far from the reference: the borders, what does not compare, who is no reference."""

from typing import Any

import pytest

from advisor.catalogue.availability import Market
from advisor.cost.odd_quotes import odd_quotes
from cost_records import WORLD, accelerator, figure, market, offer, region, server


def odd(price_usd: float, *reported: Market, **fields: Any) -> bool:
    """Whether a firm quote is held to be odd beside what these markets, or else the world, report."""
    quote = offer(figure(price_usd, "USD"), firm=True, **fields)
    markets = {one.id: one for one in reported} or WORLD
    found = list(
        odd_quotes((quote,), "KZ", {"h200": accelerator()}, {"hgx": server()}, markets, {"KZ": region()})
    )
    return len(found) == 1


@pytest.mark.parametrize(
    ("price_usd", "is_odd"), [(15_999, True), (16_000, False), (96_000, False), (96_001, True)]
)
def test_half_and_three_times_the_32_000_of_the_world_still_pass(price_usd: int, is_odd: bool) -> None:
    assert odd(price_usd) is is_odd


def test_one_card_taken_for_eight_and_eight_for_one() -> None:
    assert odd(32_000, item="hgx", per="server")
    assert odd(32_000, per="module")
    assert odd(8 * 32_000)


def test_a_host_is_held_against_a_quote_one_way_only() -> None:
    """A server may cost much more a card than its cards; a card may cost much less than its share of one."""
    assert not odd(8 * 100_000, item="hgx", per="server")
    servers = market("world", offer(figure(8 * 70_000, "USD"), item="hgx", per="server"))
    assert not odd(30_000, servers)
    assert odd(8 * 30_000, servers, item="hgx", per="server")


def test_used_goods_are_held_against_used_goods_where_there_are_any() -> None:
    used = offer(figure(10_000, "USD"), condition="second_hand")
    new = offer(figure(32_000, "USD"))
    assert not odd(9_000, market("world", used, new), condition="second_hand")
    assert odd(9_000, market("world", used, new))


def test_a_quote_is_no_reference_and_a_part_without_one_has_no_odd_quotes() -> None:
    quoted = market("KZ", offer(figure(4_000, "USD"), firm=True))
    assert not odd(4_000, quoted)
    assert odd(4_000, quoted, *WORLD.values())


def test_reports_and_quotes_without_a_rate_are_passed_over() -> None:
    offers = (offer(figure(1, "USD")), offer(figure(1, "MNT"), firm=True))
    accelerators, regions = {"h200": accelerator()}, {"KZ": region()}
    assert not list(odd_quotes(offers, "KZ", accelerators, {}, WORLD, regions))
