"""Fitted constants of the speed model.

Fitted on some 3,000 public serving figures (fixed concurrency, aggregated serving) of InferenceX's dump of
2026-07-20, NVIDIA aiconfigurator's silicon sample, GPUStack's performance lab, Intel's Gaudi tables, Chitu's
and the vLLM-Ascend and SGLang test baselines: ridge-shrunk on the log scale with a robust loss, and judged by
leaving whole (model, accelerator) pairs out: median error 12% in time per token and in throughput.
"""

from advisor.catalogue.model import ModelClass
from advisor.catalogue.record import AcceleratorFamily, WeightsFormat

LAYER_US: dict[AcceleratorFamily, dict[ModelClass, float]] = {
    "hopper": {"dense": 58, "gqa-moe": 91, "gpt-oss": 98, "mla-moe": 127, "dsa": 147, "hybrid": 116},
    "blackwell": {"dense": 61, "gqa-moe": 84, "gpt-oss": 62, "mla-moe": 96, "dsa": 151, "hybrid": 79},
    "ampere": {"dense": 96, "gqa-moe": 144, "gpt-oss": 112, "mla-moe": 177, "dsa": 216, "hybrid": 185},
    "cdna3": {"dense": 86, "gqa-moe": 131, "gpt-oss": 107, "mla-moe": 240, "dsa": 247, "hybrid": 248},
    "cdna4": {"dense": 84, "gqa-moe": 133, "gpt-oss": 88, "mla-moe": 151, "dsa": 193, "hybrid": 157},
    "gaudi": {"dense": 46, "gqa-moe": 72, "gpt-oss": 62, "mla-moe": 96, "dsa": 117, "hybrid": 100},
    "ascend-a2": {"dense": 219, "gqa-moe": 398, "gpt-oss": 253, "mla-moe": 307, "dsa": 483, "hybrid": 449},
    "ascend-a3": {"dense": 165, "gqa-moe": 132, "gpt-oss": 190, "mla-moe": 380, "dsa": 370, "hybrid": 417},
}
"""Microseconds a layer and step at batch 1 that neither bytes nor FLOPs explain: launches, synchronisation,
collective latency. The largest term of small batches; software maturity more than silicon decides it."""

CALIBRATED: dict[AcceleratorFamily, frozenset[ModelClass]] = {
    "hopper": frozenset({"dense", "gqa-moe", "gpt-oss", "mla-moe", "dsa", "hybrid"}),
    "blackwell": frozenset({"dense", "gqa-moe", "gpt-oss", "mla-moe", "dsa", "hybrid"}),
    "ampere": frozenset({"dense", "gqa-moe", "gpt-oss"}),
    "cdna3": frozenset({"dense", "gqa-moe", "gpt-oss", "mla-moe", "hybrid"}),
    "cdna4": frozenset({"dense", "gqa-moe", "gpt-oss", "mla-moe", "dsa", "hybrid"}),
    "gaudi": frozenset({"dense"}),
    "ascend-a2": frozenset({"dense", "gqa-moe", "mla-moe", "hybrid"}),
    "ascend-a3": frozenset({"dense", "gqa-moe", "mla-moe", "dsa", "hybrid"}),
}
"""Cells of `LAYER_US` that measured rows stand behind; the others are inherited from row and column."""

DEFAULT_PATH: dict[AcceleratorFamily, float] = {
    "hopper": 1.4,
    "blackwell": 1.4,
    "ampere": 1.4,
    "cdna3": 1.4,
    "cdna4": 1.4,
    "gaudi": 1.4,
    "ascend-a2": 2.6,
    "ascend-a3": 2.2,
}
"""Factor on the layer constant where a stack's kernels for the model are not tuned. GPUs: default against
tuned flags on one box, 1.2 to 2 in throughput (GPUStack). Ascend: GLM-5.2 W4A8 on eight 910B2 takes about
1.5 ms a layer and step, a step giving two tokens (vLLM-Ascend pull request 12920); Kimi-K2-Thinking W4A16
on a 910C server 0.9 ms (vLLM-Ascend tutorial)."""

STACK_FACTOR: dict[str, float] = {
    "vllm": 0.96,
    "sglang": 0.99,
    "tensorrt-llm": 0.84,
    "atom": 0.77,
    "vllm-ascend": 1.17,
    "xllm": 1.17,
    "lmdeploy": 1.17,
    "chitu": 1.83,
}
"""Factor on the layer constant by serving stack, by id; 1 for a stack without measured rows. xLLM and
LMDeploy have none on Ascend and take vLLM-Ascend's, lest what nobody measured looks faster than what
somebody did."""

BATCH_FACTOR = 1.72
"""Growth of the layer constant from an empty batch to 256 sequences an attention rank, on a log scale."""
BATCH_SCALE_LOG = 5.549
"""ln(257): the batch at which `BATCH_FACTOR` and `DP_RELIEF` apply in full."""
DP_FACTOR = 1.62
"""Data-parallel attention: dispatch and combine of experts on every layer, at batch 1 ..."""
DP_RELIEF = 0.59
"""... and its relief at 256 sequences a rank; with `BATCH_FACTOR` it must stay above 1, so that a larger
batch is never a faster step."""
WIDE_FACTOR = 1.16
"""More than eight devices work on one layer."""

