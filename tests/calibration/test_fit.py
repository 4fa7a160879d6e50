"""The fit of the speed constants: it agrees with the estimator, it is what ships, it finds what is there."""

import math
from functools import cache

import msgspec
import pytest

pytest.importorskip("numpy", reason="the fit needs numpy, the extra `calibrate`")

from advisor.calibration.document import constants_of, terms_of, toml_of
from advisor.calibration.observation import Observation, observations
from advisor.calibration.solve import Fitted, fit, predict
from advisor.catalogue.catalogue import Catalogue
from advisor.estimate.constants import (
    Constants,
    Term,
    fold_constants,
    read_constants,
    shipped_constants,
)
from advisor.estimate.pair_folds import FOLDS, fold_of
from advisor.evidence.deployment import Skipped
from advisor.evidence.prediction import predict_row
from advisor.evidence.shipped import shipped_rows


@cache
def everything() -> tuple[Observation, ...]:
    return tuple(observations(shipped_rows(), Catalogue.shipped()))


@cache
def fitted() -> Fitted:
    return fit(everything())


def values(term: Term) -> dict[tuple[str, str], float]:
    """Every constant of a term on the log scale."""
    found = {("base", ""): math.log(term.base)}
    found |= {("exponent", key): value for key, value in term.exponents.items()}
    for group, factors in term.factors.items():
        found |= {(group, key): math.log(value) for key, value in factors.items()}
    return found


def test_the_shipped_constants_are_what_the_fit_gives() -> None:
    shipped = shipped_constants().terms
    for name, term in terms_of(fitted()).items():
        new, old = values(term), values(shipped[name])
        for key in new.keys() | old.keys():
            assert new.get(key, 0.0) == pytest.approx(old.get(key, 0.0), abs=0.01), (name, key)


def test_the_fit_predicts_as_the_estimator_does() -> None:
    """One formula in two shapes: arrays for the fit, one layout for the app."""
    catalogue, sample = Catalogue.shipped(), everything()[::41]
    constants = msgspec.structs.replace(shipped_constants(), terms=terms_of(fitted()))
    predicted, promised = predict(fitted(), sample)
    compared = 0
    for one, value, kept in zip(sample, predicted, promised, strict=True):
        found = predict_row(one.row, catalogue, constants=constants)
        if kept and not isinstance(found, Skipped):
            compared += 1
            assert found.value.mid == pytest.approx(float(value), rel=0.02), one.row.id
    assert compared > 100


def test_every_fold_was_fitted_without_its_pairs() -> None:
    pairs = {one.pair for one in everything()}
    for fold in range(FOLDS):
        held = {pair for pair in pairs if fold_of(*pair) == fold}
        assert held
        assert fold_constants(fold).pairs == len(pairs) - len(held)
    with pytest.raises(LookupError):
        fold_constants(FOLDS)


def test_a_factor_in_the_rows_is_found_again() -> None:
    """Rows of one part made twice as slow: its family's constants move that way, other families' do not."""
    rows = [one for one in everything() if one.case.family in ("hopper", "cdna4")][::5]
    slowed = [slower(one) if one.case.family == "cdna4" else one for one in rows]
    before, after = predict(fit(rows), rows)[0], predict(fit(slowed), rows)[0]
    ratios = {"hopper": [], "cdna4": []}  # type: dict[str, list[float]]
    for one, old, new in zip(rows, before, after, strict=True):
        if one.row.metric_kind == "tpot_ms":
            ratios[one.case.family].append(float(new / old))
    middle = {family: sorted(found)[len(found) // 2] for family, found in ratios.items()}
    assert 1.6 < middle["cdna4"] < 2.1
    assert 0.9 < middle["hopper"] < 1.2


def slower(one: Observation) -> Observation:
    time = one.row.metric_kind in ("tpot_ms", "ttft_ms")
    row = msgspec.structs.replace(one.row, value=one.row.value * (2.0 if time else 0.5))
    return msgspec.structs.replace(one, row=row)


def test_the_written_constants_read_back() -> None:
    found: Constants = constants_of(fitted(), shipped_constants().widths, "2026-08-22")
    assert read_constants(toml_of(found)) == found
