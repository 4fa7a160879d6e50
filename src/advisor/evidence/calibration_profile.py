"""The profiles that keep what an own benchmark said: one a group of rows, and the source that they cite."""

import math
import re
from typing import Any

import msgspec

from advisor.evidence.group_fit import Z80
from advisor.evidence.own_benchmark import OwnBenchmark, ScopedFit
from advisor.figures import Confidence

Document = dict[str, Any]

_NO_ID = re.compile(r"[^a-z0-9.-]+")
_LONGEST_NAME = 80
_HASH_IN_ID = 12
_FIRM, _FAIR = 0.06, 0.12
"""Standard deviations of a log factor up to which it is called sure, and fairly sure."""


class BenchmarkFile(msgspec.Struct, frozen=True, kw_only=True):
    """The file that the rows came from: its name without a folder, its SHA-256, the day it was read."""

    name: str
    sha256: str
    as_of: str

    @property
    def source_id(self) -> str:
        """Id of the source profile; the same file has the same one wherever it is read."""
        return f"own-benchmark-{self.sha256[:_HASH_IN_ID]}"


def profile_documents(found: OwnBenchmark, file: BenchmarkFile) -> dict[str, Document]:
    """ "kind/id" -> document: a calibration for each group, then their source. Empty without a group."""
    documents = {}
    for one in found.fits:
        document = _calibration(one, file)
        documents[f"calibrations/{document['id']}"] = document
    if documents:
        documents[f"sources/{file.source_id}"] = _source(found, file)
    return documents


def calibration_id(one: ScopedFit) -> str:
    """Id of a group's profile, of what it is for: a later benchmark of the same replaces it."""
    scope = one.scope
    parts = [scope.model_family, scope.model_class, scope.accelerator, scope.stack, scope.weights]
    if scope.path == "default":
        parts.append("default")
    return _NO_ID.sub("-", "-".join(parts).lower())


def _calibration(one: ScopedFit, file: BenchmarkFile) -> Document:
    scope, fit = one.scope, one.fit
    factors, correction = fit.factors, fit.correction
    untuned = ", default path" if scope.path == "default" else ""

    def figure(value: float, unit: str, sure: Confidence, sd: float = 0.0) -> Document:
        bounds = {"low": _short(value * math.exp(-Z80 * sd)), "high": _short(value * math.exp(Z80 * sd))}
        return {
            "value": _short(value),
            "unit": unit,
            **(bounds if sd else {}),
            "source": file.source_id,
            "date": file.as_of,
            "confidence": sure,
        }

    document: Document = {
        "id": calibration_id(one),
        "name": f"{scope.model_family} ({scope.model_class}) on {scope.accelerator} with {scope.stack}, "
        f"{scope.weights}{untuned}",
        "model_family": scope.model_family,
        "model_class": scope.model_class,
        "accelerator": scope.accelerator,
        "stack": scope.stack,
        "weights": scope.weights,
        "path": scope.path,
        "step_factor": figure(correction.step_factor, "ratio", _sure(factors.step_sd), factors.step_sd),
        "prompt_factor": figure(
            correction.prompt_factor, "ratio", _sure(factors.prompt_sd), factors.prompt_sd
        ),
        "width_factor": figure(correction.width_factor, "ratio", _sure(factors.step_sd)),
        "rows": figure(fit.rows, "count", "high"),
        "layouts": figure(fit.layouts, "count", "high"),
        "error_before": figure(100 * fit.before.median_error, "%", "high"),
        "error_after": figure(100 * fit.after.median_error, "%", "high"),
        "inside_before": figure(100 * fit.before.inside, "%", "high"),
        "inside_after": figure(100 * fit.after.inside, "%", "high"),
    }
    if fit.error_kept_back is not None:
        document["error_kept_back"] = figure(100 * fit.error_kept_back, "%", "high")
    return document


def _source(found: OwnBenchmark, file: BenchmarkFile) -> Document:
    rows = sum(one.fit.rows for one in found.fits)
    return {
        "id": file.source_id,
        "title": f"own benchmark {file.name[:_LONGEST_NAME]}",
        "url": "",
        "date": file.as_of,
        "note": f"SHA-256 {file.sha256}; {rows} rows used, {len(found.left_out)} left out.",
    }


def _sure(sd: float) -> Confidence:
    if sd <= _FIRM:
        return "high"
    return "medium" if sd <= _FAIR else "low"


def _short(value: float) -> float:
    """Four digits: more than a benchmark can say."""
    return float(f"{value:.4g}")
