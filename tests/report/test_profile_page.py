"""Pages of profiles: golden files that a person read, and what must hold for every shipped page.

To refresh after a change that is meant, and then read the diff:
    ADVISOR_REFRESH_GOLDEN=1 python -m pytest tests/report
"""

import os
from pathlib import Path

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.layers import SHIPPED, USER, Layer
from advisor.catalogue.walk import cited_facts, cited_sources
from advisor.report.profile_page.compose import called, kinds_with, near_ids
from advisor.report.profile_page.document import pages_document
from advisor.report.profile_page.layout import age_words, page_text
from advisor.report.profile_page.markdown import page_markdown
from page_world import DAY, PAGES, page_catalogue, page_of, row_of

GOLDEN = Path(__file__).parent / "golden_pages"
SHIPPED_CATALOGUE = Catalogue.shipped()
SHIPPED_ITEMS = [
    f"{kind}/{profile_id}"
    for kind, folder in SHIPPED_CATALOGUE.folders.items()
    for profile_id in (list(folder)[::40] if kind == "sources" else folder)
]


def agrees(name: str, text: str) -> None:
    """The text is what the file says."""
    file = GOLDEN / name
    if os.environ.get("ADVISOR_REFRESH_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("item", PAGES)
def test_page_at_80_columns(item: str) -> None:
    text = page_text(page_of(item), 80)
    assert max(map(len, text.splitlines())) <= 80
    agrees(f"{item.replace('/', '-')}.txt", text)


def test_page_as_markdown() -> None:
    agrees("accelerators-part-9.md", page_markdown(page_of("accelerators/part-9")))


@pytest.mark.parametrize("width", [40, 60, 100])
def test_a_page_keeps_to_its_width_and_loses_nothing(width: int) -> None:
    page = page_of("accelerators/part-9")
    text = page_text(page, width)
    assert max(map(len, text.splitlines())) <= width
    assert "".join(text.split()) == "".join(page_text(page, 200).split())


def test_a_figure_carries_bounds_source_date_age_and_confidence() -> None:
    row = row_of(page_of("regions/KZ"), "Power price")
    assert row.text == "0.075 USD/kWh (0.0659 to 0.09)"
    assert row.origin is not None
    assert (row.origin.source, row.origin.date, row.origin.confidence) == ("price-list", "2026", "medium")
    assert row.place == "power_price"


def test_what_outlived_its_shelf_life_is_marked_with_the_reason() -> None:
    page = page_of("regions/KZ")
    rate, power = row_of(page, "Exchange rate").origin, row_of(page, "Power price").origin
    assert rate is not None
    assert power is not None
    assert rate.age_days == 54  # from 2026-10-01
    assert rate.stale == "after 30 days: exchange rates move daily"
    assert not power.stale
    assert page.counts.stale == 2  # the rate, and the dispute of 2025 about the export group


def test_what_is_expected_and_absent_is_not_known() -> None:
    page = page_of("servers/box-8")
    assert row_of(page, "Mass").unknown
    assert row_of(page, "Host").text == "not known"
    assert page.counts.unknown == 4


def test_disagreements_come_first() -> None:
    part, region, model = page_of("accelerators/part-9"), page_of("regions/KZ"), page_of("models/tiny")
    for page in (part, region, model):
        assert page.sections[0].title == "Open disagreements"
    assert row_of(part, "TPP").text == "4,800 by the rates above, 5,600 as stated"  # 300 TFLOPS x 16 bit
    assert "Bandwidth" in row_of(part, "Sources differ").text
    assert "57.3% fewer than the publisher's 3.00 billion" in row_of(model, "Parameters").text
    assert "Training hardware (unconfirmed)" in row_of(model, "Claims").text
    assert page_of("workloads/chat").sections[0].title == "Requests"


def test_computed_parameters_are_those_of_the_formulas() -> None:
    # 20 x (2048 x 2048 x 2 + 2048 x 512 x 2 + 3 x 2048 x 8192 + 2 x 2048) + 2048 + 32000 x 2048
    layers = 20 * (2 * 2048 * 2048 + 2 * 2048 * 512 + 3 * 2048 * 8192 + 2 * 2048) + 2048
    page = page_of("models/tiny")
    computed = next(section for section in page.sections if section.title == "Computed by the app")
    texts = {row.label.strip(): row.text for row in computed.rows}
    assert texts["Parameters"].startswith(f"{(layers + 32000 * 2048) / 1e9:.2f} billion")
    assert texts["active, core"].startswith(f"{layers / 1e9:.2f} billion")
    assert texts["KV cache bf16"] == f"{20 * 2 * 4 * 128 * 2:,} B a token"
    assert texts["Weights bf16"].endswith("released")


def test_an_offer_past_its_last_day_says_so() -> None:
    assert "lapsed" not in row_of(page_of("availability/KZ"), "part-9").text
    later = page_of("availability/KZ", day=DAY.replace(year=2027))
    assert row_of(later, "part-9").text.endswith("valid until 2026-12-31, lapsed, no longer counts")


@pytest.mark.parametrize(
    ("age", "date", "words"),
    [
        (1, "2026-11-23", "1 day"),
        (1005, "2024-02-23", "1,005 days"),
        (389, "2025-10", "389+ days"),
        (-6, "2026-11", "this month"),
        (-37, "2026", "this year"),
        (-3, "2026-11-27", "ahead"),
        (None, "", "undated"),
    ],
)
def test_ages_in_words(age: int | None, date: str, words: str) -> None:
    assert age_words(age, date) == words


def test_an_id_of_several_kinds_and_one_picked() -> None:
    catalogue = page_catalogue()
    assert kinds_with(catalogue, "KZ") == [("regions", "KZ"), ("availability", "KZ")]
    assert kinds_with(catalogue, "regions/KZ") == [("regions", "KZ")]
    assert kinds_with(catalogue, "rules/KZ") == []
    assert near_ids(catalogue, "kz") == ["KZ"]
    assert near_ids(catalogue, "accelerators/part9") == ["part-9"]
    assert called(catalogue, "Part") == ["part-9"]


def test_json_has_the_page_and_the_profile_itself() -> None:
    catalogue = page_catalogue()
    page = page_of("costs/spares", catalogue)
    document = pages_document([page], [catalogue.document("costs", "spares")])
    (shown,) = document["pages"]
    assert document["format"] == "advisor.profile-page/1.0"
    assert shown["document"]["figure"]["value"] == 5
    (figure,) = [row for section in shown["sections"] for row in section["rows"] if "figure" in row]
    assert figure["origin"]["age_days"] == 1059  # from 2023-12-31
    assert figure["origin"]["stale"]


def test_each_figure_names_the_layer_that_says_it(tmp_path: Path) -> None:
    own = tmp_path / "regions"
    own.mkdir()
    (own / "KZ.toml").write_text(
        'id = "KZ"\npatch = true\n[power_price]\nvalue = 0.09\nunit = "USD/kWh"\n'
        'source = "wto-ita"\ndate = "2026-11-01"\nconfidence = "high"\n',
        encoding="utf-8",
    )
    shipped = Path(SHIPPED_CATALOGUE.regions.files("KZ")[0].path).parents[1]
    catalogue = Catalogue.open(Layer(SHIPPED, shipped), Layer(USER, tmp_path))
    page = page_of("regions/KZ", catalogue)
    assert page.layers == (USER, SHIPPED)
    assert row_of(page, "Power price").layer == USER
    assert row_of(page, "Exchange rate").layer == ""
    assert "Layer: shipped, with entries from your own profiles (marked below)\n" in page_text(page)
    assert page.name_layer == ""
    assert "(marked below)" not in page_text(page_of("regions/UZ", catalogue))


def test_a_name_of_another_layer_is_said_in_the_head(tmp_path: Path) -> None:
    own = tmp_path / "regions"
    own.mkdir()
    (own / "KZ.toml").write_text('id = "KZ"\npatch = true\nname = "Our Kazakhstan"\n', encoding="utf-8")
    shipped = Path(SHIPPED_CATALOGUE.regions.files("KZ")[0].path).parents[1]
    page = page_of("regions/KZ", Catalogue.open(Layer(SHIPPED, shipped), Layer(USER, tmp_path)))
    assert page.name_layer == USER
    assert "its name is from your own profiles" in " ".join(page_text(page).split())
    assert "its name is from your own profiles" in page_markdown(page)


def test_equal_cells_of_a_rule_share_a_row_and_the_deciding_rules_are_named() -> None:
    page = page_of("rules/US-3A090-A", SHIPPED_CATALOGUE)
    follows = next(section for section in page.sections if section.title == "What follows for whom")
    assert [row.label for row in follows.rows] == ["class unknown to open, D:1/D:4, named, D:5"]
    assert follows.rows[0].place == "cells[0]"
    scope = row_of(page, "US-LIC-SCOPE")
    assert "3A090.a to D:1, D:4: licence, case by case" in scope.text
    assert scope.text.endswith("(in force)")
    assert row_of(page, "US-LIC-POLICY").text.startswith("3A090.a to D:5: licence, denial presumed")
    assert not any(row.label == "US-H20-LETTER" for section in page.sections for row in section.rows)


def test_cells_that_say_different_things_keep_their_rows() -> None:
    page = page_of("rules/US-LIC-SCOPE", SHIPPED_CATALOGUE)
    rule = SHIPPED_CATALOGUE.rules["US-LIC-SCOPE"]
    rows = next(section for section in page.sections if section.title == "What follows for whom").rows
    assert len(rows) == len({(cell.status, cell.effect) for cell in rule.cells})


def test_the_guidance_on_chinese_designs_says_its_verdict_on_use() -> None:
    page = page_of("rules/US-GP10", SHIPPED_CATALOGUE)
    verdicts = next(section for section in page.sections if section.title.startswith("Verdict on use"))
    assert [row.text.split(",")[0] for row in verdicts.rows] == ["GP10 risk", "GP10 risk", "unknown", "ok"]
    assert "ascend-910b," in row_of(page, "Named without profile").text


def test_a_page_without_figures_still_counts_what_is_not_known() -> None:
    text = page_text(page_of("servers/p800-8", SHIPPED_CATALOGUE))
    assert text.splitlines()[2] == "no figures of its own; 5 not known"
    assert page_text(page_of("sources/gazette")).splitlines()[3] == "Source"


@pytest.mark.parametrize("item", SHIPPED_ITEMS)
def test_every_shipped_page(item: str) -> None:
    """It fits 80 columns, lists every source that the profile cites, and says every fact with an origin."""
    kind, _, profile_id = item.partition("/")
    record = SHIPPED_CATALOGUE.folders[kind][profile_id]
    page = page_of(item, SHIPPED_CATALOGUE)
    assert max(map(len, page_text(page, 80).splitlines())) <= 80
    assert set(cited_sources(record)) <= {source.id for source in page.sources}
    assert all(source.title for source in page.sources)
    shown = {(row.origin.source, row.origin.date) for section in page.sections for row in section.rows
             if row.origin}  # fmt: skip
    dated = {(fact.source, fact.date) for fact in cited_facts(record) if fact.date and fact.kind == "figure"}
    if kind not in ("services", "models"):  # prices share a row, and a size its checkpoint's
        assert dated <= shown
    assert page_markdown(page).startswith("# ")
