"""A fit as the constants that predictions read, and as the TOML that a reviewer reads."""

import math
from collections import Counter
from typing import Any

from advisor.calibration.design import BASES
from advisor.calibration.solve import Fitted
from advisor.estimate.constants import Constants, Term, Width

DIGITS = 4
"""Significant digits of a constant: a factor of 1.234 says more than any row can."""
NEGLIGIBLE = 0.002
"""Factors closer to 1 are left out: they change no prediction by a fifth of a percent."""
HEADER = """\
# Constants of the speed model, written by `make calibrate`; a change by hand is lost.
# A constant is its base times the factors of what it holds for, times exp(exponent x measure of the layout).
# Widths are 80% ranges as factors on a duration, from rows of pairs, cells or families that were left out.
"""


def terms_of(fitted: Fitted) -> dict[str, Term]:
    """The constants by term."""
    terms: dict[str, dict[str, Any]] = {
        name: {"base": prior, "unit": unit, "factors": {}, "exponents": {}}
        for name, (prior, _, unit) in BASES.items()
    }
    for column, log in sorted(fitted.logs.items(), key=lambda item: _order(item[0])):
        term = terms[column.term]
        if column.group == "base":
            term["base"] = _rounded(math.exp(log))
        elif column.group == "":
            term["exponents"][column.key] = _rounded(log)
        elif abs(log) >= NEGLIGIBLE:
            term["factors"].setdefault(column.group, {})[column.key] = _rounded(math.exp(log))
    return {name: Term(**term) for name, term in terms.items()}


def cells_of(fitted: Fitted) -> dict[str, dict[str, int]]:
    """Rows by family and class."""
    counts = Counter(one.cell for one in fitted.rows)
    cells: dict[str, dict[str, int]] = {}
    for (family, model_class), rows in sorted(counts.items()):
        cells.setdefault(family, {})[model_class] = rows
    return cells


def constants_of(fitted: Fitted, widths: dict[str, dict[str, dict[str, Width]]], fitted_on: str) -> Constants:
    """All that ships."""
    return Constants(
        fitted_on=fitted_on,
        rows=len(fitted.rows),
        pairs=len({one.pair for one in fitted.rows}),
        terms=terms_of(fitted),
        cells=cells_of(fitted),
        widths=widths,
    )


def toml_of(constants: Constants) -> str:
    """The TOML text: a table a term, a line a group, in a fixed order."""
    lines = [HEADER]
    lines += [
        f'fitted_on = "{constants.fitted_on}"',
        f"rows = {constants.rows}",
        f"pairs = {constants.pairs}",
    ]
    for name, term in constants.terms.items():
        lines += ["", f'[terms."{name}"]', f"base = {term.base}", f'unit = "{term.unit}"']
        if term.exponents:
            lines.append(f"exponents = {_inline(term.exponents)}")
        for group, factors in term.factors.items():
            lines += ["", f'[terms."{name}".factors."{group}"]']
            lines += [f'"{key}" = {value}' for key, value in factors.items()]
    lines += ["", "[cells]"]
    lines += [f"{family} = {_inline(dict(classes))}" for family, classes in constants.cells.items()]
    for metric, by_basis in constants.widths.items():
        for basis, places in by_basis.items():
            lines += ["", f"[widths.{metric}.{basis}]"]
            lines += [
                f"{place} = {{ low = {one.low}, high = {one.high}, rows = {one.rows}, pairs = {one.pairs} }}"
                for place, one in places.items()
            ]
    return "\n".join(lines) + "\n"


def _inline(table: dict[str, float] | dict[str, int]) -> str:
    return "{ " + ", ".join(f'"{key}" = {value}' for key, value in table.items()) + " }"


def _order(column: Any) -> tuple[str, str, str]:
    return column.term, column.group, column.key


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
