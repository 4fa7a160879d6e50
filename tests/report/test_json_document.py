"""The JSON document keeps the keys that scripts rely on."""

import json
from decimal import Decimal
from typing import Any

import msgspec

from advisor.report.json_document import clearance_document, plan_document
from plan_factory import empty_plan, sample_plan
from plan_factory_setups import saturated_speed

SETUP_KEYS = {
    "accelerator", "count", "nodes", "weights", "kv", "layout", "stack", "memory", "output_tok_s", "ttft_ms",
    "tpot_ms", "capex_usd", "tco_usd", "usd_per_mtok", "power_kw", "clearance", "tight", "confidence",
    "price_unknown", "highest_quote_usd", "checkpoint", "pareto",
}  # fmt: skip


def _document() -> Any:
    return json.loads(json.dumps(plan_document(sample_plan()), allow_nan=False))


def test_the_top_has_its_keys() -> None:
    document = _document()
    assert {
        "format", "as_of", "brief", "setups", "near_misses", "rejections", "warnings", "alternatives", "load",
    } <= set(document)  # fmt: skip
    assert document["format"] == "advisor.plan/1.0"
    assert document["feasible"] is True
    assert plan_document(empty_plan())["feasible"] is False


def test_a_setup_has_its_keys() -> None:
    for setup in (*_document()["setups"], *_document()["near_misses"]):
        assert set(setup) >= SETUP_KEYS
        assert set(setup["layout"]) == {"tp", "pp", "ep", "dp", "replicas"}
        assert set(setup["tpot_ms"]) == {"low", "mid", "high", "basis"}
        assert set(setup["capex_usd"]) == {"low", "mid", "high", "missing"}
        assert set(setup["clearance"]) >= {"export", "use", "supply"}


def test_money_is_a_number_with_its_cents() -> None:
    setup = _document()["setups"][0]
    assert setup["capex_usd"] == {"low": 338298.8, "mid": 488718.44, "high": 724661.0, "missing": ["freight"]}
    assert '"mid": 488718.44' in json.dumps(setup["capex_usd"])


def test_memory_parts_add_up_to_the_byte() -> None:
    memory = _document()["setups"][0]["memory"]
    parts = [memory[f"{part}_bytes"] for part in ("weights", "cache", "reserve")]
    assert sum(parts) == memory["needed_bytes"]
    assert memory["usable_bytes"] - memory["needed_bytes"] == memory["headroom_bytes"] == 42098885504


def test_an_unknown_is_null() -> None:
    document = _document()
    unpriced = document["setups"][2]
    assert unpriced["price_unknown"] is True
    assert unpriced["highest_quote_usd"] == 92418.55
    assert unpriced["cost_lines"][0]["usd"] is None
    assert document["setups"][1]["checkpoint"] is None
    plan = sample_plan()
    setup = msgspec.structs.replace(plan.setups[0], speed=saturated_speed())
    saturated = plan_document(msgspec.structs.replace(plan, setups=(setup,)))["setups"][0]
    assert saturated["ttft_ms"] is None
    assert saturated["saturated"] is True


def test_power_is_the_draw_while_serving_for_every_part_alike() -> None:
    first, second, _ = _document()["setups"]
    assert (first["power_kw"], first["serving_kw"], first["peak_kw"]) == (6.1, 6.1, 10.2)
    assert (second["power_kw"], second["peak_kw"]) == (14.7, None)


def test_a_rejection_says_why_in_numbers() -> None:
    reasons = _document()["rejections"][1]["reasons"]
    assert reasons == [
        {
            "code": "memory_short",
            "text": "Memory: 106.3 GB needed on each device, 85.5 GB usable, 20.8 GB short.",
            "needed": 106321000000.0,
            "available": 85520809984.0,
            "unit": "B",
            "subject": "",
        }
    ]


def test_the_closest_layout_goes_with_a_rejection() -> None:
    closest = plan_document(empty_plan())["rejections"][0]["closest"]
    assert closest["accelerator"] == "h200-sxm"
    assert "cost_lines" not in closest


def test_three_lines_of_clearance() -> None:
    document = clearance_document(sample_plan().setups[0].clearance)
    assert document["export"]["status"] == "licence_case_by_case"
    assert document["export"]["rules"] == ["US-3A090-A", "US-LIC-SCOPE", "US-LIC-POLICY"]
    assert document["supply"]["lead_weeks"] == {"low": 12.0, "mid": 20.0, "high": 36.0}
    for line in ("export", "use", "supply"):
        assert {"status", "rules", "as_of"} <= set(document[line])


def test_a_brief_shows_every_field() -> None:
    plan = sample_plan()
    brief = msgspec.structs.replace(plan.brief, budget=Decimal("1350000000.55"), currency="KZT")
    document = plan_document(msgspec.structs.replace(plan, brief=brief))["brief"]
    assert document["budget"] == 1350000000.55
    assert document["accept_use"] == ["gp10_risk", "entity_list_caution"]
    assert document["max_power_kw"] is None
