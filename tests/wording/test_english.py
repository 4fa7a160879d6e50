"""Codes become sentences; a code nobody knows is shown and breaks nothing."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.availability import SupplyStatus
from advisor.catalogue.rule import ExportStatus, UseStatus
from advisor.cost.cost import EXCLUDED
from advisor.estimate.result import MemoryFit
from advisor.plan.result import Alternative, PlanWarning, Reason
from advisor.wording import english
from advisor.wording.names import COST_LINES, MEMORY_PARTS
from advisor.wording.notices import ALTERNATIVES, WARNINGS
from advisor.wording.reasons import REASONS
from advisor.wording.statuses import STATUSES
from plan_factory import empty_plan, sample_plan


def test_memory_shortfall_in_numbers() -> None:
    reason = Reason(code="memory_short", needed=106_321_000_000, available=85_520_809_984, unit="B")
    assert english.reason_text(reason) == (
        "Memory: 106.3 GB needed on each device, 85.5 GB usable, 20.8 GB short."
    )


def test_budget_overshoot_in_numbers() -> None:
    reason = Reason(code="budget_exceeded", needed=3_412_212.44, available=3_000_000, unit="USD")
    assert english.reason_text(reason) == (
        "Budget: landed cost 3,412,212 USD, budget 3,000,000 USD, 412,212 USD over (13.7%)."
    )


def test_a_cent_over_the_budget_is_seen() -> None:
    reason = Reason(code="budget_exceeded", needed=3_000_000.01, available=3_000_000, unit="USD")
    assert "landed cost 3,000,000.01 USD, budget 3,000,000.00 USD" in english.reason_text(reason)


def test_a_status_as_subject_reads_in_words() -> None:
    assert english.reason_text(Reason(code="export_refused", subject="licence_presumption_denial")) == (
        "Export: licence, denial presumed."
    )
    assert "GP10 risk" in english.reason_text(Reason(code="use_not_accepted", subject="gp10_risk"))


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_reads_with_and_without_numbers(code: str) -> None:
    bare = english.reason_text(Reason(code=code))
    full = english.reason_text(Reason(code=code, needed=3.0, available=2.0, unit="count", subject="w8a8"))
    for text in (bare, full):
        assert "{" not in text
        assert text[0].isupper()
    assert english.reason_word(Reason(code=code)) != ""


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_reason_of_another_version_is_shown_plainly(code: str, subject: str) -> None:
    known = code in REASONS
    text = english.reason_text(Reason(code=code, subject=subject, needed=1.0, available=2.5, unit="x"))
    assert known or (code in text and subject in text and "1 x needed" in text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_text_of_a_file_is_never_a_template(subject: str, code: str) -> None:
    assert subject in english.reason_text(Reason(code="format_unsupported", subject=subject or "-"))
    assert code in english.warning_text(PlanWarning(code=code)) or code in WARNINGS


@pytest.mark.parametrize("code", WARNINGS)
def test_every_warning_reads(code: str) -> None:
    text = english.warning_text(PlanWarning(code=code, subject="KZ", value=50.0, date="2026-07-23"))
    assert "{" not in text
    assert text.endswith(".")
    assert "{" not in english.warning_text(PlanWarning(code=code))


def test_the_assumed_workload_is_stated() -> None:
    warning = PlanWarning(code="workload_default", subject="office-chat", value=50.0)
    assert english.warning_text(warning) == (
        "Workload: none was stated, so this answers for the office-chat preset at 50 concurrent requests."
    )


def test_an_unknown_warning_shows_what_it_has() -> None:
    assert english.warning_text(PlanWarning(code="new_code")) == "new_code"
    warning = PlanWarning(code="new_code", subject="KZ", value=3.0, date="2026")
    assert english.warning_text(warning) == "new_code: KZ, 3, 2026"


@pytest.mark.parametrize("code", [*ALTERNATIVES, "from_a_newer_version"])
def test_every_alternative_names_part_model_and_cost(code: str) -> None:
    plan = empty_plan()
    known = plan.alternatives[0]
    alternative = Alternative(
        code=code,
        model=known.model,
        accelerator=known.accelerator,
        weights=known.weights,
        cards=known.cards,
        capex_usd=known.capex_usd,
        at_least=True,
    )
    text = english.alternative_text(alternative, {"glm-5": "GLM-5"})
    assert "GLM-5" in text
    assert "8 x h200-sxm in fp8" in text
    assert "at least 488,718 USD" in text


@pytest.mark.parametrize(
    "status", [*get_args(ExportStatus), *get_args(UseStatus), *get_args(SupplyStatus), "tight", "feasible"]
)
def test_every_status_has_words_and_a_sign(status: str) -> None:
    words = STATUSES[status]
    assert words.sign in "+!x?"
    assert words.sentence.endswith(".")
    assert english.status_text(status) == words.short


def test_stopped_and_clear_differ_by_sign_not_colour() -> None:
    assert english.status_sign("refuse") == "x"
    assert english.status_sign("no_licence") == "+"
    assert english.status_sign("from_a_newer_version") == "?"
    assert "from_a_newer_version" in english.status_words("from_a_newer_version").sentence


def test_a_setup_is_feasible_tight_or_unpriced() -> None:
    statuses = [english.setup_status(setup) for setup in sample_plan().setups]
    assert statuses == ["feasible", "tight", "price_unknown"]


def test_what_a_total_lacks_is_named() -> None:
    first, _, unpriced = sample_plan().setups
    assert english.missing_text(first.cost.capex) == "not known: freight"
    assert english.missing_text(unpriced.cost.capex).endswith("VAT that is not recovered")
    assert english.line_name("from_a_newer_version") == "from_a_newer_version"


def test_every_part_of_memory_has_a_name() -> None:
    counted = {"usable", "weights", "cache", "needed", "headroom"}
    parts = {
        field.removesuffix("_bytes")
        for field in MemoryFit.__struct_fields__
        if field.endswith("_bytes") and field.removesuffix("_bytes") not in counted
    }
    assert parts == set(MEMORY_PARTS)


def test_every_line_of_the_cost_model_has_a_name() -> None:
    codes = {
        "accelerators", "hosts", "network", "spares", "freight", "insurance", "broker", "duty", "levies",
        "vat", "installation", "power", "support", "power_price", "power_draw", "utilisation", *EXCLUDED,
    }  # fmt: skip
    assert codes <= set(COST_LINES)


def test_a_warning_about_several_things_names_each() -> None:
    names = {"h200-sxm": "H200", "ascend-910c": "Ascend 910C", "vllm-ascend": "vLLM-Ascend"}
    subject = "h200-sxm, ascend-910c with vllm-ascend, other"
    text = english.warning_text(PlanWarning(code="path_default", subject=subject), names)
    assert "H200, Ascend 910C with vLLM-Ascend, other" in text
