"""The list of countries: those kept for their rule alone come last and are marked."""

from rich.console import Console

from advisor.catalogue.catalogue import Catalogue
from advisor.tui.text.region_text import in_list_order, region_detail, region_row

REGIONS = Catalogue.shipped().regions


def detail(region_id: str) -> str:
    """The detail pane as plain text, its lines joined."""
    console = Console(width=200)
    with console.capture() as captured:
        console.print(region_detail(REGIONS[region_id]))
    return " ".join(captured.get().split())


def test_destinations_come_last_in_brackets() -> None:
    names = [region_row(region).cells[1].plain for region in in_list_order(REGIONS.values())]
    assert names[0] == "Angola"
    assert names[-8:] == [
        "Zambia", "(Belarus)", "(Cuba)", "(Iran)", "(Macau)", "(North Korea)", "(Russia)", "(Syria)",
    ]  # fmt: skip


def test_a_destination_shows_its_rule_and_no_taxes() -> None:
    said = detail("RU")
    assert "embargo: not quoted" in said
    assert "US-RUSSIA-BELARUS" in said
    assert "VAT" not in said


def test_a_vat_rate_with_an_end_shows_what_follows() -> None:
    assert "until 2026-12-31, then 10%" in detail("VN")
