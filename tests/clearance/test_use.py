"""May it be used safely: General Prohibition 10, listed makers, licences of weights, and which one rules."""

import msgspec
import pytest

from advisor.catalogue.architecture import Architecture
from advisor.catalogue.model import Licence, LicenceLimit, Model
from advisor.wording.findings import use_sentences
from clearance.records import PARTS, cleared, part, region, statement

ASCEND = part("ascend-910b3", fp16=313, designer="CN", vendor="Huawei")


def model(
    *limits: LicenceLimit, rules: tuple[str, ...] = (), read: bool = True, gated: bool = False
) -> Model:
    """A made-up model with these licence limits."""
    return Model(
        id="made-up",
        name="Made up",
        publisher="Publisher",
        publisher_country="CN",
        family="glm-5",
        model_class="dense",
        repository="publisher/made-up",
        released=statement("2026"),
        licence=Licence(
            name="Some licence", read=read, gated=gated, limits=limits, source="made-up", confidence="high"
        ),
        context_tokens=1024,
        context_source="made-up",
        architecture=Architecture(
            hidden=8,
            vocabulary=8,
            tied_embeddings=False,
            attention=(),
            feed_forward=(),
            source="made-up",
            confidence="high",
        ),
        checkpoints=(),
        entity_list_rules=rules,
    )


@pytest.mark.parametrize("region_id", ["KZ", "MN", "KE", "AE", "DE", "US", "CN"])
def test_a_named_chip_is_a_gp10_risk_in_every_country(region_id: str) -> None:
    found = cleared(ASCEND, region_id).use
    assert found.status == "gp10_risk"
    assert found.rules[0] == "US-GP10"
    assert found.as_of == "2025-05-13"
    assert "use.gp10.named" in found.effects


def test_a_named_bin_is_a_risk_even_where_its_class_is_unknown() -> None:
    found = cleared(part("ascend-910b4-1", fp16=280, designer="CN", vendor="Huawei"), "KZ")
    assert (found.export.chip_class, found.use.status) == ("unknown", "gp10_risk")


@pytest.mark.parametrize(
    ("fp16", "die_mm2", "status", "effect"),
    [
        (425, None, "gp10_risk", "use.gp10.class"),  # 6,800: class A, not named
        (181, 609, "gp10_risk", "use.gp10.class"),  # 2,896 over 609 mm2: class B
        (70, None, "ok", "use.gp10.below_class"),  # 1,120: class N, a softer note
        (250, None, "unknown", "use.gp10.class_unknown"),  # 4,000, die not published
    ],
)
def test_other_prc_chips_follow_their_class(
    fp16: float, die_mm2: float | None, status: str, effect: str
) -> None:
    found = cleared(part("other", fp16=fp16, die_mm2=die_mm2, designer="CN", vendor="Somebody"), "KE").use
    assert (found.status, found.effects[0]) == (status, effect)


def test_us_ties_raise_the_wording_not_the_status() -> None:
    plain, tied = cleared(ASCEND, "KZ").use, cleared(ASCEND, "KZ", us_ties=True).use
    assert plain.status == tied.status == "gp10_risk"
    assert "use.gp10.few_us_ties" in plain.effects
    assert "use.gp10.us_ties" in tied.effects
    assert "use.gp10.us_ties" in cleared(ASCEND, "KZ", parent="US").use.effects


def test_chinese_buyers_stand_between_two_laws() -> None:
    assert "use.cn_oppose" in cleared(ASCEND, "CN").use.effects
    assert "CN-OPPOSE" in cleared(ASCEND, "KE", parent="CN").use.rules
    assert "use.cn_oppose" not in cleared(ASCEND, "KE").use.effects


def test_local_huawei_units_are_named_where_they_are_listed() -> None:
    assert "use.huawei_local_units" in cleared(ASCEND, "KZ").use.effects
    assert "use.huawei_local_units" not in cleared(ASCEND, "KE").use.effects
    assert "use.huawei_local_units" not in cleared(PARTS["A"], "KZ").use.effects


def test_a_listed_maker_below_the_thresholds_is_a_caution() -> None:
    found = cleared(part("other", fp16=70, designer="CN", vendor="Huawei"), "KE").use
    assert found.status == "entity_list_caution"
    assert "use.gp10.below_class" in found.effects
    assert "US-ENTITY-HUAWEI" in found.rules


def test_us_made_parts_are_ok() -> None:
    found = cleared(PARTS["A"], "KZ").use
    assert (found.status, found.rules, found.effects) == ("ok", (), ())
    assert found.as_of == "2026-11-23"


