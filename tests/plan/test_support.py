"""What a stack says about a model: by id, by architecture, or nothing."""

import msgspec

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.readiness import rate_readiness
from advisor.catalogue.stack import Stack, Support
from advisor.catalogue.support import find_support, lines_about

CATALOGUE = Catalogue.shipped()
H200, H100, B200 = (CATALOGUE.accelerators[part] for part in ("h200-sxm", "h100-sxm", "b200"))
NAMED = CATALOGUE.models["llama-3.3-70b"]
FINE_TUNE = msgspec.structs.replace(NAMED, id="our-fine-tune")


def line(**changed: object) -> Support:
    base = Support(
        family="hopper",
        models=(NAMED.id,),
        model_types=("llama",),
        weights=("fp8",),
        status="supported",
        path="tuned",
        tested="nightly",
        since="1.0",
        source="matrix",
        date="2026-08",
        confidence="high",
    )
    return msgspec.structs.replace(base, **changed)


def stack(*lines: Support) -> Stack:
    return Stack(id="engine", name="Engine", support=lines)


def test_a_model_that_is_named_gets_the_line_as_it_stands() -> None:
    assert find_support(stack(line()), H200, NAMED, "fp8") == line()


def test_another_family_or_format_is_not_answered() -> None:
    assert find_support(stack(line()), B200, NAMED, "fp8") is None
    assert find_support(stack(line()), H200, NAMED, "bf16") is None


def test_a_model_of_a_known_architecture_is_experimental_and_no_more() -> None:
    found = find_support(stack(line()), H200, FINE_TUNE, "fp8")
    assert found is not None
    assert (found.status, found.confidence, found.path, found.tested) == (
        "experimental", "low", "default", None,
    )  # fmt: skip
    assert rate_readiness(stack(line()), found, FINE_TUNE.id).score == 1


def test_a_model_without_a_known_type_is_not_guessed_at() -> None:
    nameless = msgspec.structs.replace(FINE_TUNE, model_type="")
    blank = line(model_types=("",))
    assert find_support(stack(blank), H200, nameless, "fp8") is None


def test_a_name_shuts_out_lines_about_its_kin_on_that_family() -> None:
    kin = line(models=("another-llama",), weights=("fp8", "bf16"))
    assert find_support(stack(kin, line()), H200, NAMED, "bf16") is None
    assert find_support(stack(kin, line()), H200, NAMED, "fp8") == line()


def test_unsupported_stays_unsupported_for_its_kin() -> None:
    found = find_support(stack(line(status="unsupported")), H200, FINE_TUNE, "fp8")
    assert found is not None
    assert found.status == "unsupported"


def test_a_line_about_the_part_goes_before_one_about_the_family() -> None:
    only_h100 = line(accelerators=("h100-sxm",), status="unsupported")
    both = stack(line(), only_h100)
    assert find_support(both, H100, NAMED, "fp8") == only_h100
    assert find_support(both, H200, NAMED, "fp8") == line()
    assert find_support(stack(only_h100), H200, NAMED, "fp8") is None


def test_the_index_says_what_each_stack_says() -> None:
    stacks = list(CATALOGUE.stacks.values())
    for model in CATALOGUE.models.values():
        index = lines_about(model, stacks)
        for part in CATALOGUE.accelerators.values():
            named = {one.id for one, _ in index.get(part.family, [])}
            for weights in part.weights_formats:
                found = {one.id for one in stacks if find_support(one, part, model, weights) is not None}
                assert found <= named
