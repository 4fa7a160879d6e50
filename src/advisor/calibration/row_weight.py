"""How much a measured row counts in the fit, and which are set aside and why."""

from advisor.calibration.observation import Observation
from advisor.estimate.basis import FEW_REQUESTS

SET_ASIDE: dict[str, str] = {
    "asc0142": "15 prompts of a million tokens in 69 s on two dies: the cache must have answered",
    "asc0008": "a quarter of what the neighbouring rows of the same recipe give",
    "asc0060": "one request at a time through a pool, its prompt read at a tenth of the usual rate",
    "asc0036": "prompts shared by three quarters, the share not stated in the row",
    "asc0353": "throughput falls as requests are added: they queue",
    "asc0355": "throughput falls as requests are added: they queue",
    "asc0356": "ten requests at one a second: mostly queueing",
    "asc0357": "ten requests at one a second: mostly queueing",
    "asc0358": "ten requests at one a second: mostly queueing",
    "asc0274": "images in the prompts, not counted as tokens",
    "asc0202": "a seventh of the neighbouring rows",
    "asc0278": "time per token of a prompt of 254,000 tokens, below what its own throughput allows",
    "asc0283": "time per token of a prompt of 984,000 tokens, above what its neighbours show",
    "asc0359": "cards counted by node in one column and in all in the other",
    "GPS-0127": "more tokens than Little's law allows",
    "GPS-0420": "ten milliseconds a token for a model of 9 billion parameters at five requests",
    "GPS-0422": "ten milliseconds a token for a model of 9 billion parameters at five requests",
    "AIC-1388": "faster at 416 requests than at 100: requests failed",
}
"""Rows that contradict their own neighbours. They stay in the table and in the error figures."""


def row_weight(one: Observation) -> float:
    """Weight of a row before that of its pair; 0 for rows set aside."""
    row = one.row
    if row.id in SET_ASIDE:
        return 0.0
    weight = 1.0 if one.deployment.load_known else 0.4
    if row.metric_kind == "ttft_ms":
        return _ttft_weight(one)
    if "overlaps InferenceX" in row.notes:
        weight = 0.5  # the same run stands in the table a second time
    if "submitted at once" in row.notes or "unlimited arrival" in row.notes:
        weight = 0.05 if row.metric_kind == "tpot_ms" else min(weight, 0.4)
    if one.case.disaggregated and row.metric_kind != "tpot_ms" and one.deployment.load.concurrency <= 64:
        weight *= 0.4  # filling and draining the pools takes most of such a run
    if (row.output_tokens or 0) <= 128 and (row.input_tokens or 0) > 8192:
        weight *= 0.2  # a time per token of short answers leaves out most of the prompts' work
    return weight


def _ttft_weight(one: Observation) -> float:
    """Waiting times of few requests; half, since times per token matter more to the constants they share."""
    row, load = one.row, one.deployment.load
    queued = "queueing" in row.notes or "outlier" in row.notes or "submitted at once" in row.notes
    if queued or one.deployment.queued or not one.deployment.load_known:
        return 0.0
    return 0.5 if load.concurrency <= FEW_REQUESTS else 0.05
