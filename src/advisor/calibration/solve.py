"""Ridge-shrunk, robust least squares on logarithms of predictions: Gauss-Newton with exact derivatives."""

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from advisor.calibration.design import BASES, Column, columns_of
from advisor.calibration.forward import Floats, Forward, Table
from advisor.calibration.observation import Observation
from advisor.calibration.row_weight import row_weight

NDArrayBool = np.ndarray[tuple[int], np.dtype[np.bool_]]
Integers = np.ndarray[tuple[int], np.dtype[np.int64]]
RESIDUAL, FREEDOM = 0.15, 4.0
"""Scale and degrees of freedom of Student's t on the log ratio: a row that is 40% off counts half."""
PAIR_EXPONENT, PAIR_WEIGHT = -0.4, 8.0
"""A pair of n rows weighs as n^0.6: neighbours in one sweep are nearly copies of each other."""
STEPS, LONGEST, CLOSE = 25, 0.7, 1e-3


class Fitted(msgspec.Struct, frozen=True):
    """Logarithm of every constant, and the rows behind it."""

    logs: dict[Column, float]
    rows: tuple[Observation, ...]


class Matrix:
    """The columns of every row, term by term."""

    def __init__(self, rows: Sequence[Observation], columns: dict[Column, int] | None = None) -> None:
        grow = columns is None
        self.columns: dict[Column, int] = {} if columns is None else columns
        entries: dict[str, tuple[list[int], list[int], list[float]]] = {term: ([], [], []) for term in BASES}
        for index, one in enumerate(rows):
            for column, value in columns_of(one):
                if column not in self.columns:
                    if not grow:
                        continue
                    self.columns[column] = len(self.columns)
                where, which, values = entries[column.term]
                where.append(index)
                which.append(self.columns[column])
                values.append(value)
        self.entries: dict[str, tuple[Integers, Integers, Floats]] = {
            term: (np.array(where, np.int64), np.array(which, np.int64), np.array(values, np.float64))
            for term, (where, which, values) in entries.items()
        }
        self.rows = len(rows)

    def logs(self, theta: Floats) -> dict[str, Floats]:
        """Logarithm of each term's constant for every row."""
        return {
            term: np.bincount(where, weights=values * theta[which], minlength=self.rows).astype(np.float64)
            for term, (where, which, values) in self.entries.items()
        }

    def jacobian(self, shares: dict[str, Floats]) -> Floats:
        """Derivative of the logarithm of each prediction by each constant's logarithm."""
        found = np.zeros((self.rows, len(self.columns)))
        for term, (where, which, values) in self.entries.items():
            np.add.at(found, (where, which), shares[term][where] * values)
        return found


def fit(rows: Sequence[Observation]) -> Fitted:
    """Constants of `rows`; the same rows in the same order give the same constants."""
    matrix, table = Matrix(rows), Table(rows)
    prior = np.array([_prior(column) for column in matrix.columns])
    spread = np.array([column.spread for column in matrix.columns])
    weights, theta = _weights(rows), prior.copy()
    measured = np.log(table.measured)
    for _ in range(STEPS):
        state = Forward(table, matrix.logs(theta))
        residual = np.log(state.predicted) - measured
        jacobian = matrix.jacobian(state.shares)
        robust = weights * state.promised * (FREEDOM + 1) / (FREEDOM + (residual / RESIDUAL) ** 2)
        curvature = (jacobian * robust[:, None]).T @ jacobian / RESIDUAL**2 + np.diag(1 / spread**2)
        gradient = jacobian.T @ (robust * residual) / RESIDUAL**2 + (theta - prior) / spread**2
        step = np.linalg.solve(curvature, gradient)
        largest = float(np.abs(step).max())
        theta = theta - step * min(1.0, LONGEST / largest)
        if largest < CLOSE:
            break
    return Fitted(dict(zip(matrix.columns, map(float, theta), strict=True)), tuple(rows))


def predict(fitted: Fitted, rows: Sequence[Observation]) -> tuple[Floats, NDArrayBool]:
    """Predictions of rows that the fit may never have seen, and whether a waiting time is promised."""
    columns = {column: index for index, column in enumerate(fitted.logs)}
    matrix = Matrix(rows, columns)
    state = Forward(Table(rows), matrix.logs(np.array(list(fitted.logs.values()))))
    return state.predicted, state.promised


def _prior(column: Column) -> float:
    return float(np.log(BASES[column.term][0])) if column.group == "base" else 0.0


def _weights(rows: Sequence[Observation]) -> Floats:
    pairs = Counter(one.pair for one in rows)
    return np.array([row_weight(one) * PAIR_WEIGHT * pairs[one.pair] ** PAIR_EXPONENT for one in rows])
