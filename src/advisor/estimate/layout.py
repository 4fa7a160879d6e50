"""How a model is laid out over devices, and the load it serves."""

import msgspec

from advisor.catalogue.record import KvFormat, WeightsFormat


class PrefillPool(msgspec.Struct, frozen=True, kw_only=True):
    """Devices that only read prompts and hand their cache over: disaggregated serving.

    `workers` copies of the model, each of tp x pp x dp devices.
    """

    workers: int
    tp: int
    pp: int = 1
    dp: int = 1

    @property
    def devices(self) -> int:
        """Devices of all workers."""
        return self.workers * self.tp * self.pp * self.dp


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """One deployment. `cards` counts cards over all nodes; tp x pp x dp counts devices of one replica.

    `dp` is attention data parallelism inside a replica (each rank holds its own KV cache); `ep` is the
    number of devices that the routed experts are spread over. devices = cards x devices per card =
    replicas x tp x pp x dp, and those of `prefill_pool` where prompts are read apart.
    """

    accelerator: str
    cards: int
    nodes: int
    weights: WeightsFormat
    kv: KvFormat
    tp: int
    pp: int = 1
    ep: int = 1
    dp: int = 1
    replicas: int = 1
    stack: str
    speculative: bool = False
    """The model's own multi-token prediction drafts tokens, which the next step checks together."""
    prefill_pool: PrefillPool | None = None
    """None: the replicas read prompts themselves."""


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What all replicas together must serve at the busy hour.

    `concurrency` requests in flight, each with `input_tokens` of prompt and `output_tokens` of answer on
    average; `context_tokens` is what the KV cache must hold for each of them (input + output unless stated).
    """

    input_tokens: int
    output_tokens: int
    context_tokens: int
    concurrency: int
    prefix_cache_hit: float = 0.0
    """Share of the input whose KV is found in the cache, 0 to 1."""
    ttft_limit_ms: float | None = None
    tpot_limit_ms: float | None = None
