"""The setups of `plan_factory`: their shapes are real, their figures are for tests only."""

import msgspec

from advisor.clearance.result import SupplyFinding
from advisor.cost.result import CostLine
from advisor.estimate.layout import Layout
from advisor.estimate.result import Speed
from advisor.figures import usd
from advisor.plan.result import Reason, Setup
from plan_factory_parts import clearance, cost, line, memory, speed

AS_OF = "2026-11-23"
_LEFT_OUT = ("residual", "finance", "rooms")
_GSE_OFFER = SupplyFinding(
    status="offered",
    market="KZ",
    text="Local server makers list 8-GPU HGX machines and quote on request.",
    source="gse-kz-servers",
    as_of="2026-08-14",
    confidence="medium",
    lead_weeks=(12.0, 20.0, 36.0),
)
_ASK_HUAWEI = SupplyFinding(
    status="ask",
    market="KZ",
    text="The vendor has a local unit; no public delivery of this part outside China was found.",
    source="huawei-export-press",
    as_of="2026-09-30",
    confidence="low",
)


def _vat(bounds: tuple[int, int, int] | None) -> CostLine:
    how = "16% of the landed goods"
    return line("vat", "landing", bounds, "rule", how=how, source="kz-tax-code-2026", date="2026-01-01")


def _power(bounds: tuple[int, int, int], kw: float) -> CostLine:
    how = f"{kw} kW x PUE 1.3 x 8,766 h x 0.0752 USD/kWh"
    return line(
        "power", "per_year", bounds, "derived", how=how, source="globalpetrolprices-kz", date="2026-06-30"
    )


def _hosts(bounds: tuple[int, int, int] | None) -> CostLine:
    how = "server price = 1.64 x accelerators"
    return line("hosts", "goods", bounds, "derived", how=how, source="epoch-training-cost", date="2025-06-19")


def h200_setup(*, cards: int = 8, pareto: bool = True) -> Setup:
    """GLM-5 in FP8 on one HGX H200 machine: offered, licence case by case, freight unknown."""
    nodes = cards // 8
    goods = (
        line(
            "accelerators",
            "goods",
            (224_000 * nodes, 256_000 * nodes, 296_000 * nodes),
            "reference",
            market="world",
            how=f"{cards} x 32,000 USD",
            source="hf-hardware-table",
            date="2026-08-08",
        ),
        _hosts((67_200 * nodes, 163_840 * nodes, 325_600 * nodes)),
        line("freight", "landing", None, "assumption", how="8 USD/kg was not found for this lane"),
        line(
            "insurance",
            "landing",
            ("436.80", "1469.44", "3108.00"),
            "assumption",
            how="0.35% of the goods",
            source="calculatecbm-insurance",
            date="2026-02-01",
        ),
        line(
            "duty",
            "landing",
            (0, 0, 0),
            "rule",
            how="0% on HS 8471.50",
            source="wto-ita",
            date="2026-11-23",
            confidence="low",
        ),
        _vat((46_662 * nodes, 67_409 * nodes, 99_953 * nodes)),
        _power((4471, 5227, 6890), 6.1),
    )
    return Setup(
        layout=Layout(
            accelerator="h200-sxm",
            cards=cards,
            nodes=nodes,
            weights="fp8",
            kv="bf16",
            tp=8,
            ep=8,
            replicas=nodes,
            stack="sglang",
        ),
        server="hgx-h200-8",
        checkpoint="zai-org/GLM-5-FP8",
        stack_status="supported",
        memory=memory(
            usable=150_754_820_096, routed=89_246_000_000, kv=6_329_000_000, usable_from="reported"
        ),
        speed=speed(ttft=(410.0, 690.0, 1180.0), tpot=(24.6, 31.8, 41.2), concurrency=50),
        cost=cost(
            goods,
            serving_kw=6.1,
            peak_kw=10.2,
            excluded=_LEFT_OUT,
            confidence="medium",
        ),
        clearance=clearance("licence_case_by_case", "ok", _GSE_OFFER, stale=("US-3A090-A",)),
        pareto=pareto,
        confidence="medium",
        other_layouts=(
            Layout(
                accelerator="h200-sxm",
                cards=16,
                nodes=2,
                weights="fp8",
                kv="bf16",
                tp=8,
                ep=8,
                replicas=2,
                stack="sglang",
            ),
        ),
    )


