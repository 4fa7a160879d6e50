"""The fit of the speed constants: it agrees with the estimator, it is what ships, it finds what is there."""

import math
from collections import Counter
from functools import cache

import msgspec
import pytest

pytest.importorskip("numpy", reason="the fit needs numpy, the extra `calibrate`")

import numpy as np

from advisor.calibration.design import BASES
from advisor.calibration.document import cells_of, constants_of, terms_of, toml_of
from advisor.calibration.forward import Forward, Table
from advisor.calibration.observation import Observation, observations
from advisor.calibration.solve import Fitted, Matrix, fit, predict
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
from advisor.evidence.prediction import Prediction, predict_row
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
    assert_same(terms_of(fitted()), shipped_constants().terms)


def test_a_shipped_fold_is_what_the_fit_without_its_pairs_gives() -> None:
    kept = [one for one in everything() if fold_of(*one.pair) != 0]
    found = fit(kept)
    assert_same(terms_of(found), fold_constants(0).terms)
    assert cells_of(found) == fold_constants(0).cells


def assert_same(new_terms: dict[str, Term], old_terms: dict[str, Term]) -> None:
    assert new_terms.keys() == old_terms.keys()
    for name, term in new_terms.items():
        new, old = values(term), values(old_terms[name])
        for key in new.keys() | old.keys():
            # Factors within a fifth of a percent of 1 are left out on either side.
            assert new.get(key, 0.0) == pytest.approx(old.get(key, 0.0), abs=0.005), (name, key)


def test_the_fit_predicts_as_the_estimator_does() -> None:
    """One formula in two shapes, arrays for the fit and one layout for the app: to the last digits."""
    catalogue, sample = Catalogue.shipped(), everything()[::7]
    constants = msgspec.structs.replace(shipped_constants(), terms=unrounded(fitted()))
    predicted, promised = predict(fitted(), sample)
    compared: Counter[str] = Counter()
    for one, value, kept in zip(sample, predicted, promised, strict=True):
        found = predict_row(one.row, catalogue, constants=constants)
        if kept and not isinstance(found, Skipped):
            compared[one.row.metric_kind] += 1
            assert found.value.mid == pytest.approx(float(value), rel=1e-9), one.row.id
    assert sum(compared.values()) > 0.95 * len(sample)
    assert min(compared[kind] for kind in ("tpot_ms", "ttft_ms", "output_tok_s_total")) > 20


def test_rounding_the_constants_changes_no_prediction_by_a_hundredth() -> None:
    """Four digits, and factors that say next to nothing are left out."""
    catalogue = Catalogue.shipped()
    exact = msgspec.structs.replace(shipped_constants(), terms=unrounded(fitted()))
    short = msgspec.structs.replace(shipped_constants(), terms=terms_of(fitted()))
    for one in everything()[::41]:
        pair = [predict_row(one.row, catalogue, constants=constants) for constants in (exact, short)]
        if isinstance(pair[0], Prediction) and isinstance(pair[1], Prediction):
            assert pair[1].value.mid == pytest.approx(pair[0].value.mid, rel=0.01), one.row.id


def unrounded(found: Fitted) -> dict[str, Term]:
    """The constants of a fit with every digit."""
    terms = {
        name: Term(base=prior, unit=unit, factors={}, exponents={})
        for name, (prior, _, unit) in BASES.items()
    }
    for column, log in found.logs.items():
        term = terms[column.term]
        if column.group == "base":
            terms[column.term] = msgspec.structs.replace(term, base=math.exp(log))
        elif column.group:
            term.factors.setdefault(column.group, {})[column.key] = math.exp(log)
        else:
            term.exponents[column.key] = log
    return terms


def test_the_fits_derivatives_are_those_of_its_predictions() -> None:
    """The share of each constant against a small step of its logarithm, row by row."""
    sample = everything()[::101]
    columns = {column: index for index, column in enumerate(fitted().logs)}
    matrix, table = Matrix(sample, columns), Table(sample)
    logs = matrix.logs(np.array(list(fitted().logs.values())))
    plain = Forward(table, logs)
    kinds = set(table.metric)
    assert {"tpot_ms", "ttft_ms", "total_tok_s_total"} <= kinds
    for term in BASES:
        nudged = Forward(table, logs | {term: logs[term] + 1e-5})
        slope = (np.log(nudged.predicted) - np.log(plain.predicted)) / 1e-5
        # Of a wait the fit takes how busy others keep the machine as fixed, so its shares are not exact.
        steady = table.metric != "ttft_ms"
        assert np.allclose(plain.shares[term][steady], slope[steady], atol=1e-3), term


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
