"""An explained estimate with round numbers, made by hand: pages of it don't follow the fitted constants."""

import msgspec

from advisor.estimate.layout import Layout, Load, PrefillPool
from advisor.estimate.result import Arithmetic, Factor, Speed, Term
from advisor.evidence.nearest import Nearest
from advisor.evidence.row import MeasuredRow
from advisor.figures import Basis, Range
from advisor.plan.explanation import Evidence, Explanation
from advisor.plan.load_curve import CurvePoint, LoadCurve
from advisor.plan.operating_point import OperatingPoint
from advisor.plan.what_if import WhatIf
from estimate_records import CATALOGUE

GB = 10**9
LAYOUT = Layout(accelerator="h200-sxm", cards=8, nodes=1, weights="fp8", kv="bf16", tp=8, stack="sglang")
LOAD = Load(input_tokens=4096, output_tokens=1024, context_tokens=5120, concurrency=32, tpot_limit_ms=45.0)


def around(mid: float, basis: Basis = "calibrated") -> Range:
    """Half and double."""
    return Range(mid / 2, mid, mid * 2, basis)


DECODE_TERMS = (
    Term(
        "weights",
        10.0,
        (
            Arithmetic(
                part="experts",
                quantity=38.4e9,
                unit="B",
                each=4.8e12,
                each_unit="B/s",
                factors=(Factor("efficiency", 0.8, "rate"),),
            ),
            Arithmetic(part="other", quantity=4.8e6, unit="B", each=4.8e12, each_unit="B/s"),
        ),
    ),
    Term(
        "compute",
        0.05,
        (
            Arithmetic(
                part="linear", quantity=9.9e11, unit="FLOP", each=1.98e15, each_unit="FLOP/s", alone_ms=0.5
            ),
        ),
    ),
    Term(
        "layers",
        23.4,
        (
            Arithmetic(
                quantity=78.0, unit="layers", each=200.0, each_unit="us", factors=(Factor("layout", 1.5),)
            ),
        ),
    ),
    Term(
        "prefill",
        6.5,
        (
            Arithmetic(
                quantity=0.025,
                unit="prompts",
                each=325.0,
                each_unit="ms",
                factors=(Factor("interference", 0.8),),
            ),
        ),
    ),
)
PREFILL_TERMS = (Term("compute", 300.0), Term("collectives", 25.0))
TTFT_TERMS = (Term("prompt", 422.5), Term("steps", 344.0), Term("waiting", 133.5))


def speed_of(
    tpot_ms: float, output_tok_s: float, *, basis: Basis = "calibrated", saturated: bool = False
) -> Speed:
    """A speed with the terms above."""
    return Speed(
        ttft_ms=None if saturated else around(900.0),
        tpot_ms=around(tpot_ms, basis),
        output_tok_s=around(output_tok_s, basis),
        total_tok_s=around(5 * output_tok_s, basis),
        decode_terms=DECODE_TERMS,
        prefill_terms=PREFILL_TERMS,
        limited_by="layers",
        path="tuned",
        basis=basis,
        confidence="medium",
        saturated=saturated,
        ttft_terms=() if saturated else TTFT_TERMS,
    )


SPEED = speed_of(39.95, 760.0)


def _point(
    requests: int, tpot_ms: float, output_tok_s: float, free: int, *, saturated: bool = False
) -> CurvePoint:
    return CurvePoint(
        concurrency=requests,
        headroom_bytes=free,
        ttft_ms=None if saturated else around(500.0 + 10 * requests),
        tpot_ms=around(tpot_ms),
        output_tok_s=around(output_tok_s),
        saturated=saturated,
        within_limits=tpot_ms <= 45.0,
    )


CURVE = LoadCurve(
    points=(
        _point(1, 13.3, 73.0, 42 * GB),
        _point(32, 39.95, 760.0, 24 * GB),
        _point(40, 44.6, 844.0, 20 * GB),
        _point(64, 56.9, 1046.0, 6 * GB),
        _point(75, 61.9, 1121.0, GB // 4, saturated=True),
        CurvePoint(concurrency=128, headroom_bytes=-30 * GB),
    ),
    largest_concurrency=40,
    bound_by="tpot",
    largest_unsaturated=70,
)


def _change(code: str, subject: str, layout: Layout, speed: Speed | None, most: int, **fields: str) -> WhatIf:
    return WhatIf(
        code=code,  # type: ignore[arg-type]
        subject=subject,
        layout=layout,
        path=fields.get("path", "tuned"),  # type: ignore[arg-type]
        stack_status=fields.get("stack_status", "supported"),
        fits=speed is not None,
        speed=speed,
        largest_concurrency=most,
    )


def _laid_out(**changes: object) -> Layout:
    return msgspec.structs.replace(LAYOUT, **changes)


CHANGES = (
    _change("speculation", "on", _laid_out(speculative=True), speed_of(24.0, 1240.0), 71),
    _change("kv", "fp8", _laid_out(kv="fp8"), speed_of(39.0, 776.0), 40),
    _change("layout", "", _laid_out(tp=1, dp=8, ep=8), speed_of(45.0, 700.0), 47),
    _change("cards", "16", _laid_out(cards=16, nodes=2, pp=2), speed_of(28.8, 1074.0), 118),
    _change(
        "disaggregated",
        "on",
        _laid_out(tp=4, prefill_pool=PrefillPool(workers=1, tp=4)),
        None,
        0,
    ),
    _change("path", "default", LAYOUT, speed_of(46.5, 660.0), 30, path="default"),
    _change("stack", "vllm", _laid_out(stack="vllm"), speed_of(39.5, 768.0), 41, stack_status="experimental"),
)


def row(row_id: str, metric: str, value: float) -> MeasuredRow:
    """One measured row of GLM-5.2 on eight H200."""
    return MeasuredRow(
        id=row_id,
        model_id="glm-5.2",
        accelerator_id="h200-sxm",
        accel_count=8,
        precision_weights="fp8",
        engine="SGLang",
        engine_version="0.5.14",
        tp=8,
        dp=8,
        speculative=True,
        input_tokens=8192,
        output_tokens=1024,
        concurrency_or_batch=16,
        metric_kind=metric,  # type: ignore[arg-type]
        value=value,
        date="2026-08-01",
        confidence="medium",
        source_title="Performance lab: GLM-5.2 on H200",
        source_url="https://example.org/performance-lab/glm-5.2/h200.md",
    )


_ROWS = (row("m1", "tpot_ms", 21.5), row("m2", "total_tok_s_total", 6500.0))
EVIDENCE = (
    Evidence(
        near=Nearest(row=_ROWS[0], model="same_family", part="same_part", distance=0.7),
        rows=_ROWS,
        predicted=(around(20.0), None),
    ),
)
POINT = OperatingPoint(
    model=CATALOGUE.models["glm-5"],
    accelerator=CATALOGUE.accelerators["h200-sxm"],
    layout=LAYOUT,
    load=LOAD,
    path="tuned",
)
EXPLAINED = Explanation(point=POINT, predicted=SPEED, curve=CURVE, changes=CHANGES, evidence=EVIDENCE)
