"""Every code of an effect, in the rules or in clearance, has a sentence of its own."""

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.clearance.effects import EXPORT_EFFECTS, USE_EFFECTS
from advisor.wording.effects import EFFECTS
from advisor.wording.english import effect_text

CODES = {*EXPORT_EFFECTS, *USE_EFFECTS}


def test_every_code_of_clearance_has_a_sentence_and_no_sentence_lacks_a_code() -> None:
    assert set(EFFECTS) == CODES


def test_every_effect_of_a_shipped_rule_is_documented() -> None:
    rules = Catalogue.shipped().rules.values()
    used = {cell.effect for rule in rules for cell in rule.cells}
    used |= {rule.case_by_case.effect for rule in rules if rule.case_by_case}
    assert used
    assert used <= CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_sentences_read_as_sentences(code: str) -> None:
    sentence = effect_text(code)
    assert sentence == EFFECTS[code]
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert len(sentence) <= 400


def test_no_two_codes_of_a_row_share_words_by_mistake() -> None:
    assert len(set(EFFECTS.values())) == len(EFFECTS)


def test_what_is_said_of_ascend_is_neither_a_ban_nor_an_all_clear() -> None:
    """No US licence for the import; the guidance, its softening and the lack of cases; advice for US ties."""
    assert "no US licence applies" in effect_text("export.prc_part")
    named = effect_text("use.gp10.named")
    for words in ("13 May 2025", "presumes", "softened", "no case was found"):
        assert words in named
    assert "legal advice" in effect_text("use.gp10.us_ties")
    assert "on the books" in effect_text("export.open.class_a")