def ascend_910c_setup() -> Setup:
    """GLM-5 in W8A8 on an Atlas 800T A3: tight on TPOT, supply to be asked for, low confidence."""
    goods = (
        line(
            "accelerators",
            "goods",
            (400_000, 448_000, 512_000),
            "reference",
            market="CN",
            how="16 x 28,000 USD",
            source="kocka-910c",
            date="2025",
            confidence="low",
        ),
        _hosts((120_000, 286_720, 563_200)),
        line(
            "freight",
            "landing",
            (2_100, 2_850, 3_600),
            "assumption",
            how="1,000 kg x 2.1-3.6 USD/kg",
            source="novodron-express",
            date="2026-05-01",
            confidence="low",
        ),
        _vat((83_536, 118_011, 172_688)),
        _power((9854, 12571, 15110), 14.7),
        line("porting", "goods", None, "assumption", how="no public figure for this stack"),
    )
    return Setup(
        layout=Layout(
            accelerator="ascend-910c",
            cards=16,
            nodes=2,
            weights="w8a8",
            kv="bf16",
            tp=8,
            dp=4,
            ep=32,
            stack="vllm-ascend",
        ),
        server="atlas-800t-a3",
        checkpoint=None,
        stack_status="experimental",
        memory=memory(usable=65_464_696_832, routed=22_311_000_000, kv=1_582_000_000, usable_from="nominal"),
        speed=speed(
            ttft=(900.0, 1500.0, 2600.0),
            tpot=(51.0, 68.4, 97.5),
            concurrency=50,
            basis="family",
            path="default",
        ),
        cost=cost(goods, serving_kw=14.7, peak_kw=None, excluded=_LEFT_OUT, confidence="low"),
        clearance=clearance("not_applicable", "gp10_risk", _ASK_HUAWEI),
        tight=(
            Reason(code="ttft_exceeded", needed=2600.0, available=2000.0, unit="ms"),
            Reason(code="tpot_exceeded", needed=97.5, available=80.0, unit="ms"),
        ),
        confidence="low",
    )


def unpriced_setup() -> Setup:
    """GLM-5 in W4A8 on Ascend 910B4-1: no price anywhere, so the highest affordable quote is given."""
    goods = (
        line(
            "accelerators",
            "goods",
            None,
            "assumption",
            how="no price was found in any market",
            confidence="none",
        ),
        _hosts(None),
        _vat(None),
        _power((4000, 5470, 7100), 6.4),
    )
    return Setup(
        layout=Layout(
            accelerator="ascend-910b4-1",
            cards=16,
            nodes=2,
            weights="w4a8",
            kv="bf16",
            tp=8,
            dp=2,
            ep=16,
            stack="vllm-ascend",
        ),
        server="atlas-800i-a2",
        checkpoint="Eco-Tech/GLM-5-w4a8",
        stack_status="supported",
        memory=memory(usable=65_464_696_832, routed=23_640_000_000, kv=3_165_000_000, usable_from="nominal"),
        speed=speed(
            ttft=(1100.0, 1700.0, 1990.0), tpot=(49.0, 62.0, 79.0), concurrency=50, basis="calibrated"
        ),
        cost=cost(
            goods,
            serving_kw=6.4,
            peak_kw=11.2,
            excluded=_LEFT_OUT,
            confidence="none",
            highest_quote=usd("92418.55"),
        ),
        clearance=clearance(
            "not_applicable",
            "gp10_risk",
            SupplyFinding(
                status="unknown",
                market="KZ",
                text="",
                source="",
                as_of=AS_OF,
                confidence="none",
            ),
        ),
        confidence="low",
    )


def saturated_speed() -> Speed:
    """A speed for which no time to first token can be promised."""
    base = speed(ttft=(1.0, 2.0, 3.0), tpot=(51.0, 68.4, 97.5), concurrency=50)
    return msgspec.structs.replace(base, ttft_ms=None, saturated=True)
