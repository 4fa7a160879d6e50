"""One change at a time: what is offered, and that each is the estimate of exactly that deployment."""

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.layout import Load
from advisor.estimate.layouts import validate_layout
from advisor.plan.load_curve import largest_concurrency
from advisor.plan.operating_point import OperatingPoint
from advisor.plan.pools import best_split, pool_fits, pool_layouts
from advisor.plan.probe import Probe, probe_speed
from advisor.plan.what_if import WhatIf, what_ifs

CATALOGUE = Catalogue.shipped()
PROBE = Probe(
    model="glm-5",
    accelerator="h200-sxm",
    cards=8,
    weights="fp8",
    load=Load(input_tokens=4096, output_tokens=1024, context_tokens=5120, concurrency=16),
)


def point_of(**changes: object) -> OperatingPoint:
    point = probe_speed(msgspec.structs.replace(PROBE, **changes), CATALOGUE).point
    assert point is not None
    return point


def found(point: OperatingPoint) -> dict[tuple[str, str], WhatIf]:
    return {(change.code, change.subject): change for change in what_ifs(point, CATALOGUE)}


def test_each_change_is_the_estimate_of_what_it_says() -> None:
    point = point_of()
    for change in what_ifs(point, CATALOGUE):
        after = msgspec.structs.replace(point, layout=change.layout, path=change.path)
        validate_layout(point.model, point.accelerator, change.layout)
        assert change.fits == after.memory().fits
        assert change.speed == (after.predicted() if change.fits else None)
        assert change.largest_concurrency == largest_concurrency(after)
        assert (change.layout, change.path) != (point.layout, point.path)


def test_what_glm5_on_eight_h200_is_offered() -> None:
    changes = found(point_of(stack="sglang"))
    assert {("speculation", "on"), ("kv", "fp8"), ("cards", "16"), ("path", "default")} <= set(changes)
    assert ("stack", "vllm") in changes
    assert ("stack", "sglang") not in changes
    assert changes["cards", "16"].layout.nodes == 2
    assert changes["speculation", "on"].layout.speculative
    assert changes["kv", "fp8"].largest_concurrency > largest_concurrency(point_of())


def test_ascend_gets_its_own_8_bit_cache_and_the_tuned_path() -> None:
    changes = found(point_of(accelerator="ascend-910b3", cards=16, weights="w4a8"))
    assert ("kv", "int8") in changes
    assert ("path", "tuned") in changes
    tuned = changes["path", "tuned"].speed
    base = point_of(accelerator="ascend-910b3", cards=16, weights="w4a8").predicted()
    assert tuned is not None
    assert tuned.tpot_ms.mid < base.tpot_ms.mid


def test_half_a_server_is_filled_before_another_is_added() -> None:
    changes = found(point_of(model="llama-3.3-70b", cards=2))
    assert ("cards", "4") in changes
    assert changes["cards", "4"].layout.nodes == 1


def test_a_model_without_layers_for_it_is_not_offered_speculation() -> None:
    assert not any(code == "speculation" for code, _ in found(point_of(model="llama-3.3-70b")))


def test_an_8_bit_cache_is_not_offered_twice() -> None:
    assert not any(code == "kv" for code, _ in found(point_of(kv="fp8")))


def test_pools_share_all_cards_and_each_holds_the_model() -> None:
    point = point_of(cards=32)
    layouts = list(pool_layouts(point))
    assert layouts
    for layout in layouts:
        validate_layout(point.model, point.accelerator, layout)
        assert layout.prefill_pool is not None
        assert layout.prefill_pool.devices % 8 == 0, "pools are whole servers"
    best = best_split(point)
    assert best is not None
    assert pool_fits(point, best.layout)
    assert best.memory().fits


def test_pools_stay_pools_when_cards_are_added_and_can_be_given_up() -> None:
    point = point_of(cards=32, disaggregated=True)
    changes = found(point)
    assert changes["cards", "48"].layout.prefill_pool is not None
    assert changes["disaggregated", "off"].layout.prefill_pool is None
    assert ("disaggregated", "on") in found(point_of(cards=32))


def test_a_model_that_fills_a_server_is_not_parted_on_it() -> None:
    assert best_split(point_of()) is None
