"""The readiness ladder, rung by rung."""

import msgspec
import pytest

from advisor.catalogue.readiness import Readiness, rate_readiness
from advisor.catalogue.stack import OpenProblem, Stack, Support
from advisor.figures import Statement

SEEN = Statement(text="On h200-sxm.", source="bench", date="2026-07-20", confidence="high")
BEST = Support(
    family="hopper",
    models=("model-a",),
    model_types=("arch-a",),
    weights=("fp8",),
    status="supported",
    path="tuned",
    tested="nightly",
    measured=(SEEN,),
    source="matrix",
    date="2026-08",
    confidence="high",
)
FAULT = OpenProblem(
    text="Hangs after minutes.", families=("hopper",), source="issue", date="2026-09", confidence="medium"
)


def rate(line: Support | None, model: str = "model-a", **stack: object) -> Readiness:
    return rate_readiness(Stack(id="engine", name="Engine", support=(), **stack), line, model)  # type: ignore[arg-type]


def line(**changed: object) -> Support:
    return msgspec.structs.replace(BEST, **changed)


@pytest.mark.parametrize(
    ("found", "score"),
    [
        (None, 0),
        (line(status="unsupported"), 0),
        (line(models=("model-b",)), 1),
        (line(status="experimental", path="default", tested=None, measured=()), 1),
        (line(path="default", tested="listed", measured=()), 2),
        (line(tested="listed", measured=()), 3),
        (line(status="experimental"), 4),
        (line(measured=()), 4),
        (line(tested="documented"), 4),
        (BEST, 5),
    ],
)
def test_the_ladder(found: Support | None, score: int) -> None:
    assert rate(found).score == score


def test_an_open_fault_and_a_gated_image_take_a_point_each() -> None:
    image = Statement(text="Through the maker's portal.", source="docs", date="2026", confidence="high")
    assert rate(BEST, open_problems=(FAULT, FAULT)).score == 4
    assert rate(BEST, image=image, image_access="on_request").score == 4
    assert rate(BEST, image=image, image_access="public").score == 5
    assert rate(BEST, open_problems=(FAULT,), image=image, image_access="on_request").score == 3


def test_a_fault_of_another_family_or_model_takes_nothing() -> None:
    elsewhere = msgspec.structs.replace(FAULT, families=("cdna3",))
    of_another = msgspec.structs.replace(FAULT, models=("model-b",))
    assert rate(BEST, open_problems=(elsewhere, of_another)).score == 5


def test_the_fault_of_the_model_itself_is_named_first() -> None:
    own = msgspec.structs.replace(FAULT, text="Own fault.", models=("model-a",), source="own-issue")
    told = [fact for fact in rate(BEST, open_problems=(FAULT, own)).facts if fact.code == "open_problem"]
    assert [(fact.text, fact.sources) for fact in told] == [("Own fault.", ("own-issue",))]


def test_a_usable_path_never_falls_to_zero_and_points_add_up_to_the_score() -> None:
    image = Statement(text="On request.", source="docs", date="2026", confidence="high")
    weak = line(status="experimental", path="default", tested=None, measured=())
    assert rate(weak, open_problems=(FAULT,), image=image, image_access="on_request").score == 1
    for found in (BEST, line(tested="documented"), line(measured=())):
        rated = rate(found)
        assert sum(fact.points for fact in rated.facts) == rated.score


def test_each_claim_names_its_source() -> None:
    sources = {source for fact in rate(BEST, open_problems=(FAULT,)).facts for source in fact.sources}
    assert sources == {"matrix", "bench", "issue"}