def test_a_listed_publisher_is_a_caution_that_names_the_carve_out() -> None:
    found = cleared(PARTS["A"], "KZ", model=model(rules=("US-ENTITY-ZHIPU",))).use
    assert (found.status, found.as_of) == ("entity_list_caution", "2026-07-31")
    assert found.effects == ("use.model_maker_listed",)
    assert {"US-ENTITY-ZHIPU", "US-734-7"} <= set(found.rules)


@pytest.mark.parametrize(
    ("kind", "countries", "status"),
    [
        ("country", ("DE",), "refuse"),
        ("country", ("FR",), "ok"),
        ("non_commercial", (), "model_licence_limit"),
        ("users", (), "ok"),
        ("field_of_use", (), "ok"),
    ],
)
def test_licence_limits(kind: str, countries: tuple[str, ...], status: str) -> None:
    limit = msgspec.convert({"kind": kind, "text": "as printed", "countries": countries}, LicenceLimit)
    found = cleared(PARTS["A"], "DE", model=model(limit)).use
    assert found.status == status
    assert (f"use.model_licence.{kind}" in found.effects) is (countries != ("FR",))


def test_a_licence_limit_follows_the_buyer_home() -> None:
    limit = LicenceLimit(kind="country", text="not there", countries=("DE",))
    assert cleared(PARTS["A"], "KZ", parent="DE", model=model(limit)).use.status == "refuse"
    assert cleared(PARTS["A"], "KZ", model=model(limit)).use.status == "ok"


def test_a_limit_on_companies_looks_at_their_seat_alone() -> None:
    """A Kazakh company may run the weights in Germany, a German one nowhere."""
    limit = LicenceLimit(kind="country", text="no EU company", countries=("DE",), companies_only=True)
    assert cleared(PARTS["A"], "DE", headquarters="KZ", parent="KZ", model=model(limit)).use.status == "ok"
    assert (
        cleared(PARTS["A"], "KZ", headquarters="DE", parent="DE", model=model(limit)).use.status == "refuse"
    )


def test_a_threshold_is_a_caution_in_its_own_words() -> None:
    """The buyer's users and revenue are not known here, so that no threshold is judged."""
    limit = LicenceLimit(
        kind="users",
        text="Above 700 million monthly active users ask Meta.",
        threshold=700e6,
        threshold_unit="monthly active users",
        triggers="licence",
    )
    found = cleared(PARTS["A"], "KZ", model=model(limit)).use
    assert (found.status, found.limits) == ("licence_terms", (limit.text,))
    assert use_sentences(found) == (f"Licence of the weights: {limit.text}",)
    listed = cleared(PARTS["A"], "KZ", model=model(limit, rules=("US-ENTITY-ZHIPU",))).use
    assert listed.status == "entity_list_caution"


def test_terms_that_nobody_read_are_never_ok() -> None:
    unread = model(read=False)
    found = cleared(PARTS["A"], "KZ", model=unread).use
    assert (found.status, found.confidence) == ("unknown", "none")
    assert "use.model_licence.unread" in found.effects
    assert cleared(ASCEND, "KZ", model=unread).use.status == "gp10_risk"


def test_asking_for_the_weights_is_said_and_stops_nothing() -> None:
    found = cleared(PARTS["A"], "KZ", model=model(gated=True)).use
    assert (found.status, found.effects) == ("ok", ("use.model_licence.gated",))


def test_the_gravest_concern_rules() -> None:
    """refuse > gp10_risk > model_licence_limit > entity_list_caution > ok."""
    limit = LicenceLimit(kind="non_commercial", text="research only")
    limited = model(limit, rules=("US-ENTITY-ZHIPU",))
    assert cleared(ASCEND, "IR", model=limited).use.status == "refuse"
    assert cleared(ASCEND, "KZ", model=limited).use.status == "gp10_risk"
    listed = part("other", fp16=70, designer="CN", vendor="Huawei")
    assert cleared(listed, "KZ", model=limited).use.status == "model_licence_limit"
    assert {"use.gp10.named", "use.model_licence.non_commercial", "use.model_maker_listed"} <= set(
        cleared(ASCEND, "KZ", model=limited).use.effects
    )


def test_region_profile_carries_the_listed_units() -> None:
    units = region("KZ").huawei_listed_units
    assert units is not None
    assert "Huawei Technologies LLC Kazakhstan" in units.text