BANDWIDTH_EFFICIENCY: dict[AcceleratorFamily, float] = {
    "hopper": 1.0,
    "blackwell": 0.86,
    "ampere": 0.82,
    "cdna3": 0.74,
    "cdna4": 1.0,
    "gaudi": 0.83,
    "ascend-a2": 0.70,
    "ascend-a3": 0.96,
}
"""Share of the memory bandwidth at which 8-bit weights stream; what is lost otherwise is in `LAYER_US`."""
BANDWIDTH_BY_FORMAT: dict[WeightsFormat, float] = {
    "bf16": 1.19,
    "fp8": 1.0,
    "w8a8": 1.0,
    "w4a8": 1.0,
    "w4a16": 0.83,
    "nvfp4": 1.16,
    "mxfp4": 1.03,
}
"""Factor on it by format; the product never passes 1."""
KV_EFFICIENCY: dict[AcceleratorFamily, float] = {
    "hopper": 1.0,
    "blackwell": 0.82,
    "ampere": 0.79,
    "cdna3": 0.68,
    "cdna4": 0.85,
    "gaudi": 0.84,
    "ascend-a2": 0.53,
    "ascend-a3": 0.53,
}
"""Share of the memory bandwidth at which attention reads the KV cache."""

DECODE_EFFICIENCY = 0.6
DECODE_EXPONENT = -0.3
"""Share of the peak that matrix products of a decode step reach, and its fall with the peak."""
DECODE_ATTENTION_EFFICIENCY = 0.5
"""Share of the BF16 peak in decode attention."""
PREFILL_EFFICIENCY: dict[AcceleratorFamily, float] = {
    "hopper": 0.53,
    "blackwell": 0.69,
    "ampere": 0.52,
    "cdna3": 0.40,
    "cdna4": 0.48,
    "gaudi": 0.59,
    "ascend-a2": 0.65,
    "ascend-a3": 0.42,
}
"""Share of the dense peak that matrix products of a dense model reach: at 1,000 TFLOPS peak on one device.
Faster parts reach less of theirs: the share falls with the peak as `EFFICIENCY_EXPONENT` says."""
PREFILL_BY_CLASS: dict[ModelClass, float] = {
    "dense": 1.0,
    "gqa-moe": 0.77,
    "gpt-oss": 0.85,
    "mla-moe": 0.56,
    "dsa": 0.30,
    "hybrid": 0.35,
}
PREFILL_BY_FORMAT: dict[WeightsFormat, float] = {
    "bf16": 1.0,
    "fp8": 1.0,
    "w8a8": 1.25,
    "w4a8": 1.0,
    "w4a16": 0.85,
    "nvfp4": 0.95,
    "mxfp4": 0.63,
}
PREFILL_DEVICE_EXPONENT = -0.235
"""Each further device that shares a prompt lowers the efficiency: a factor 1.6 at eight."""
EFFICIENCY_EXPONENT = -0.32
HIGHEST_EFFICIENCY = 0.9
PREFILL_ATTENTION_EFFICIENCY = 0.46
"""Share of the BF16 peak that attention over a prompt reaches."""
PREFILL_LAYER_SHARE = 0.4
"""Share of the dense layer constant that a prompt pays a layer."""
PREFILL_WEIGHT_SHARE = 0.5
"""Share of one reading of the weights that a prompt pays: prompts are batched with other work."""

ROW_US: dict[AcceleratorFamily, float] = {
    "hopper": 0.56,
    "blackwell": 0.19,
    "ampere": 0.78,
    "cdna3": 0.31,
    "cdna4": 0.29,
    "gaudi": 0.24,
    "ascend-a2": 0.38,
    "ascend-a3": 0.40,
}
"""Microseconds a layer and sequence of an attention rank: norms, routing, sampling rows."""
SEQUENCE_US = 0.9
"""Microseconds a sequence and step: scheduling and sampling on the host."""
COLLECTIVE_SHARE = 0.77
"""Share of the bytes over the link's one-way rate that is not hidden behind other work."""

INTERFERENCE = 0.80
"""Share of other requests' prefill that a median time per token sees."""
TTFT_PREFILL = 1.3
TTFT_STEPS = 11.5
"""Decode steps that a request waits for admission, sampling and the first reply, on top of its prompt."""
TTFT_QUEUE = 0.14
"""Share of the prompts of busy neighbours that a request waits for."""
SATURATED_PREFILL_SHARE = 0.8
"""Above this share of time spent on prompts no waiting time is promised: no measured row supports one."""
ADMITTED_SEQUENCES = 256
"""Sequences an attention rank admits by default (vLLM's max-num-seqs); the rest queue, and rows above it show
waits 3 to 30 times longer."""
