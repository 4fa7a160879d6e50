"""Measured rows beside a prediction: the configuration in short, the values, how near it is, who says so."""

from collections.abc import Mapping

from advisor.evidence.nearest import Nearest
from advisor.evidence.row import MeasuredRow
from advisor.figures import Range
from advisor.plan.explanation import Evidence
from advisor.wording.curve_words import mid_cell
from advisor.wording.english import NO_NAMES
from advisor.wording.numbers import count_text

_METRICS: dict[str, str] = {
    "tpot_ms": "{value} ms a token",
    "ttft_ms": "{value} ms to the first token",
    "total_tok_s_total": "{value} tokens/s, input and output",
    "output_tok_s_total": "{value} output tokens/s",
    "decode_tok_s_total": "{value} tokens/s of decode alone",
    "prefill_tok_s_total": "{value} tokens/s of prefill alone",
    "requests_s": "{value} requests/s",
}
_MODELS = {
    "same_model": "same model",
    "same_family": "same model family",
    "same_class": "same class of model",
}
_PARTS = {"same_part": "same part", "same_family": "same family of parts", "bin_not_stated": "bin not stated"}
NO_EVIDENCE = "No measured row of this class of model on this family of parts is on file."


def evidence_text(evidence: Evidence, names: Mapping[str, str] = NO_NAMES) -> str:
    """Configuration and values: "glm-5 on 8 x h200-sxm, fp8, SGLang, tp 8, 32 requests: 37.2 ms a token"."""
    row = evidence.near.row
    model = names.get(row.model_id, row.model_id)
    part = names.get(row.accelerator_id, row.accelerator_id)
    beside = zip(evidence.rows, evidence.predicted, strict=True)
    values = "; ".join(f"{metric_text(row)}{_predicted(span)}" for row, span in beside)
    return f"{model} on {row.accel_count:g} x {part}, {', '.join(_configuration(row))}: {values}"


def _predicted(span: Range | None) -> str:
    if span is None:
        return ""
    return f" (predicted {mid_cell(span.mid)}, {mid_cell(span.low)} to {mid_cell(span.high)})"


def metric_text(row: MeasuredRow) -> str:
    """What was measured: "37.2 ms a token"."""
    return _METRICS.get(row.metric_kind, "{value} " + row.metric_kind).format(value=mid_cell(row.value))


def nearness_text(near: Nearest) -> str:
    """How near: "same model, same part"."""
    return f"{_MODELS.get(near.model, near.model)}, {_PARTS.get(near.part, near.part)}"


def source_title(evidence: Evidence) -> str:
    """Title and date of the source, and the ids of the rows."""
    row = evidence.near.row
    title = ", ".join(part for part in (row.source_title, row.date) if part)
    return f"{title} [{', '.join(measured.id for measured in evidence.rows)}]"


def source_lines(evidence: Evidence) -> tuple[str, ...]:
    """The same, and below it the address, which should not be broken over lines."""
    url = evidence.near.row.source_url
    return (source_title(evidence), url) if url else (source_title(evidence),)


def _configuration(row: MeasuredRow) -> list[str]:
    """What the source states, in the order of a layout."""
    words = [word for word in (row.precision_weights, f"{row.engine} {row.engine_version}".strip()) if word]
    words += [
        f"{name} {count}" for name in ("tp", "pp", "dp", "ep") if (count := getattr(row, name)) and count > 1
    ]
    if row.disaggregated:
        words.append("prompts read apart")
    if row.speculative:
        words.append("speculation")
    lengths = [f"{count_text(row.input_tokens)} in" if row.input_tokens else "",
               f"{count_text(row.output_tokens)} out" if row.output_tokens else ""]  # fmt: skip
    words += [length for length in lengths if length]
    if row.concurrency_or_batch:
        requests = row.concurrency_or_batch
        words.append(f"{requests:,g} request{'' if requests == 1 else 's'}")
    else:
        words.append("load not stated")
    return words
