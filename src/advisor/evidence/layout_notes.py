"""What the notes of a row say about its layout and load, in the few phrases that benchmark tables use."""

import re

import msgspec

from advisor.estimate.layout import PrefillPool
from advisor.evidence.row import MeasuredRow

_COUNT = r"([1-9]\d{0,4})"
"""Devices, workers and sequences: none is 0, and none has more digits than a cluster needs."""
_POOLS = re.compile(
    rf"prefill {_COUNT}x\(tp{_COUNT},ep(\d{{1,5}}),dpa([01])\)={_COUNT} GPU"
    rf" \+ decode {_COUNT}x\(tp{_COUNT},ep(\d{{1,5}}),dpa([01])\)"
)
_PD = re.compile(rf"PD layout {_COUNT}p{_COUNT}d")
_PD_PARTS = re.compile(rf"prefill tp{_COUNT}(?: pp{_COUNT})?, decode tp{_COUNT}(?: dp{_COUNT})?(?!\d| dp\d)")
_SEQUENCES = re.compile(rf"(?:max-num-seqs|max-running-requests) {_COUNT}(?!\d)( per DP rank)?")
_UNIFORM = re.compile(r"actual lengths U\[0\.8L,L\]")
UNIFORM_MEAN = 0.9
"""Mean of lengths drawn evenly from 0.8 to 1 of the stated one, as InferenceX draws them."""


class Pools(msgspec.Struct, frozen=True, kw_only=True):
    """A disaggregated deployment: the pool that reads prompts, and the workers that write answers."""

    prefill: PrefillPool
    replicas: int
    tp: int
    dp: int
    ep: int


def pools_of(notes: str, devices: int) -> Pools | None:
    """The pools that the notes spell out for `devices` devices in all; None where they don't.

    The counts of devices decide, not the products of the parts: a worker written (tp1,ep8) is eight devices.
    """
    found = _POOLS.search(notes)
    if found:
        count, tp, _ep, dpa, prefill, workers, _, ep_out, dpa_out = map(int, found.groups())
        each, rest = prefill // count, devices - prefill
        if prefill % count or rest < workers or rest % workers or (each > tp and each % tp):
            return None
        return Pools(
            prefill=_pool(count, each, tp, bool(dpa)),
            replicas=workers,
            tp=1 if dpa_out else rest // workers,
            dp=rest // workers if dpa_out else 1,
            ep=rest // workers if max(ep_out, dpa_out) > 1 or dpa_out else 1,
        )
    return _pd(notes, devices)


def sequences_at_once(notes: str, dp: int) -> int | None:
    """Sequences that the server admits, over its `dp` attention ranks; None where nothing is said."""
    found = _SEQUENCES.search(notes)
    if not found:
        return None
    return int(found.group(1)) * (dp if found.group(2) else 1)


def mean_length_share(notes: str) -> float:
    """Mean length of the requests over the stated one."""
    return UNIFORM_MEAN if _UNIFORM.search(notes) else 1.0


def is_single_request(notes: str) -> bool:
    """The row is of one request, whatever its concurrency says."""
    return "single request" in notes


def is_all_at_once(notes: str) -> bool:
    """Every request was sent at the start: how many are in flight is the server's choice, and changes."""
    return "submitted at once" in notes or "unlimited arrival" in notes


def is_untuned(notes: str) -> bool:
    """The source calls the software path unoptimised, or ran without graphs."""
    return "not optimised" in notes or "eager" in notes


def is_before_graphs(row: MeasuredRow) -> bool:
    """vLLM-Ascend before 0.10 launched every operator from the host, for want of graphs."""
    found = re.match(r"0\.(\d{1,4})", row.engine_version)
    return row.engine == "vLLM-Ascend" and found is not None and int(found.group(1)) < 10


def _pool(workers: int, each: int, tp: int, dp_attention: bool) -> PrefillPool:
    if dp_attention:
        return PrefillPool(workers=workers, tp=1, dp=each)
    if each <= tp:
        return PrefillPool(workers=workers, tp=each)
    return PrefillPool(workers=workers, tp=tp, dp=each // tp)


def _pd(notes: str, devices: int) -> Pools | None:
    """SGLang's way on Ascend: "PD layout 2p1d; prefill tp4 pp8, decode tp32 dp32"; dp there parts tp."""
    pd, parts = _PD.search(notes), _PD_PARTS.search(notes)
    if not pd or not parts:
        return None
    tp_in, pp_in, tp_out, dp_out = (int(part or 1) for part in parts.groups())
    workers, replicas = int(pd.group(1)), int(pd.group(2))
    if workers * tp_in * pp_in + replicas * tp_out != devices or tp_out % dp_out:
        return None
    pool = PrefillPool(workers=workers, tp=tp_in, pp=pp_in)
    return Pools(prefill=pool, replicas=replicas, tp=tp_out // dp_out, dp=dp_out, ep=tp_out)
