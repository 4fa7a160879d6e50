"""Every cited fact of a record is found, with its place."""

from advisor.catalogue.walk import cited_facts, cited_sources
from page_world import page_catalogue


def test_figures_statements_and_records_with_a_source() -> None:
    part = page_catalogue().accelerators["part-9"]
    facts = {fact.place: fact for fact in cited_facts(part)}
    assert list(facts) == [
        "status_note", "memory.nominal", "memory.usable", "memory.bandwidth", "rates.bf16", "formats_source",
        "export.stated_tpp",
    ]  # fmt: skip
    assert facts["memory.usable"].kind == "figure"
    assert facts["status_note"].kind == "statement"
    assert facts["status_note"].confidence == "low"
    assert facts["memory.usable"].date == "2025"


def test_items_of_lists_and_dictionaries_are_numbered_and_named() -> None:
    catalogue = page_catalogue()
    places = [fact.place for fact in cited_facts(catalogue.markets["world"])]
    assert places == ["offers[0].price", "offers[0].lead_weeks"]
    assert "other_figures.pue_survey_2020" in {fact.place for fact in cited_facts(catalogue.regions["KZ"])}


def test_a_rule_is_one_fact_itself() -> None:
    (fact,) = cited_facts(page_catalogue().rules["US-TEST"])
    assert (fact.place, fact.kind, fact.date) == ("", "statement", "2026-05-13")


def test_a_source_without_date_or_confidence_is_cited_too() -> None:
    catalogue = page_catalogue()
    assert list(cited_sources(catalogue.servers["box-8"])) == ["maker-sheet", "maker-sheet"]
    assert list(cited_sources(catalogue.models["tiny"])).count("gazette") == 7
