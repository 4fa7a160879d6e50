"""What the licences of shipped models mean for buyers in shipped regions."""

import pytest

from clearance.records import PARTS, cleared, shipped


def use_status(model_id: str, region_id: str, seat: str = "") -> str:
    """The use line of a US-made part, so that only the model speaks; `seat` is the buyer's country."""
    home = seat or region_id
    model = shipped().models[model_id]
    return cleared(PARTS["N"], region_id, model=model, headquarters=home, parent=home).use.status


@pytest.mark.parametrize(
    ("model_id", "region_id", "status"),
    [
        ("hunyuan-a13b", "DE", "refuse"),
        ("hunyuan-a13b", "GB", "refuse"),
        ("hunyuan-a13b", "KR", "refuse"),
        ("hunyuan-a13b", "KZ", "licence_terms"),
        ("kazllm-1.0-70b", "KZ", "model_licence_limit"),
        ("minimax-m2.7", "VN", "model_licence_limit"),
        ("minimax-m2.5", "VN", "licence_terms"),
        ("kimi-k2.5", "MN", "licence_terms"),
        ("llama-3.3-70b", "KE", "licence_terms"),
        ("glm-5", "KZ", "entity_list_caution"),
        ("glm-5.3", "KZ", "unknown"),
        ("nemotron-3-super-120b-a12b", "US", "unknown"),
        ("openpangu-ultra-moe-718b", "UZ", "unknown"),
        ("gpt-oss-20b", "KZ", "ok"),
        ("qwen3-32b", "DE", "ok"),
        ("deepseek-v4-pro", "NG", "ok"),
    ],
)
def test_a_model_in_a_country(model_id: str, region_id: str, status: str) -> None:
    assert use_status(model_id, region_id) == status


def test_llama_4_looks_at_the_company_and_hunyuan_at_the_place_too() -> None:
    assert use_status("llama-4-scout", "DE", seat="KZ") == "licence_terms"
    assert use_status("llama-4-scout", "KZ", seat="DE") == "refuse"
    assert use_status("hunyuan-a13b", "DE", seat="KZ") == "refuse"
    assert use_status("hunyuan-a13b", "KZ", seat="DE") == "refuse"


def test_the_words_name_the_number() -> None:
    found = cleared(PARTS["N"], "KZ", model=shipped().models["kimi-k2.5"]).use
    assert any("100 million monthly active users" in limit for limit in found.limits)
    assert any("20 million USD of monthly revenue" in limit for limit in found.limits)
