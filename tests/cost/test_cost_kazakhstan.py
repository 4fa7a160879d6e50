"""Eight H200 in one server, to Kazakhstan, over three years: every line worked by hand."""

from decimal import Decimal

import pytest

from advisor.catalogue.server import Server
from advisor.cost.purchase import landed_server_usd
from advisor.figures import Money
from cost_records import WORLD, accelerator, amounts, assumptions, cost, figure, line, region, server


def test_goods() -> None:
    setup = cost()
    # 8 x 30,000 / 32,000 / 35,000
    assert amounts(setup, "accelerators") == ("240000.00", "256000.00", "280000.00")
    # (1.3 - 1) x 240,000; (1.64 - 1) x 256,000; (2.1 - 1) x 280,000
    assert amounts(setup, "hosts") == ("72000.00", "163840.00", "308000.00")
    assert amounts(setup, "network") == ("0.00", "0.00", "0.00")
    # 5% of accelerators and hosts: 312,000 / 419,840 / 588,000
    assert amounts(setup, "spares") == ("15600.00", "20992.00", "29400.00")
    assert line(setup, "accelerators").how == "8 x 32,000 USD"


def test_landing() -> None:
    setup = cost()
    # goods 327,600 / 440,832 / 617,400, x 1.10 insured, x 0.15 / 0.35 / 0.5%
    assert amounts(setup, "insurance") == ("540.54", "1697.20", "3395.70")
    assert amounts(setup, "duty") == ("0.00", "0.00", "0.00")
    # 16% of 328,140.54 / 442,529.20 / 620,795.70
    assert amounts(setup, "vat") == ("52502.49", "70804.67", "99327.31")
    assert line(setup, "freight").money is None
    assert not [one for one in setup.lines if one.code == "levies"]


def test_power() -> None:
    setup = cost()
    # cards 5,600 W x 0.37 / 0.59 / 0.84, hosts (10,200 - 5,600) W x 0.75 / 0.75 / 1:
    # 5,522 / 6,754 / 9,304 W, x PUE 1.3 x 8,766 h x 0.075 USD/kWh
    assert amounts(setup, "power") == ("4719.57", "5772.54", "7951.99")
    assert setup.serving_kw == 6.754
    assert setup.peak_kw == 10.2


def test_support_stands_between_full_warranty_and_none() -> None:
    # 312,000 x 10% x 0; 419,840 x 15% x 0.5; 588,000 x 20% x 1
    assert amounts(cost(), "support") == ("0.00", "31488.00", "117600.00")


def test_totals() -> None:
    setup = cost()
    missing = ("freight", "broker", "installation")
    assert setup.capex == Money(Decimal("380643.03"), Decimal("513333.87"), Decimal("720123.01"), missing)
    assert setup.opex_per_year == Money(Decimal("4719.57"), Decimal("37260.54"), Decimal("125551.99"))
    # capex + 3 x a year
    assert setup.tco == Money(Decimal("394801.74"), Decimal("625115.49"), Decimal("1096778.98"), missing)
    assert not setup.price_unknown
    assert setup.highest_quote_usd is None


def test_usd_per_million_tokens() -> None:
    setup = cost()
    # 1,000 tokens/s / 1.9 x 31,557,600 s = 16,609.26 M tokens a year; low cost meets high speed
    assert setup.output_mtok_per_year == pytest.approx(16_609.263, abs=0.001)
    assert setup.utilisation == pytest.approx(1 / 1.9)
    # 394,801.74 / (3 x 20,761.58); 625,115.49 / (3 x 16,609.26); 1,096,778.98 / (3 x 13,287.41)
    unit = setup.usd_per_mtok
    assert (unit.low, unit.mid, unit.high) == (Decimal("6.34"), Decimal("12.55"), Decimal("27.51"))


def test_confidence_is_that_of_the_lines_that_weigh() -> None:
    assert cost().confidence == "medium"
    assert cost(markets={}).confidence == "none"


def test_two_servers_need_a_cable_and_three_a_switch() -> None:
    # 1.8% of IT capex is 0.018 / 0.982 of the servers: 839,680 x 0.0183299... = 15,391.28
    assert amounts(cost(cards=16, nodes=2), "network")[1] == "15391.28"
    # 4.6%: 1,259,520 x 0.046 / 0.954 = 60,731.57
    assert amounts(cost(cards=24, nodes=3), "network")[1] == "60731.57"
    # two tiers, 10%: 65 x 419,840 x 0.1 / 0.9 = 3,032,177.78
    assert amounts(cost(cards=520, nodes=65), "network")[1] == "3032177.78"


def test_freight_is_weight_times_rate_once_both_are_known() -> None:
    heavy = Server(
        id="hgx", name="", vendor="", accelerators=(), cards=8, mass=figure(130, "kg"), source="made-up"
    )
    setup = cost(node=heavy, assumed=assumptions(log__freight=figure(6, "USD/kg", 4.5, 8)))
    assert amounts(setup, "freight") == ("585.00", "780.00", "1040.00")
    assert "freight" not in setup.capex.missing
    # insurance then covers goods and freight: 441,612 x 1.10 x 0.35%
    assert amounts(setup, "insurance")[1] == "1700.21"


def test_a_quote_for_installation_ends_the_unknown() -> None:
    flat = cost(assumed=assumptions(capex__installation=figure(12_000, "USD")))
    assert amounts(flat, "installation") == ("12000.00", "12000.00", "12000.00")
    share = cost(assumed=assumptions(capex__installation=figure(2, "%")))
    # 2% of the goods, 440,832
    assert amounts(share, "installation")[1] == "8816.64"
    assert "installation" not in share.capex.missing


def test_server_of_unknown_nameplate_takes_the_general_multiple() -> None:
    setup = cost(node=server(max_power_kw=None))
    # 5,600 W x 0.59 + 5,600 W x 0.82 x 0.75
    assert setup.serving_kw == pytest.approx(6.748)
    assert setup.peak_kw is None


def test_family_without_measured_draw_takes_the_wide_one() -> None:
    setup = cost(card=accelerator("h200", 350, "ascend-a2"), node=server(max_power_kw=None))
    # 2,800 W x 0.64 + 2,800 W x 0.82 x 0.75
    assert setup.serving_kw == pytest.approx(3.514)


def test_a_card_of_unknown_power_has_an_unknown_power_line() -> None:
    setup = cost(card=accelerator("h200", None))
    assert setup.serving_kw is None
    assert setup.opex_per_year.missing == ("power_draw",)


def test_region_without_pue_takes_the_global_one() -> None:
    # 6.754 kW x 1.54 x 8,766 h x 0.075 USD/kWh
    assert amounts(cost(where=region(pue=None)), "power")[1] == "6838.24"


def test_one_landed_server_costs_what_a_setup_of_one_server_does() -> None:
    place = region()
    landed = landed_server_usd(
        accelerator=accelerator(),
        server=server(),
        region=place,
        markets=WORLD,
        regions={"KZ": place},
        assumptions=assumptions(),
    )
    assert landed == (Decimal("513333.87"), "reference", "world")
