"""`advisor profiles import-offers` end to end: quotes from a file in a plan, their last day, and refusals."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import tomli

from cli.command import Done, advisor

HEAD = "item,covers,price,currency,incoterm,country,quantity,valid_until,lead_weeks,source,channel\n"
QUOTES = (
    HEAD
    + "h200-sxm,card,33500,USD,EXW,KZ,16,2026-12-20,6-10,Quote 1183,Seller A\n"
    + "hgx-h200-8,server+vat+installation,167000000,KZT,DDP Almaty,KZ,,2026-12-31,8,Quote 7,Seller B\n"
    + "mi300x,card,16000,EUR,,KZ,8,2026-11-30,,Offer 12,Seller C\n"
)
PLAN = ("plan", "--region", "KZ", "--budget", "3000000", "--model", "glm-5")


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    """A directory with the three quotes in it."""
    (tmp_path / "quotes.csv").write_text(QUOTES)
    directory = tmp_path / "own"
    assert imported(tmp_path, "--out", str(directory)).code == 0
    return directory


def imported(home: Path, *arguments: str) -> Done:
    """The command on the file in `home`."""
    return advisor("profiles", "import-offers", "quotes.csv", "--as-of", "2026-11-24", *arguments, home=home)


def prices(home: Path, profiles: Path | None, as_of: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Accelerator -> its price line, and warning -> what it says, of a plan on that day."""
    layer = () if profiles is None else ("--profiles", str(profiles))
    done = advisor(*PLAN, *layer, "--as-of", as_of, "--format", "json", home=home)
    assert done.code == 0, done.err
    document = json.loads(done.out)
    lines = {
        setup["accelerator"]: (line, setup["clearance"]["supply"]["status"])
        for setup in document["setups"]
        if setup["weights"] == "fp8"
        for line in setup["cost_lines"]
        if line["code"] == "accelerators"
    }
    return lines, {warning["code"]: warning["text"] for warning in document["warnings"]}


def test_a_quote_counts_until_its_last_day(tmp_path: Path, profiles: Path) -> None:
    lines, warnings = prices(tmp_path, profiles, "2026-11-30")
    for accelerator in ("h200-sxm", "mi300x"):
        line, supply = lines[accelerator]
        assert (line["origin"], line["market"], supply) == ("offer", "KZ", "offered")
    assert "Seller B" in lines["h200-sxm"][0]["how"]
    assert lines["h100-sxm"][0]["origin"] == "reference"
    assert "offer_lapsed" not in warnings
    assert "h100-sxm" in warnings["price_reference"]
    assert "h200-sxm" not in warnings["price_reference"]
    assert "mi300x" not in warnings["price_reference"]

    lines, warnings = prices(tmp_path, profiles, "2026-12-01")
    line, supply = lines["mi300x"]
    assert (line["origin"], supply) == ("reference", "reference_only")
    assert "mi300x" in warnings["price_reference"]
    assert "Seller C (to 2026-11-30)" in warnings["offer_lapsed"]
    assert lines["h200-sxm"][0]["origin"] == "offer"


def test_the_shipped_market_is_added_to_and_not_replaced(tmp_path: Path, profiles: Path) -> None:
    shown = advisor("profiles", "show", "KZ", "--profiles", str(profiles), "--format", "json", home=tmp_path)
    assert "Alem.cloud" in shown.out
    assert "Seller A" in shown.out


