"""The shipped models say what their publishers and licences say: checked by hand against the sources."""

from collections import Counter

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import LicenceLimit, Model

CATALOGUE = Catalogue.shipped()
MODELS = CATALOGUE.models
EU_CODES = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
EU = set(EU_CODES.split())
UNREAD = {
    "glm-5.3", "glm-5.3-flash", "kimi-k2.7-code", "nemotron-3-nano-30b-a3b", "nemotron-3-super-120b-a12b",
    "nemotron-3-ultra-550b-a55b", "openpangu-r-72b-2512", "openpangu-ultra-moe-718b", "qwen2.5-72b-instruct",
}  # fmt: skip


def limits(model_id: str, kind: str) -> list[LicenceLimit]:
    """The limits of one kind."""
    return [limit for limit in MODELS[model_id].licence.limits if limit.kind == kind]


def score(model: Model, name: str, measured_by: str) -> list[float]:
    """Scores of one benchmark by one party."""
    return [
        one.score_percent for one in model.benchmarks if (one.name, one.measured_by) == (name, measured_by)
    ]


@pytest.mark.parametrize("model_id", MODELS)
def test_each_model_states_what_a_buyer_asks_first(model_id: str) -> None:
    model = MODELS[model_id]
    assert model.publisher_country
    assert model.released is not None
    assert model.released.text.endswith(".")
    assert "/" in (model.repository or "")
    assert model.licence.name
    assert any(checkpoint.official for checkpoint in model.checkpoints)
    assert max(Counter((one.weights, one.repository) for one in model.checkpoints).values()) == 1
    assert model.context_tokens is not None or model_id == "openpangu-ultra-moe-718b"


@pytest.mark.parametrize("model_id", MODELS)
def test_every_source_of_a_model_is_on_file(model_id: str) -> None:
    model = MODELS[model_id]
    cited = {model.licence.source, model.architecture.source}
    cited |= {checkpoint.source for checkpoint in model.checkpoints}
    cited |= {benchmark.source for benchmark in model.benchmarks} | {claim.source for claim in model.claims}
    cited |= {one.source for one in (model.released, model.claimed_total, model.claimed_active) if one}
    cited |= {checkpoint.size.source for checkpoint in model.checkpoints if checkpoint.size}
    cited |= {model.context_source} if model.context_source else set()
    for source_id in cited:
        source = CATALOGUE.sources[source_id]
        assert source.title
        assert source.url or source.date


@pytest.mark.parametrize("model_id", MODELS)
def test_limits_are_complete_for_a_machine(model_id: str) -> None:
    for limit in MODELS[model_id].licence.limits:
        assert (limit.threshold is None) == (limit.threshold_unit is None)
        assert bool(limit.countries) == (limit.kind == "country")
        assert limit.triggers is not None or limit.kind in ("country", "non_commercial", "field_of_use")
        assert limit.text.endswith(".")
        users = limit.threshold_unit == "monthly active users"
        assert limit.threshold is None or (limit.kind == "users") is users


@pytest.mark.parametrize("model_id", MODELS)
def test_scores_are_percentages_told_apart(model_id: str) -> None:
    benchmarks = MODELS[model_id].benchmarks
    assert all(0 < one.score_percent <= 100 for one in benchmarks)
    told = [(one.name, one.measured_by, one.setting, one.source) for one in benchmarks]
    assert len(set(told)) == len(told)


def test_licences_that_nobody_read_are_these() -> None:
    """Moving one out of this list asks for its text, not for a guess from the model before it."""
    assert {model.id for model in MODELS.values() if not model.licence.read} == UNREAD


def test_models_of_listed_publishers_name_the_rule() -> None:
    for model in MODELS.values():
        listed = {"Z.ai (Zhipu AI)": "US-ENTITY-ZHIPU", "Huawei": "US-ENTITY-HUAWEI"}.get(model.publisher)
        assert model.entity_list_rules == ((listed,) if listed else ())


@pytest.mark.parametrize(
    ("model_id", "kind", "threshold", "unit", "triggers"),
    [
        ("kimi-k2.5", "users", 100e6, "monthly active users", "name"),
        ("kimi-k2.5", "revenue", 20e6, "USD/month", "name"),
        ("kimi-k3", "revenue", 20e6, "USD", "licence"),
        ("minimax-m2", "revenue", 30e6, "USD/year", "name"),
        ("minimax-m3", "revenue", 20e6, "USD/year", "licence"),
        ("llama-3.1-8b", "users", 700e6, "monthly active users", "licence"),
        ("hunyuan-a13b", "users", 100e6, "monthly active users", "licence"),
    ],
)
def test_thresholds(model_id: str, kind: str, threshold: float, unit: str, triggers: str) -> None:
    (limit,) = limits(model_id, kind)
    assert (limit.threshold, limit.threshold_unit, limit.triggers) == (threshold, unit, triggers)


