"""Sentences about an own benchmark: what its rows say, and which of them could not be used."""

from collections.abc import Mapping

from advisor.catalogue.calibration import Calibration
from advisor.catalogue.source import Source
from advisor.catalogue.text import one_line
from advisor.evidence.own_benchmark import LeftOut, Scope, ScopedFit
from advisor.wording.error_words import skip_reason

_LEFT_OUT: Mapping[str, str] = {
    "bin_unstated": "the name is of several parts; name the one that ran",
    "stack_unknown": "engine not known; name a stack such as vllm or sglang",
    "load_unknown": "requests in flight not stated",
    "first_token_crowded": "first token at more than 16 requests in flight: mostly waiting",
}
_LONGEST_LIST = 6
_LONGEST_DETAIL = 100


def calibrated_note(calibration: Calibration, sources: Mapping[str, Source]) -> str:
    """ "Adjusted by own benchmark bench.csv (24 rows, 2026-11-24)"."""
    cited = calibration.step_factor.source
    title = sources[cited].title if cited in sources else cited
    rows = int(calibration.rows.value)
    return one_line(f"Adjusted by {title} ({_rows(rows)}, {calibration.step_factor.date})")


def scope_text(scope: Scope) -> str:
    """ "glm-5 (dsa) on h200-sxm with vllm, fp8"."""
    untuned = ", default path" if scope.path == "default" else ""
    return (
        f"{scope.model_family} ({scope.model_class}) on {scope.accelerator} with {scope.stack}, "
        f"{scope.weights}{untuned}"
    )


def left_out_reason(code: str) -> str:
    """Why rows are not used, without what is particular to one."""
    return _LEFT_OUT.get(code) or skip_reason(code)


def left_out_sentences(left_out: tuple[LeftOut, ...]) -> list[str]:
    """A line for each reason and detail, with the ids of the first rows that it holds for."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in left_out:
        groups.setdefault((left_out_reason(one.code), one_line(one.detail)), []).append(one.row.id)
    lines = []
    for (reason, detail), ids in groups.items():
        shown = ", ".join(ids[:_LONGEST_LIST])
        more = f" and {len(ids) - _LONGEST_LIST} more" if len(ids) > _LONGEST_LIST else ""
        cut = f"{detail[:_LONGEST_DETAIL]}..." if len(detail) > _LONGEST_DETAIL else detail
        lines.append(one_line(f"{reason}{f': {cut}' if cut else ''} ({shown}{more})"))
    return lines


def remarks(one: ScopedFit) -> list[str]:
    """What a reader should think of before relying on the factors of a group."""
    fit, told = one.fit, []
    if fit.error_kept_back is None:
        told.append("one load only, so nothing could be kept back to see whether the factors help")
    elif fit.error_kept_back > fit.before.median_error:
        told.append(
            "no better on rows kept back: the rows disagree with each other more than with the model, so "
            "leaving this profile out is as good"
        )
    if fit.layouts == 1 and fit.error_kept_back is not None:
        told.append("one layout only: what is odd about it counts as the part's")
    return told


def rows_used(fits: tuple[ScopedFit, ...], left_out: tuple[LeftOut, ...]) -> str:
    """ "24 of 27 rows used, in 1 group"."""
    used = sum(one.fit.rows for one in fits)
    groups = f"{len(fits)} group{'' if len(fits) == 1 else 's'}"
    return f"{used:,} of {_rows(used + len(left_out))} used, in {groups}"


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"
