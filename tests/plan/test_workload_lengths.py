"""A load from workloads that were not made for planning: lengths may be missing, so may the cache."""

from decimal import Decimal

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.brief import Brief
from advisor.plan.errors import BriefError
from advisor.plan.load import resolve_load

CATALOGUE = Catalogue.shipped()


def brief(workload: str, input_tokens: int | None = None) -> Brief:
    return Brief(
        region="KZ",
        budget=Decimal(1_000_000),
        model="glm-5",
        workload=workload,
        input_tokens=input_tokens,
    )


def test_a_convention_wants_lengths_and_says_which() -> None:
    with pytest.raises(BriefError, match=r"mlperf\.llama405b_server has no mean input length; give --input"):
        resolve_load(brief("mlperf.llama405b_server"), CATALOGUE)
    load = resolve_load(brief("mlperf.llama405b_server", input_tokens=4000), CATALOGUE)
    assert (load.input_tokens, load.output_tokens, load.ttft_limit_ms) == (4000, 685, 6000.0)


def test_an_unpublished_cache_hit_rate_counts_as_none() -> None:
    load = resolve_load(brief("trace.servegen_r1"), CATALOGUE)
    assert (load.input_tokens, load.output_tokens, load.prefix_cache_hit) == (1268, 1527, 0.0)
    assert load.ttft_limit_ms is None


def test_a_preset_needs_nothing() -> None:
    load = resolve_load(brief("office-chat"), CATALOGUE)
    assert (load.input_tokens, load.output_tokens, load.prefix_cache_hit) == (1200, 210, 0.35)
