"""Names of one publisher are told from those of others."""

import pytest

from advisor.catalogue.catalogue import Catalogue, shipped_directory
from advisor.catalogue.layers import SHIPPED, Layer
from advisor.catalogue.publishers import listed_publisher, same_publisher


@pytest.mark.parametrize("name", ["Z.ai", "z.AI", "Zhipu", "Zhipu AI", "ZhipuAI", "Z.ai (Zhipu AI)"])
def test_names_of_one_publisher(name: str) -> None:
    assert same_publisher(name, "Z.ai (Zhipu AI)")
    assert same_publisher("Z.ai (Zhipu AI)", name)


@pytest.mark.parametrize("name", ["", "AI", "Z", "Hip", "Mistral AI", "Zhi", "Sea AI Lab", "( )"])
def test_names_of_others(name: str) -> None:
    assert not same_publisher(name, "Z.ai (Zhipu AI)")
    assert not same_publisher("Z.ai (Zhipu AI)", name)


def test_rules_of_a_listed_publisher() -> None:
    models = list(Catalogue.open(Layer(SHIPPED, shipped_directory())).models.values())
    found = listed_publisher("Huawei", "", models, leave_out="openpangu-r-72b-2512")
    assert found is not None
    assert (found.rules, found.models) == (("US-ENTITY-HUAWEI",), ("openpangu-ultra-moe-718b",))
    assert listed_publisher("DeepSeek", "deepseek-ai/DeepSeek-V3", models) is None
    assert listed_publisher("", "", models) is None