def test_what_it_writes_passes_the_check_and_is_private(tmp_path: Path, profiles: Path) -> None:
    for path in (profiles / "availability" / "KZ.toml", profiles / "sources" / "quote-1183.toml"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    checked = advisor("profiles", "check", str(profiles), "--canonical", home=tmp_path)
    assert checked.code == 0, checked.err
    assert "0 problems" in checked.out


def test_any_mistake_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").write_text(QUOTES.replace("33500", "-1").replace("KZT", "XXX"))
    done = imported(tmp_path, "--out", "own")
    assert done.code == 2
    assert not (tmp_path / "own").exists()
    assert "quotes.csv: line 2, price: found '-1'" in done.err
    assert "quotes.csv: line 3, currency: found 'XXX'" in done.err
    assert "2 mistakes; nothing was written" in done.err
    told = json.loads(imported(tmp_path, "--out", "own", "--format", "json").out)
    assert [problem["column"] for problem in told["problems"]] == ["price", "currency"]


def test_a_market_that_is_there_is_replaced_only_when_told(tmp_path: Path, profiles: Path) -> None:
    market = profiles / "availability" / "KZ.toml"
    before = market.read_text()
    refused = imported(tmp_path, "--out", str(profiles))
    assert refused.code == 2
    assert "--add keeps its offers from other sources" in refused.err
    assert "--force replaces the whole file" in refused.err
    (tmp_path / "quotes.csv").write_text(QUOTES.replace("33500", "33600"))
    assert imported(tmp_path, "--out", str(profiles), "--force").code == 0
    assert market.read_text() == before.replace("33500", "33600")


def test_adding_keeps_other_sources_and_renews_its_own(tmp_path: Path, profiles: Path) -> None:
    market = profiles / "availability" / "KZ.toml"
    market.write_text(market.read_text() + '\n[[supply]]\nitem = "b200"\nstatus = "ask"\ntext = "Asked."\n'
                      'source = "quote-1183"\ndate = "2026-11-24"\nconfidence = "low"\n')  # fmt: skip
    (tmp_path / "quotes.csv").write_text(
        HEAD + "h200-sxm,card,33000,USD,EXW,KZ,,2026-12-24,,Quote 1183,Seller A\n"
    )
    assert imported(tmp_path, "--out", str(profiles), "--add").code == 0
    offers = tomli.loads(market.read_text())["offers"]
    assert [(offer["price"]["value"], offer["channel"]) for offer in offers] == [
        (33_000, "Seller A"), (167_000_000, "Seller B"), (16_000, "Seller C"),
    ]  # fmt: skip
    assert "Asked." in market.read_text()
    market.write_text("offers = 1\n")
    assert imported(tmp_path, "--out", str(profiles), "--add").code == 2
    assert market.read_text() == "offers = 1\n"


def test_a_price_far_from_the_reference_is_asked_about(tmp_path: Path) -> None:
    """33,500 USD for eight cards is 4,188 each, where 32,000 is known; 31,000 is as is to be expected."""
    (tmp_path / "quotes.csv").write_text(
        HEAD.replace("covers", "covers,cards")
        + "h200-sxm,server,8,33500,USD,,KZ,,2026-12-20,,Quote 1,Seller A\n"
        + "h200-sxm,card,,31000,USD,,KZ,,2026-12-20,,Quote 2,Seller B\n"
    )
    done = imported(tmp_path, "--out", "own")
    assert done.code == 0
    assert "line 2, price: 4,188 USD a card, where the reference is 32,000; check what" in done.err
    assert "line 3" not in done.err
    _, warnings = prices(tmp_path, tmp_path / "own", "2026-11-24")
    assert "from Quote 1" not in warnings["quote_odd"]
    assert "from Seller A (4,188 USD a card, reference 32,000)" in warnings["quote_odd"]
    assert "Seller B" not in warnings["quote_odd"]


def test_by_default_it_writes_to_the_users_own_directory(tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").write_text(QUOTES)
    assert imported(tmp_path).code == 0
    lines, _ = prices(tmp_path, None, "2026-11-24")
    assert lines["h200-sxm"][0]["origin"] == "offer"


def test_the_template_and_bad_calls(tmp_path: Path) -> None:
    template = advisor("profiles", "import-offers", "--template", home=tmp_path)
    assert template.code == 0
    (tmp_path / "quotes.csv").write_text(template.out)
    assert imported(tmp_path).code == 0
    assert advisor("profiles", "import-offers", home=tmp_path).code == 2
    assert advisor("profiles", "import-offers", "absent.csv", home=tmp_path).code == 3
    assert advisor("profiles", "import-offers", ".", home=tmp_path).code == 3
