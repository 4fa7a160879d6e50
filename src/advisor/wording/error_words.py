"""Names of what errors are counted by, and sentences for rows that nothing was predicted for."""

import math
from collections.abc import Mapping

from advisor.catalogue.text import one_line
from advisor.evidence.comparison import Measure, Omission, VendorGroup
from advisor.evidence.score import Score

MEASURES: dict[Measure, str] = {
    "tpot": "Time per token",
    "throughput": "Throughput",
    "ttft_to_16": "Time to first token, up to 16 requests",
    "ttft_above_16": "Time to first token, above 16 requests",
    "saturated_tpot": "Time per token, load not stated",
    "saturated_throughput": "Throughput, saturated, load not stated",
}
SHORT_MEASURES: dict[Measure, str] = {
    "tpot": "Time per token",
    "throughput": "Throughput",
    "ttft_to_16": "First token, to 16",
    "ttft_above_16": "First token, above 16",
    "saturated_tpot": "Time per token, full",
    "saturated_throughput": "Throughput, full",
}
"""For a narrow column; `SHORT_NOTE` explains them."""
SHORT_NOTE = (
    "First token: apart at 16 requests in flight, above which it is mostly waiting. Full: the source does "
    "not state the load, which is taken as the largest that the memory holds."
)
VENDOR_GROUPS: dict[VendorGroup, str] = {
    "nvidia": "NVIDIA",
    "amd": "AMD",
    "intel": "Intel",
    "ascend_a3": "Ascend A3 (910C)",
    "ascend_a2": "Ascend A2 (910B)",
    "other": "others",
}
GROUPINGS: dict[str, str] = {
    "metric": "By metric",
    "measure": "By measure",
    "vendor": "By vendor",
    "vendor_group": "By group of parts",
    "accelerator_family": "By accelerator family",
    "model_family": "By model family",
    "model_class": "By model class",
    "basis": "By basis",
}
UNITS: Mapping[str, str] = {"tpot_ms": "ms", "ttft_ms": "ms", "requests_s": "requests/s"}
"""Of a metric; every other is a rate in tokens/s."""

_SKIPPED: dict[str, str] = {
    "model_unknown": "no profile of the model",
    "accelerator_unknown": "no profile of the accelerator",
    "layout_unknown": "no layout is known that the model could have had",
    "nothing_measured": "the measured value is not above 0",
    "not_answerable": "the layout can't be",
    "no_finite_prediction": "the prediction is not a finite number above 0",
    "saturated": "requests queue beyond what the setup admits",
    "speed_unknown": "no speed can be given",
}
_SPEED_GAPS: dict[str, str] = {
    "bandwidth": "its memory bandwidth is not published",
    "rates": "its dense 16-bit rate is not published",
    "relatives": "nothing comparable was measured",
}
"""Details of "speed_unknown"."""
_LONGEST_DETAIL = 160
"""Characters of a detail, which may come from a file."""


def metric_unit(metric_kind: str) -> str:
    """Unit of a metric, such as "ms"."""
    return UNITS.get(metric_kind, "tokens/s")


def skip_reason(code: str) -> str:
    """Why rows were left out, without what is particular to one; a code of a newer version in plain words."""
    return _SKIPPED.get(code, code.replace("_", " "))


def skip_text(omission: Omission) -> str:
    """Why a row was left out: "no profile of the model: glm-55 (did you mean glm-5?)"."""
    detail = one_line(omission.detail)
    if omission.code == "speed_unknown":
        detail = f"{omission.row.accelerator_id}: {_SPEED_GAPS.get(detail, detail)}"
    if len(detail) > _LONGEST_DETAIL:
        detail = f"{detail[:_LONGEST_DETAIL]}..."
    text = skip_reason(omission.code)
    text = f"{text}: {detail}" if detail else text
    return f"{text} (did you mean {omission.near}?)" if omission.near else text


def score_cells(found: Score) -> tuple[str, ...]:
    """The cells of one group: rows, pairs, median and mean error, inside, width, bias."""
    return (
        f"{found.rows:,}",
        f"{found.pairs:,}",
        percent_of(found.median_error),
        percent_of(found.mean_error),
        whole_percent(found.inside),
        width_text(found.median_width),
        bias_text(found.bias),
    )


def percent_of(share: float) -> str:
    """An error as per cent with one decimal: "12.3%"; from 1,000% on whole, from 10,000% on as ">9,999%"."""
    if share >= 99.995:
        return ">9,999%"
    return f"{100 * share:.1f}%" if share < 9.9995 else f"{100 * share:,.0f}%"


def whole_percent(share: float) -> str:
    """A share of one as whole per cent: "87%"."""
    return f"{100 * share:.0f}%"


def width_text(width: float) -> str:
    """high / low of a range: "1.9x"; from 100 on ">99x"."""
    return f"{width:.1f}x" if width < 99.95 else ">99x"


def bias_text(log_error: float) -> str:
    """A median of ln(mid / measured) as signed per cent: "+2%" reads 2% too high; at most ">999%"."""
    percent = round(100 * math.expm1(log_error))
    return f"{percent:+d}%" if percent < 1000 else ">999%"
