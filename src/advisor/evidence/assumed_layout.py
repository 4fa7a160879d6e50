"""The layout of a measured row: as stated, or as engines would lay it out where the source is silent."""

from math import ceil

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.estimate.device_memory import device_memory
from advisor.estimate.formats import weight_bytes
from advisor.estimate.layout import Layout, PrefillPool
from advisor.estimate.layouts import parallel_limits
from advisor.evidence.engine_names import stack_of
from advisor.evidence.layout_notes import Pools
from advisor.evidence.row import MeasuredRow

ROOMY_SHARE = 0.6
"""Share of the memory that weights take at most in the layout assumed for tables of saturated servers: so
their throughput is predicted best (19% against 28% for one replica over all devices)."""
SERVER_CARDS = 8


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A row with what was made of its model, part and formats."""

    row: MeasuredRow
    model: Model
    part: Accelerator
    weights: WeightsFormat
    kv: KvFormat
    devices: int

    @property
    def nodes(self) -> int:
        """Servers, of eight cards where the row doesn't say."""
        stated = self.row.nodes
        cards = max(1, round(self.row.accel_count))
        if stated and cards % stated == 0:
            return stated
        nodes = ceil(cards / SERVER_CARDS)
        return nodes if cards % nodes == 0 else 1


def stated_layout(asked: Asked, pools: Pools | None) -> Layout | None:
    """The layout that the row spells out; None where it doesn't or its counts don't agree."""
    row, devices = asked.row, asked.devices
    if pools is not None:
        return _layout(
            asked, tp=pools.tp, dp=pools.dp, ep=pools.ep, replicas=pools.replicas, pool=pools.prefill
        )
    if row.disaggregated or (row.tp is None and row.dp is None and row.ep is None):
        return None
    tp, pp, dp = row.tp or 1, row.pp or 1, row.dp or 1
    if tp * pp * dp > devices and tp % dp == 0 and tp * pp <= devices:
        tp //= dp  # SGLang's --dp-size parts the tp group; vLLM's multiplies it
    if row.tp is None and devices % (dp * pp) == 0:
        tp = devices // (dp * pp)
    if devices % (tp * pp * dp):
        return None
    dp, replicas = _data_parallel(asked, tp, pp, dp)
    ep = tp * dp if (row.ep or 1) > 1 or dp > 1 else 1
    return _layout(asked, tp=tp, pp=pp, dp=dp, ep=ep, replicas=replicas)


def assumed_layout(asked: Asked) -> Layout | None:
    """Where nothing is stated: the fewest devices that hold the weights with room, as often as they go in."""
    if asked.row.disaggregated:
        return _assumed_pools(asked)
    room = device_memory(asked.part).usable_bytes * ROOMY_SHARE
    needed = weight_bytes(asked.model, asked.weights).total
    loaded = asked.row.concurrency_or_batch is not None
    node = max(1, asked.devices // asked.nodes)
    tp = node if loaded else 1
    while tp < node and needed > room * tp:
        tp *= 2
    tp = min(tp, node)
    if asked.devices % tp:
        return None
    pp = 1
    while pp * tp < asked.devices and needed > room / ROOMY_SHARE * tp * pp:
        pp *= 2
    if asked.devices % (tp * pp):
        return None
    return _layout(asked, tp=tp, pp=pp, replicas=asked.devices // (tp * pp))


def _data_parallel(asked: Asked, tp: int, pp: int, dp: int) -> tuple[int, int]:
    """(dp inside a replica, replicas): a dense model's data parallelism is just replicas."""
    rest = asked.devices // (tp * pp * dp)
    if parallel_limits(asked.model.architecture).routed_experts:
        return dp, rest
    return 1, rest * dp


def _assumed_pools(asked: Asked) -> Layout | None:
    """Half of the servers read prompts, one server a worker, as in the open two-server recipes."""
    devices, nodes = asked.devices, asked.nodes
    if nodes < 2 or devices % nodes:
        return None
    node, reading = devices // nodes, nodes // 2
    experts = parallel_limits(asked.model.architecture).routed_experts
    decode = devices - reading * node
    dp = decode // 4 if experts and decode % 4 == 0 else 1
    tp = decode // dp
    pool = PrefillPool(workers=reading, tp=node)
    return _layout(asked, tp=tp, dp=dp, ep=decode if experts else 1, pool=pool)


def _layout(
    asked: Asked,
    *,
    tp: int,
    pp: int = 1,
    dp: int = 1,
    ep: int = 1,
    replicas: int = 1,
    pool: PrefillPool | None = None,
) -> Layout:
    return Layout(
        accelerator=asked.part.id,
        cards=max(1, round(asked.row.accel_count)),
        nodes=asked.nodes,
        weights=asked.weights,
        kv=asked.kv,
        tp=tp,
        pp=pp,
        dp=dp,
        ep=ep,
        replicas=replicas,
        stack=stack_of(asked.row.engine),
        speculative=bool(asked.row.speculative),
        prefill_pool=pool,
    )
