"""Constants of a case by hand: a base times the factors of what it is, times exponents of measures."""

import math
from typing import Any

import msgspec
import pytest

from advisor.estimate.coefficients import DEFAULT_PATH, Case, Coefficients, coefficients_of, groups_of
from advisor.estimate.constants import Constants, Term, shipped_constants

PLAIN = {
    name: Term(base=2.0, unit="us" if name == "layers" else "x") for name in shipped_constants().terms
}  # fmt: skip
CASE = Case(
    family="hopper",
    model_class="dsa",
    model_family="glm-5",
    stack="vllm",
    weights="fp8",
    peak=1e15,
    hidden=6144,
    speculative=False,
    disaggregated=False,
    tuned=True,
)


def constants(*families: str, **terms: Term) -> Constants:
    """Every term 2, but for those given; fitted on rows of `families`."""
    given = {name.replace("_", " "): term for name, term in terms.items()}
    cells = {family: {"dsa": 10} for family in families or ("hopper",)}
    return Constants(fitted_on="2026-01-01", rows=10, pairs=1, terms=PLAIN | given, cells=cells)


def found(known: Constants, **changes: Any) -> Coefficients:
    return coefficients_of(known, msgspec.structs.replace(CASE, **changes))


def test_factors_of_what_a_case_is_multiply() -> None:
    factors = {
        "vendor": {"nvidia": 1.5, "amd": 100.0},
        "family": {"hopper": 2.0, "cdna3": 100.0},
        "family x class": {"hopper dsa": 3.0, "hopper dense": 100.0},
        "stack": {"sglang": 100.0},
    }
    known = constants(weights=Term(base=2.0, unit="x", factors=factors))
    assert found(known).weights == pytest.approx(2 * 1.5 * 2 * 3)
    # Nothing of another class was measured on this family: its family's and vendor's factors stand.
    assert found(known, model_class="msa").weights == pytest.approx(2 * 1.5 * 2)
    # A stack that nobody named has no factor.
    assert found(known, stack="").weights == found(known).weights


def test_a_family_of_a_line_carries_both_factors() -> None:
    term = Term(
        base=1.0, unit="x", factors={"family": {"ada": 1.2, "ampere": 2.0}, "vendor": {"nvidia": 3.0}}
    )
    assert found(constants("ada", "ampere", kv=term), family="ada").kv == pytest.approx(1.2 * 2 * 3)
    # A fit without rows of Ada says nothing of it, even where a factor is left over.
    assert found(constants("ampere", kv=term), family="ada").kv == pytest.approx(2 * 3)


def test_kin_take_every_factor_of_their_relative() -> None:
    term = Term(base=1.0, unit="x", factors={"family": {"cdna3": 2.0}, "vendor": {"amd": 3.0}})
    assert found(constants("cdna3", kv=term), family="rdna4").kv == pytest.approx(6)
    # Another vendor's part inherits from the family, not from the vendor.
    nvidia = Term(base=1.0, unit="x", factors={"family": {"ampere": 2.0}, "vendor": {"nvidia": 3.0}})
    assert found(constants("ampere", kv=nvidia), family="metax").kv == pytest.approx(2)
    groups = groups_of(msgspec.structs.replace(CASE, family="metax"))
    assert ("vendor", "other") in groups
    assert ("family x class", "ampere dsa") in groups


def test_an_untuned_path_costs_what_ascend_showed_and_a_stated_factor_elsewhere() -> None:
    layers = Term(base=100.0, unit="us a layer", exponents={"path": 0.5})
    prompt = Term(base=2.0, unit="x", exponents={"path": 0.3})
    known = constants("hopper", "ascend-a2", layers=layers, prompt=prompt)
    gpu, npu = found(known, tuned=False), found(known, family="ascend-a2", tuned=False)
    assert gpu.layers == pytest.approx(100 * DEFAULT_PATH)
    assert gpu.prompt == pytest.approx(2)
    assert npu.layers == pytest.approx(100 * math.exp(0.5))
    assert npu.prompt == pytest.approx(2 * math.exp(0.3))
    # Untuned kernels are never taken for faster, whatever a fit says.
    odd = constants("ascend-a2", layers=msgspec.structs.replace(layers, exponents={"path": -0.5}))
    assert found(odd, family="ascend-a2", tuned=False).layers == pytest.approx(100)


def test_measures_of_the_model_and_the_way_of_serving() -> None:
    exponents = {"hidden": -0.5, "speculative": -0.2, "pool": -0.1, "tp": -0.3, "wide": 0.4, "ep": 0.6}
    known = constants(layers=Term(base=100.0, unit="us a layer", exponents=exponents))
    assert found(known, hidden=4 * 6144).layers == pytest.approx(50)
    assert found(known, speculative=True).layers == pytest.approx(100 * math.exp(-0.2))
    assert found(known, disaggregated=True).layers == pytest.approx(100 * math.exp(-0.1))
    plain = found(known)
    assert (plain.tp, plain.wide, plain.ep) == (-0.3, 0.4, 0.6)


def test_only_a_model_that_drafts_gives_more_than_a_token_a_step() -> None:
    assert found(constants()).accepted == 1
    assert found(constants(), speculative=True).accepted == 2


def test_the_batch_exponent_is_its_own_by_class_and_never_negative() -> None:
    factors = {"batch x class": {"dsa": math.exp(0.2)}, "dp x class": {"dsa": math.exp(0.05)}}
    exponents = {"batch": 0.5, "dp batch": -0.3, "dp": 0.4}
    term = Term(base=100.0, unit="us a layer", factors=factors, exponents=exponents)
    sparse, dense = found(constants(layers=term)), found(constants(layers=term), model_class="dense")
    assert (sparse.batch, sparse.batch_dp, sparse.dp) == pytest.approx((0.7, 0.4, 0.45))
    assert (dense.batch, dense.batch_dp, dense.dp) == pytest.approx((0.5, 0.2, 0.4))
    # Else a fuller batch would take less time.
    falling = msgspec.structs.replace(term, exponents={"batch": -0.5, "dp batch": -0.3})
    assert found(constants(layers=falling)).batch == 0
    assert found(constants(layers=falling)).batch_dp == 0


@pytest.mark.parametrize(("exponent", "taken"), [(0.4, 0.4), (-1.0, 0.0), (2.0, 0.95)])
def test_efficiency_falls_with_the_peak_but_never_by_as_much(exponent: float, taken: float) -> None:
    """Else a card of twice the rate would read prompts slower."""
    known = constants(prompt=Term(base=2.0, unit="x", exponents={"peak": exponent}))
    assert found(known, peak=2e15).prompt == pytest.approx(2 * 2**taken)
    assert found(known, peak=2e15).prompt / 2e15 < found(known).prompt / 1e15


def test_the_shipped_terms_are_all_used() -> None:
    """Twice the base of any term changes some coefficient of a case that drafts through a pool."""
    case = msgspec.structs.replace(CASE, speculative=True, disaggregated=True, tuned=False)
    shipped = shipped_constants()
    plain = coefficients_of(shipped, case)
    for name, term in shipped.terms.items():
        doubled = shipped.terms | {name: msgspec.structs.replace(term, base=2 * term.base)}
        assert coefficients_of(msgspec.structs.replace(shipped, terms=doubled), case) != plain, name