def test_licences_that_leave_countries_out() -> None:
    (hunyuan,) = limits("hunyuan-a13b", "country")
    assert set(hunyuan.countries) == EU | {"GB", "KR"}
    assert not hunyuan.companies_only
    (llama,) = limits("llama-4-scout", "country")
    assert set(llama.countries) == EU
    assert llama.companies_only
    assert {model_id for model_id in MODELS if limits(model_id, "country")} == {
        "hunyuan-a13b", "llama-4-scout", "llama-4-maverick",
    }  # fmt: skip


def test_non_commercial_models() -> None:
    assert {model_id for model_id in MODELS if limits(model_id, "non_commercial")} == {
        "kazllm-1.0-70b", "kazllm-1.0-8b", "minimax-m2.7",
    }  # fmt: skip


def test_kazllm_carries_its_own_licence_and_llama_s() -> None:
    model = MODELS["kazllm-1.0-70b"]
    assert model.languages == ("Kazakh", "Russian", "English", "Turkish")
    assert model.base_model == "meta-llama/Llama-3.1-70B"
    assert model.licence.gated
    assert [limit.kind for limit in model.licence.limits] == [
        "non_commercial", "users", "branding", "field_of_use",
    ]  # fmt: skip
    base = MODELS["llama-3.1-70b"].architecture
    assert (model.architecture.attention, model.architecture.feed_forward) == (
        base.attention,
        base.feed_forward,
    )


@pytest.mark.parametrize(
    ("model_id", "weights", "gigabytes"),
    [
        ("deepseek-v4-pro", "mxfp4", 865),
        ("deepseek-v4-flash", "mxfp4", 160),
        ("kimi-k2.6", "w4a16", 595),
        ("kimi-k2.5", "mxfp4", 557),
    ],
)
def test_published_sizes(model_id: str, weights: str, gigabytes: float) -> None:
    (size,) = [one.size for one in MODELS[model_id].checkpoints if one.weights == weights]
    assert size is not None
    assert size.to("GB") == pytest.approx(gigabytes)


def test_who_measured_a_score_is_kept_apart() -> None:
    """Kimi K2.5: 87.6 by its publisher, 84.85 on Ascend, and a rival's table for AIME 2026."""
    model = MODELS["kimi-k2.5"]
    assert score(model, "GPQA-Diamond", "publisher") == [87.6]
    assert score(model, "GPQA", "independent") == [84.85]
    assert score(model, "AIME 2026 I", "other_publisher") == [92.5]
    (ascend,) = [one for one in model.benchmarks if one.name == "GPQA"]
    assert ascend.setting == "Atlas 800 A3, W4A8"
    assert score(MODELS["deepseek-v3.2"], "GPQA-Diamond", "other_publisher") == [82.4]
    assert score(MODELS["glm-5.1"], "SWE-bench Verified (OpenHands)", "independent") == [75.0]


@pytest.mark.parametrize(
    ("model_id", "total_billion", "active_billion"),
    [
        ("glm-4.5", 355, 32),
        ("deepseek-v4-pro", 1600, 49),
        ("minimax-m1", 456, 45.9),
        ("gpt-oss-20b", 21, 3.6),
        ("mixtral-8x7b", 46.7, 12.9),
        ("qwen3-30b-a3b", 30.5, 3.3),
        ("step-3.7-flash", 196, 11),
    ],
)
def test_claimed_counts(model_id: str, total_billion: float, active_billion: float) -> None:
    model = MODELS[model_id]
    assert model.claimed_total is not None
    assert model.claimed_active is not None
    assert model.claimed_total.to("parameters") == pytest.approx(total_billion * 1e9)
    assert model.claimed_active.to("parameters") == pytest.approx(active_billion * 1e9)


def test_a_context_is_the_publisher_s_where_the_configuration_allows_more() -> None:
    assert MODELS["minimax-m1"].context_tokens == 1_000_000
    assert MODELS["mistral-small-4-119b"].context_tokens == 262_144
    assert MODELS["step-3.7-flash"].context_tokens == 262_144
