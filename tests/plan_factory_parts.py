"""Memory, speed, cost and clearance for `plan_factory`; totals are added up here, never typed in."""

from decimal import Decimal
from typing import Literal

from advisor.catalogue.rule import ExportStatus, UseStatus
from advisor.clearance.result import Clearance, ExportFinding, SupplyFinding, UseFinding
from advisor.cost.result import Cost, CostLine, LineGroup, PriceOrigin
from advisor.estimate.result import MemoryFit, Speed, Term
from advisor.figures import Basis, Confidence, Money, Range, add_money, usd

YEARS = 3
UTILISATION = 0.3
_SECONDS_A_YEAR = 31_557_600


def money(bounds: tuple[int | str, int | str, int | str]) -> Money:
    """Low, mid and high in USD."""
    low, mid, high = bounds
    return Money(usd(low), usd(mid), usd(high))


def line(
    code: str,
    group: LineGroup,
    bounds: tuple[int | str, int | str, int | str] | None,
    origin: PriceOrigin,
    *,
    market: str = "",
    how: str = "",
    source: str = "",
    date: str = "",
    confidence: Confidence = "medium",
) -> CostLine:
    """One cost line; without bounds it is unknown."""
    return CostLine(
        code=code,
        group=group,
        money=None if bounds is None else money(bounds),
        origin=origin,
        market=market,
        how=how,
        source=source,
        date=date,
        confidence="none" if bounds is None else confidence,
    )


def _total(lines: tuple[CostLine, ...], groups: tuple[LineGroup, ...], times: int = 1) -> Money:
    chosen = [one for one in lines if one.group in groups]
    known = add_money(one.money for one in chosen if one.money is not None)
    missing = tuple(one.code for one in chosen if one.money is None)
    return Money(known.low * times, known.mid * times, known.high * times, missing)


def cost(
    lines: tuple[CostLine, ...],
    *,
    serving_kw: float,
    peak_kw: float | None,
    excluded: tuple[str, ...],
    confidence: Confidence,
    highest_quote: Decimal | None = None,
) -> Cost:
    """Totals of the lines over three years at 1,572 tokens/s and 30% utilisation."""
    capex = _total(lines, ("goods", "landing", "site"))
    opex = _total(lines, ("per_year",))
    tco = add_money((capex, *(opex for _ in range(YEARS))))
    mtok_per_year = round(1572.3 * UTILISATION * _SECONDS_A_YEAR / 1e6, 1)
    tokens = Decimal(str(mtok_per_year)) * YEARS
    unit = Money(usd(tco.low / tokens), usd(tco.mid / tokens), usd(tco.high / tokens), tco.missing)
    unpriced = any(one.code == "accelerators" and one.money is None for one in lines)
    return Cost(
        lines=lines,
        capex=capex,
        opex_per_year=opex,
        tco=tco,
        usd_per_mtok=unit,
        years=YEARS,
        utilisation=UTILISATION,
        output_mtok_per_year=mtok_per_year,
        serving_kw=serving_kw,
        peak_kw=peak_kw,
        excluded=excluded,
        price_unknown=unpriced,
        highest_quote_usd=highest_quote,
        confidence=confidence,
    )


def memory(
    *, usable: int, routed: int, kv: int, usable_from: Literal["usable", "reported", "nominal"]
) -> MemoryFit:
    """A device whose routed experts and cache are given."""
    return MemoryFit(
        routed_experts_bytes=routed,
        shared_experts_bytes=354_000_000,
        dense_bytes=1_716_000_000,
        embedding_bytes=476_000_000,
        mtp_bytes=1_243_000_000,
        kv_cache_bytes=kv,
        indexer_bytes=702_000_000,
        state_bytes=0,
        reserve_bytes=8_589_934_592,
        usable_bytes=usable,
        usable_from=usable_from,
        reserve_source="vllm-default-reserve",
        kv_bytes_per_token=109_824,
        sequences_per_device=50,
        max_sequences=318,
        max_context_tokens=8_969,
    )


def speed(
    *,
    ttft: tuple[float, float, float],
    tpot: tuple[float, float, float],
    concurrency: int,
    basis: Basis = "calibrated",
    path: Literal["tuned", "default"] = "tuned",
) -> Speed:
    """Rates follow from the time per token: concurrency / TPOT."""
    low, mid, high = (round(concurrency / ms * 1000.0, 1) for ms in reversed(tpot))
    weights_ms = round(tpot[1] * 0.46, 2)
    return Speed(
        ttft_ms=Range(*ttft, basis),
        tpot_ms=Range(*tpot, basis),
        output_tok_s=Range(low, mid, high, basis),
        total_tok_s=Range(round(low * 6.7, 1), round(mid * 6.7, 1), round(high * 6.7, 1), basis),
        decode_terms=(
            Term("weights", weights_ms),
            Term("layers", round(tpot[1] * 0.31, 2)),
            Term("collectives", round(tpot[1] * 0.14, 2)),
            Term("kv", round(tpot[1] * 0.09, 2)),
        ),
        prefill_terms=(Term("prefill", round(ttft[1] * 0.4, 2)),),
        limited_by="weights",
        path=path,
        basis=basis,
        confidence="medium" if basis == "calibrated" else "low",
    )


def clearance(
    export: ExportStatus, use: UseStatus, supply: SupplyFinding, *, stale: tuple[str, ...] = ()
) -> Clearance:
    """Three lines with the rules that a KZ buyer would meet."""
    prc = use == "gp10_risk"
    return Clearance(
        export=ExportFinding(
            status=export,
            chip_class="A",
            tpp=6_016.0 if prc else 15_832.0,
            rules=("CN-EXPORT-ASCEND", "CN-RARE-70")
            if prc
            else ("US-3A090-A", "US-LIC-SCOPE", "US-LIC-POLICY"),
            as_of="2026-07-31" if prc else "2026-07-23",
            effects=("export.prc_part",) if prc else ("export.d1_d4.class_a", "export.end_use_certificate"),
            confidence="medium",
        ),
        use=UseFinding(
            status=use,
            rules=("US-GP10",) if prc else (),
            as_of="2025-05-13" if prc else "2026-07-23",
            effects=("use.gp10.named",) if prc else (),
            confidence="high" if prc else "medium",
        ),
        supply=supply,
        stale_rules=stale,
        stale_days=(123,) * len(stale),
    )
