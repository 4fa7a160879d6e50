"""Fitted constants of the speed model, as `make calibrate` writes them: `fitted/constants.toml`.

Every constant is a base times factors, one for each property of the part, the model and the stack that the
constant depends on. A property that no measured row had has no factor: its relatives' stand.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import tomli

from advisor.estimate.pair_folds import FOLDS


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One constant: `base` in `unit`, times a factor by group and key, times exponents of the layout."""

    base: float
    unit: str
    factors: dict[str, dict[str, float]] = {}
    """Group, such as "family x class", -> key, such as "hopper dsa" -> factor."""
    exponents: dict[str, float] = {}
    """Name of a measure of the layout -> natural logarithm of the factor at measure 1."""

    def factor(self, group: str, key: str) -> float:
        """Factor of `key` in `group`; 1 where nothing was measured."""
        return self.factors.get(group, {}).get(key, 1.0)

    def exponent(self, name: str) -> float:
        """Exponent of a measure; 0 where the term doesn't depend on it."""
        return self.exponents.get(name, 0.0)


class Width(msgspec.Struct, frozen=True):
    """An 80% range as factors on the mid value of a duration, and the left-out rows it was taken from."""

    low: float
    high: float
    rows: int = 0
    pairs: int = 0


class Constants(msgspec.Struct, frozen=True, kw_only=True):
    """All constants of one fit."""

    fitted_on: str
    rows: int
    pairs: int
    terms: dict[str, Term]
    cells: dict[str, dict[str, int]]
    """Family -> model class -> measured rows behind it."""
    widths: dict[str, dict[str, dict[str, Width]]] = {}
    """Metric (tpot, rate, ttft, ttft_busy, saturated, saturated_tpot) -> basis -> place -> width; the place
    is a family, a vendor or "all"."""


def read_constants(text: str) -> Constants:
    """Constants of a TOML document; raises msgspec.ValidationError where it isn't one."""
    return msgspec.convert(tomli.loads(text), Constants)


@cache
def shipped_constants() -> Constants:
    """The constants that predictions use."""
    return read_constants(_file("constants.toml"))


@cache
def fold_constants(fold: int) -> Constants:
    """Constants fitted without the pairs of `fold`; widths are the shipped ones. LookupError for no fold."""
    if not 0 <= fold < FOLDS:
        raise LookupError(f"folds are 0 to {FOLDS - 1}, found {fold}")
    fitted: Any = msgspec.json.decode(_file("folds.json"))[fold]
    terms = msgspec.convert(fitted["terms"], dict[str, Term])
    return msgspec.structs.replace(
        shipped_constants(), terms=terms, cells=fitted["cells"], rows=fitted["rows"], pairs=fitted["pairs"]
    )


def _file(name: str) -> str:
    return files("advisor.estimate").joinpath("fitted", name).read_text(encoding="utf-8")
