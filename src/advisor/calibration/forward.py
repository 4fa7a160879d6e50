"""The speed model over all rows at once, with the share that each constant has in each prediction.

It says what `advisor.estimate.steady_state` says, row by row; a test holds the two equal. Every prediction is
a sum of parts, each a product of constants, so the derivative of its logarithm by the logarithm of a constant
is the part's share.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.calibration.observation import Observation
from advisor.estimate.steady_state import SATURATED_PREFILL_SHARE

Floats = NDArray[np.float64]
STEP = ("weights", "compute", "attention", "kv", "layers", "rows", "sequences", "collectives")
PROMPT = ("prompt", "prompt attention", "prompt layers", "prompt weights", "prompt collectives")


class Table:
    """The rows as arrays, one element a row."""

    def __init__(self, rows: Sequence[Observation]) -> None:
        self.ideal = {name: _array([one.ideal[name] for one in rows]) for name in (*STEP, *PROMPT)}
        self.lone = {name: _array([one.lone[name] for one in rows]) for name in PROMPT}
        self.requests = _array([one.requests for one in rows])
        self.readers = _array([one.readers for one in rows])
        self.load = _array([one.deployment.load.concurrency for one in rows])
        self.tokens_in = _array([one.deployment.load.input_tokens for one in rows])
        self.tokens_out = _array([one.deployment.load.output_tokens for one in rows])
        self.pooled = np.array([one.case.disaggregated for one in rows])
        self.drafting = np.array([one.case.speculative for one in rows])
        self.unlimited = np.array([not one.deployment.load_known for one in rows])
        self.metric = np.array([one.row.metric_kind for one in rows])
        self.measured = _array([one.row.value for one in rows])


class Forward:
    """Predictions at given logarithms of the constants, and the shares."""

    def __init__(self, table: Table, logs: dict[str, Floats]) -> None:
        self.table = table
        self.k = {name: np.exp(value) for name, value in logs.items()}
        self.k["accepted"] = np.where(table.drafting, self.k["accepted"], 1.0)
        self.k["saturated"] = np.where(table.unlimited, self.k["saturated"], 1.0)
        self.parts = {name: table.ideal[name] * self.k[name] for name in (*STEP, *PROMPT)}
        self.lone_parts = {name: table.lone[name] * self.k[name] for name in PROMPT}
        self._sums()
        rows = len(table.measured)
        self.predicted = np.ones(rows)
        self.shares: dict[str, Floats] = {name: np.zeros(rows) for name in logs}
        self._rates()
        self._tpot()
        self._ttft()
        self._phases()

    def _sums(self) -> None:
        table, parts = self.table, self.parts
        arithmetic = parts["compute"] + parts["attention"]
        self.overlap = np.maximum(np.sqrt(parts["weights"] ** 2 + arithmetic**2), 1e-12)
        rest = sum(
            (parts[name] for name in ("kv", "layers", "rows", "sequences", "collectives")), np.zeros(1)
        )
        self.whole_step = self.overlap + rest
        self.step = self.whole_step / self.k["accepted"]
        self.machine = sum((parts[name] for name in PROMPT), np.zeros(1))
        self.lone = sum((self.lone_parts[name] for name in PROMPT), np.zeros(1))
        self.answers = np.maximum(1.0, table.tokens_out)
        self.requests = np.where(table.pooled, np.maximum(1.0, table.load / table.readers), table.requests)
        alone, shared = self.lone / self.answers, self.machine * table.requests / self.answers
        self.reads_alone = alone > shared
        self.reading = np.maximum(alone, shared)
        self.together = self.step + self.reading
        self.answering = self.step + alone
        self.pool = self.k["pool"] * table.load * self.machine / table.readers / self.answers
        self.apart = (self.answering**3 + self.pool**3) ** (1 / 3)
        self.busy = np.where(table.pooled, self.pool / self.apart, shared / (self.step + shared))

    def _add_step(self, where: NDArray[np.bool_], share: Floats) -> None:
        """Spread the share of the step over its parts."""
        arithmetic = self.parts["compute"] + self.parts["attention"]
        inner = {
            "weights": self.parts["weights"] ** 2 / self.overlap,
            "compute": arithmetic * self.parts["compute"] / self.overlap,
            "attention": arithmetic * self.parts["attention"] / self.overlap,
        }
        for name in STEP:
            self.shares[name][where] += (share * inner.get(name, self.parts[name]) / self.whole_step)[where]

    def _add_prompt(self, where: NDArray[np.bool_], share: Floats, *, lone: bool) -> None:
        parts, total = (self.lone_parts, self.lone) if lone else (self.parts, self.machine)
        for name in PROMPT:
            self.shares[name][where] += (share * parts[name] / total)[where]

    def _add(self, name: str, where: NDArray[np.bool_], share: Floats) -> None:
        self.shares[name][where] += share[where]

    def _rates(self) -> None:
        """Rates fall as times grow: the shares are negative."""
        table = self.table
        here = np.isin(table.metric, ("output_tok_s_total", "total_tok_s_total", "requests_s"))
        tokens = np.where(table.metric == "total_tok_s_total", 1 + table.tokens_in / self.answers, 1.0)
        tokens = np.where(table.metric == "requests_s", 1 / self.answers, tokens)
        cycle = np.where(table.pooled, self.apart, self.together) * self.k["saturated"]
        self.predicted[here] = (1e3 * np.maximum(1, table.load) * tokens / cycle)[here]
        own = here & ~table.pooled
        self._add_step(own, -self.step / self.together)
        self._add("accepted", own & table.drafting, self.step / self.together)
        reading = -self.reading / self.together
        self._add_prompt(own & self.reads_alone, reading, lone=True)
        self._add_prompt(own & ~self.reads_alone, reading, lone=False)
        pooled = here & table.pooled
        corner = (self.answering / self.apart) ** 3
        self._add_step(pooled, -corner * self.step / self.answering)
        self._add("accepted", pooled & table.drafting, corner * self.step / self.answering)
        self._add_prompt(pooled, -corner * (1 - self.step / self.answering), lone=True)
        self._add_prompt(pooled, corner - 1, lone=False)
        self._add("pool", pooled, corner - 1)
        self._add("saturated", here & table.unlimited, -np.ones(len(cycle)))

    def _tpot(self) -> None:
        table = self.table
        here = table.metric == "tpot_ms"
        heard = self.k["interference"] * self.machine * (table.requests - 1) / self.answers
        heard = np.where(table.pooled, 0.0, heard)
        total = self.step + heard
        self.predicted[here] = (self.k["median step"] * self.k["saturated"] * total)[here]
        self._add_step(here, self.step / total)
        self._add("accepted", here & table.drafting, -self.step / total)
        self._add_prompt(here, heard / total, lone=False)
        self._add("interference", here, heard / total)
        self._add("median step", here, np.ones(len(total)))
        self._add("saturated", here & table.unlimited, np.ones(len(total)))

    def _ttft(self) -> None:
        here = self.table.metric == "ttft_ms"
        own = self.k["first prompt"] * self.lone
        steps = self.k["first steps"] * self.whole_step
        queue = self.k["first queue"] * self.machine * (self.requests - 1) * self.busy
        total = own + steps + queue
        self.predicted[here] = (self.k["saturated"] * total)[here]
        self._add_prompt(here, own / total, lone=True)
        self._add_step(here, steps / total)
        self._add_prompt(here, queue / total, lone=False)
        self._add("first prompt", here, own / total)
        self._add("first steps", here, steps / total)
        self._add("first queue", here, queue / total)
        self.promised = ~here | (self.busy <= SATURATED_PREFILL_SHARE)

    def _phases(self) -> None:
        """Rates of one phase alone."""
        table = self.table
        ones = np.ones(len(table.measured))
        decode = table.metric == "decode_tok_s_total"
        self.predicted[decode] = (1e3 * table.load / self.step / self.k["saturated"])[decode]
        self._add_step(decode, -ones)
        self._add("accepted", decode & table.drafting, ones)
        prefill = table.metric == "prefill_tok_s_total"
        rate = 1e3 * table.tokens_in * table.readers / self.machine / self.k["saturated"]
        self.predicted[prefill] = rate[prefill]
        self._add_prompt(prefill, -ones, lone=False)


def _array(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)
