"""What `advisor calibrate` found, as text of at most 80 columns and as JSON."""

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.evidence.calibration_profile import BenchmarkFile, calibration_id
from advisor.evidence.group_fit import Z80, Worth
from advisor.evidence.own_benchmark import OwnBenchmark, ScopedFit
from advisor.wording.calibration import left_out_reason, left_out_sentences, remarks, rows_used, scope_text
from advisor.wording.error_words import percent_of, whole_percent

FORMAT = "advisor.calibration/1.0"
_WIDTH = 80


def calibration_text(found: OwnBenchmark, file: BenchmarkFile, dry: bool, written: Sequence[str]) -> str:
    """A block a group, then the rows that were not used, then the files."""
    lines = [*_wrapped(f"{file.name}: {rows_used(found.fits, found.left_out)}.", "")]
    for one in found.fits:
        lines += ["", *_group(one)]
    if found.left_out:
        lines += ["", f"Not used: {len(found.left_out):,}"]
        for sentence in left_out_sentences(found.left_out):
            lines += _wrapped(sentence, "- ")
    if written:
        lines += ["", "Would be written:" if dry else "Written:", *(f"  {path}" for path in written)]
    return "\n".join(lines) + "\n"


def calibration_json(
    found: OwnBenchmark, file: BenchmarkFile, dry: bool, written: Sequence[str]
) -> dict[str, Any]:
    """The same for machines; shares are of one."""
    return {
        "format": FORMAT,
        "as_of": file.as_of,
        "file": file.name,
        "sha256": file.sha256,
        "groups": [_group_document(one) for one in found.fits],
        "left_out": [
            {"id": one.row.id, "reason": one.code, "text": left_out_reason(one.code), "detail": one.detail}
            for one in found.left_out
        ],
        "dry_run": dry,
        "written": list(written),
    }


def _group(one: ScopedFit) -> Iterator[str]:
    fit, factors, correction = one.fit, one.fit.factors, one.fit.correction
    layouts = f"{fit.layouts} layout{'' if fit.layouts == 1 else 's'}"
    rows = f"{fit.rows:,} row{'' if fit.rows == 1 else 's'}"
    yield from _wrapped(f"{scope_text(one.scope)}: {rows} of {layouts}", "")
    yield f"  Decode steps      {_factor_text(correction.step_factor, factors.step_sd)}"
    yield f"  Reading prompts   {_factor_text(correction.prompt_factor, factors.prompt_sd)}"
    yield f"  Ranges            {correction.width_factor:.2f} times as wide, on the log scale"
    kept = "" if fit.error_kept_back is None else f", {percent_of(fit.error_kept_back)} on rows kept back"
    yield (
        f"  Median error      {percent_of(fit.before.median_error)} before, "
        f"{percent_of(fit.after.median_error)} after{kept}"
    )
    yield (
        f"  In the 80% range  {whole_percent(fit.before.inside)} before, "
        f"{whole_percent(fit.after.inside)} after"
    )
    for remark in remarks(one):
        yield from _wrapped(remark, "  Note: ")


def _factor_text(value: float, sd: float) -> str:
    low, high = value * math.exp(-Z80 * sd), value * math.exp(Z80 * sd)
    return f"{value:.2f} times as long as predicted ({low:.2f} to {high:.2f})"


def _group_document(one: ScopedFit) -> Mapping[str, Any]:
    fit, factors, correction = one.fit, one.fit.factors, one.fit.correction
    return {
        "id": calibration_id(one),
        "model_family": one.scope.model_family,
        "model_class": one.scope.model_class,
        "accelerator": one.scope.accelerator,
        "stack": one.scope.stack,
        "weights": one.scope.weights,
        "path": one.scope.path,
        "rows": fit.rows,
        "layouts": fit.layouts,
        "row_ids": list(one.row_ids),
        "step_factor": _factor_document(correction.step_factor, factors.step_sd),
        "prompt_factor": _factor_document(correction.prompt_factor, factors.prompt_sd),
        "width_factor": _rounded(correction.width_factor),
        "before": _worth(fit.before),
        "after": _worth(fit.after),
        "error_kept_back": None if fit.error_kept_back is None else _rounded(fit.error_kept_back),
        "remarks": remarks(one),
    }


def _factor_document(value: float, sd: float) -> Mapping[str, float]:
    return {
        "low": _rounded(value * math.exp(-Z80 * sd)),
        "mid": _rounded(value),
        "high": _rounded(value * math.exp(Z80 * sd)),
    }


def _worth(worth: Worth) -> Mapping[str, float]:
    return {"median_error": _rounded(worth.median_error), "inside": _rounded(worth.inside)}


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def _wrapped(text: str, mark: str) -> list[str]:
    indent = " " * len(mark)
    return textwrap.wrap(text, _WIDTH, initial_indent=mark, subsequent_indent=indent, break_on_hyphens=False)
