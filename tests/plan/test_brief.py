"""Briefs: what is refused with which words, and the load that numbers turn into."""

from decimal import Decimal
from typing import Any

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.brief import Brief
from advisor.plan.check import check_brief
from advisor.plan.errors import BriefError
from advisor.plan.load import resolve_load

CATALOGUE = Catalogue.shipped()


def brief(**values: Any) -> Brief:
    return Brief(**{"region": "KZ", "budget": Decimal(3_000_000), "model": "glm-5", **values})


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"model": "glm-55"}, "model", "did you mean glm-5"),
        ({"region": "ZZ"}, "region", "region"),
        ({"workload": "chat"}, "workload", "office-chat"),
        ({"budget": Decimal(0)}, "budget", "more than 0"),
        ({"budget": Decimal("NaN")}, "budget", "NaN"),
        ({"budget": Decimal("1e30")}, "budget", "at most"),
        ({"years": 0}, "years", "1 to 7"),
        ({"concurrency": 0}, "concurrency", "1 to"),
        ({"concurrency": 5, "users": 5}, "concurrency", "one of"),
        ({"rate_per_s": float("inf")}, "rate_per_s", "above 0"),
        ({"tpot_limit_ms": -1.0}, "tpot_limit_ms", "above 0"),
        ({"context_tokens": 10**9}, "context_tokens", "10,000,000"),
    ],
)
def test_a_bad_brief_names_field_and_remedy(values: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(BriefError) as caught:
        check_brief(brief(**values), CATALOGUE)
    assert caught.value.field == field
    assert said in str(caught.value)


def test_a_sound_brief_passes() -> None:
    check_brief(brief(), CATALOGUE)


def test_a_skipped_workload_is_office_chat_at_fifty() -> None:
    load = resolve_load(brief(), CATALOGUE)
    assert (load.input_tokens, load.output_tokens, load.context_tokens, load.concurrency) == (
        1200,
        210,
        1410,
        50,
    )
    assert (load.ttft_limit_ms, load.tpot_limit_ms, load.prefix_cache_hit) == (2000.0, 80.0, 0.35)


def test_what_the_brief_states_wins() -> None:
    stated = brief(
        input_tokens=8000, output_tokens=1000, context_tokens=32_000, concurrency=4, tpot_limit_ms=30.0
    )
    load = resolve_load(stated, CATALOGUE)
    assert (load.input_tokens, load.output_tokens, load.context_tokens) == (8000, 1000, 32_000)
    assert (load.concurrency, load.tpot_limit_ms) == (4, 30.0)


def test_context_is_never_less_than_prompt_and_answer() -> None:
    load = resolve_load(brief(input_tokens=8000, output_tokens=1000, context_tokens=100), CATALOGUE)
    assert load.context_tokens == 9000


def test_a_rate_becomes_concurrency_by_littles_law() -> None:
    # 2 requests a second, each in the system for 2 s + 210 x 80 ms = 18.8 s at the limits: 37.6, so 38.
    assert resolve_load(brief(rate_per_s=2.0), CATALOGUE).concurrency == 38


def test_a_rate_without_limits_asks_for_them() -> None:
    with pytest.raises(BriefError, match="ttft-ms"):
        resolve_load(brief(workload="batch", rate_per_s=2.0), CATALOGUE)
