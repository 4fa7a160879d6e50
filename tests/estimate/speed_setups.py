"""Setups of every class and family for properties of speed: layouts, drafting and pools of prompts, loads."""

import math

import msgspec
from hypothesis import strategies as st

from advisor.catalogue.record import AcceleratorFamily, WeightsFormat
from advisor.estimate.kin import FITTED
from advisor.estimate.layout import Layout, Load, PrefillPool
from advisor.estimate.result import Arithmetic, Speed
from advisor.estimate.speed import Path, estimate_speed
from advisor.figures import Range
from estimate_records import accelerator, layout, load, model_of

DENSE = ("llama-3.3-70b", "gemma-3-27b", "qwen3-32b")
MIXTURES = (
    "glm-5", "deepseek-r1", "qwen3-235b-a22b", "gpt-oss-120b", "qwen3.5-397b-a17b", "deepseek-v4-flash",
    "glm-5.2", "kimi-k3", "llama-4-scout", "mimo-v2-flash", "minimax-m1", "minimax-m3",
    "nemotron-3-super-120b-a12b",
)  # fmt: skip
FAMILIES: st.SearchStrategy[AcceleratorFamily] = st.sampled_from(sorted(FITTED))
SPREADS = ((8, 1), (4, 2), (2, 4), (1, 8))
"""(tp, dp) over eight devices."""
POOLS = (
    PrefillPool(workers=1, tp=8),
    PrefillPool(workers=2, tp=4),
    PrefillPool(workers=1, tp=4, pp=2),
    PrefillPool(workers=1, tp=1, dp=8),
)


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What is estimated, but for the card's rates and the load."""

    model_id: str
    family: AcceleratorFamily
    layout: Layout
    path: Path

    def speed(self, asked: Load, **rates: float) -> Speed:
        """Its speed on a card of round numbers, or of these."""
        card = accelerator(family=self.family, **rates)  # type: ignore[arg-type]
        return estimate_speed(model_of(self.model_id), card, self.layout, asked, path=self.path)

    def with_path(self, path: Path) -> "Setup":
        """The same on kernels of another maturity."""
        return msgspec.structs.replace(self, path=path)


@st.composite
def setups(draw: st.DrawFn) -> Setup:
    """A dense model over tp, a mixture in any spread, drafting or not, with a pool of prompts or none."""
    model_id = draw(st.sampled_from(DENSE + MIXTURES))
    tp, dp = draw(st.sampled_from(SPREADS)) if model_id in MIXTURES else (8, 1)
    pool = draw(st.sampled_from((None, None, *(POOLS if model_id in MIXTURES else POOLS[:3]))))
    weights: WeightsFormat = draw(st.sampled_from(("bf16", "fp8", "w8a8", "w4a8")))
    stack = draw(st.sampled_from(("vllm", "sglang", "vllm-ascend")))
    plan = layout(weights=weights, tp=tp, dp=dp, ep=8 if dp > 1 else 1, stack=stack)
    if pool is not None:
        plan = msgspec.structs.replace(plan, cards=16, nodes=2, prefill_pool=pool)
    return Setup(
        model_id=model_id,
        family=draw(FAMILIES),
        layout=msgspec.structs.replace(plan, speculative=draw(st.booleans())),
        path=draw(st.sampled_from(("tuned", "default"))),
    )


@st.composite
def loads(draw: st.DrawFn) -> Load:
    """From one token and request to long contexts and thousands of requests."""
    return load(
        input_tokens=draw(st.integers(1, 50_000)),
        output_tokens=draw(st.integers(1, 20_000)),
        concurrency=draw(st.integers(1, 3000)),
        hit=draw(st.sampled_from((0.0, 0.0, 0.5, 0.9))),
    )


def whole_answer_ms(speed: Speed, asked: Load) -> float | None:
    """Until the last token of an answer; None where no waiting time is promised."""
    if speed.ttft_ms is None:
        return None
    return speed.ttft_ms.mid + (asked.output_tokens - 1) * speed.tpot_ms.mid


def is_ordered(span: Range) -> bool:
    """Positive, with its ends on their sides."""
    return 0 < span.low <= span.mid <= span.high and math.isfinite(span.high)


def multiplied(one: Arithmetic) -> float:
    """Milliseconds that the arithmetic comes to, by what `Arithmetic` says of itself."""
    rate = time = 1.0
    for factor in one.factors:
        if factor.on == "rate":
            rate *= factor.value
        else:
            time *= factor.value
    if one.each_unit.endswith("/s"):
        return 1e3 * one.quantity / (one.each * rate) * time
    return one.quantity * one.each * time * (1e-3 if one.each_unit == "us" else 1.0)
