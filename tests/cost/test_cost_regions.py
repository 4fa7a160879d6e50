"""What a region changes: taxes, levies, an unknown tariff, a purchase in its own market."""

from decimal import Decimal

from advisor.catalogue.region import Vat
from cost_records import CHINA, WORLD, amounts, cost, figure, levy, line, market, offer, region

KENYA = region(
    "KE",
    currency="KES",
    levies=(levy(2.5, 2.5, 3.5), levy(2)),
    power_price=figure(0.175, "USD/kWh"),
    pue=figure(1.4, "ratio"),
)


def test_kenya_pays_levies_and_vat_on_top_of_them() -> None:
    setup = cost(where=KENYA)
    # customs value 442,529.20 (high 620,795.70); 4.5%, high 5.5%
    assert amounts(setup, "levies")[1:] == ("19913.81", "34143.76")
    # 16% of 442,529.20 + 19,913.81
    assert amounts(setup, "vat")[1] == "73990.88"
    assert line(setup, "levies").how == "(2.5% + 2%) x 442,529.20 USD"


def test_unknown_tariff_leaves_power_out_and_says_so() -> None:
    setup = cost(where=region("MN", power_price=None))
    assert line(setup, "power").money is None
    assert setup.opex_per_year.missing == ("power_price",)
    assert setup.opex_per_year.mid == Decimal("31488.00")  # support alone
    assert setup.tco.missing == ("freight", "broker", "installation", "power_price")
    assert setup.usd_per_mtok.at_least
    assert setup.serving_kw == 6.754


def test_unknown_duty_is_missing_and_vat_stands_on_the_rest() -> None:
    setup = cost(where=region("NG", import_duty=None, vat=Vat(rate=figure(7.5, "%"))))
    assert "duty" in setup.capex.missing
    assert amounts(setup, "vat")[1] == "33189.69"  # 7.5% of 442,529.20


def test_unknown_vat_is_missing() -> None:
    assert "vat" in cost(where=region(vat=None)).capex.missing


def test_recovered_vat_is_no_cost() -> None:
    setup = cost(where=region(vat=Vat(rate=figure(16, "%"), recoverable=True)))
    assert amounts(setup, "vat") == ("0.00", "0.00", "0.00")
    assert line(setup, "vat").how == "16%, recovered"


def test_duty_is_a_share_of_the_customs_value() -> None:
    setup = cost(where=region(import_duty=figure(5, "%", 0, 10)))
    # 5% of 442,529.20; VAT on 464,655.66
    assert amounts(setup, "duty") == ("0.00", "22126.46", "62079.57")
    assert amounts(setup, "vat")[1] == "74344.91"


def test_goods_bought_in_the_market_pay_no_duty_again() -> None:
    china = {"CN": market("CN", offer(figure(210_000, "CNY"))), **WORLD}
    taxed = region(
        "CN", currency="CNY", fx=figure(7, "per USD"), import_duty=figure(5, "%"), levies=(levy(2),)
    )
    setup = cost(where=taxed, markets=china)
    assert line(setup, "accelerators").origin == "offer"
    assert amounts(setup, "duty")[2] == "0.00"
    assert amounts(setup, "levies")[2] == "0.00"
    assert Decimal(amounts(setup, "vat")[1]) > 0


def test_price_in_yuan_is_converted_at_the_rate_of_china() -> None:
    setup = cost(where=CHINA, markets={"CN": market("CN", offer(figure(210_000, "CNY")))})
    assert amounts(setup, "accelerators")[1] == "240000.00"  # 8 x 210,000 / 7
    assert line(setup, "accelerators").how == "8 x 30,000 USD (210,000 CNY at 7)"
