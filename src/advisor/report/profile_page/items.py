"""Records that read better in one row than field by field: a checkpoint, a claim, a line of support."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from advisor.catalogue.accelerator import Disagreement
from advisor.catalogue.architecture import Architecture
from advisor.catalogue.availability import Offer, Supply
from advisor.catalogue.model import Benchmark, Checkpoint, Claim, Licence
from advisor.catalogue.region import CloudPresence, ExportGroups, Levy
from advisor.catalogue.rule import CaseByCase, Threshold
from advisor.catalogue.service import HourPrice, TokenPrice
from advisor.catalogue.stack import OpenProblem, Support
from advisor.report.profile_page.architecture_rows import architecture_rows
from advisor.report.profile_page.builder import PageBuilder
from advisor.report.profile_page.page import Row
from advisor.report.profile_page.trade_rows import (
    hour_rows,
    market_offer_rows,
    supply_rows,
    token_rows,
)
from advisor.report.profile_page.values import choice_text, figure_value, list_text, number_text
from advisor.wording.english import effect_text, status_text
from advisor.wording.names import CHIP_CLASSES
from advisor.wording.profile_words import DESTINATION_CLASSES, TESTED

Rows = Iterator[Row]


def _licence(builder: PageBuilder, licence: Licence, place: str) -> Rows:
    spdx = f" ({licence.spdx})" if licence.spdx and licence.spdx not in licence.name else ""
    origin = builder.origin(licence.source, "", licence.confidence, place)
    yield builder.fact("Licence", f"{licence.name}{spdx}", place, origin=origin)
    if not licence.read:
        yield builder.fact("  terms", "not known here: read the licence first", f"{place}.read")
    if licence.gated:
        yield builder.fact("  access", "given to those who ask and agree to its terms", f"{place}.gated")
    for index, limit in enumerate(licence.limits):
        countries = f" ({list_text(limit.countries)})" if limit.countries else ""
        text = f"{choice_text(limit.kind)}{countries}: {limit.text}"
        yield builder.fact("  limit", text, f"{place}.limits[{index}]")


def _checkpoint(builder: PageBuilder, checkpoint: Checkpoint, place: str) -> Rows:
    size = "size not published" if checkpoint.size is None else figure_value(checkpoint.size)
    who = "official" if checkpoint.official else f"by {checkpoint.publisher}"
    origin = builder.origin(checkpoint.source, "", checkpoint.confidence, place)
    text = f"{checkpoint.repository}, {size}, {who}"
    note = checkpoint.note or (checkpoint.size.note if checkpoint.size else "")
    if checkpoint.size is not None and checkpoint.size.source != checkpoint.source:
        yield builder.fact(checkpoint.weights, text, place, origin=origin, note=checkpoint.note or "")
        yield builder.figure("  size", checkpoint.size, f"{place}.size")
    else:
        yield builder.fact(checkpoint.weights, text, place, origin=origin, note=note)


def _claim(builder: PageBuilder, claim: Claim, place: str) -> Rows:
    origin = builder.origin(claim.source, claim.date, claim.confidence, place)
    yield builder.fact(claim.subject, f"{claim.verdict}: {claim.claimed} ({claim.claimed_by})", place)
    yield builder.fact("  found", claim.found, place, origin=origin)


def _disagreement(builder: PageBuilder, disagreement: Disagreement, place: str) -> Rows:
    yield builder.fact(disagreement.subject, f"used: {disagreement.used}", place, note=disagreement.why)
    for index, reading in enumerate(disagreement.readings):
        here = f"{place}.readings[{index}]"
        origin = builder.origin(reading.source, reading.date, reading.confidence, here)
        yield builder.fact("  says", reading.says, here, origin=origin)


_MEASURED_BY = {
    "publisher": "by its publisher",
    "independent": "independent",
    "other_publisher": "in the table of another publisher",
}


def _benchmark(builder: PageBuilder, benchmark: Benchmark, place: str) -> Rows:
    origin = builder.origin(benchmark.source, benchmark.date, benchmark.confidence, place)
    setting = f", {benchmark.setting}" if benchmark.setting else ""
    text = f"{benchmark.score_percent:g}%, {_MEASURED_BY[benchmark.measured_by]}{setting}"
    yield builder.fact(benchmark.name, text, place, origin=origin, note=benchmark.compared_with)


def _export_groups(builder: PageBuilder, export: ExportGroups, place: str) -> Rows:
    """Without the dispute, which stands among the open disagreements."""
    origin = builder.origin(export.source, export.date, export.confidence, place)
    groups = f"; groups {list_text(export.groups)}" if export.groups else ""
    words = DESTINATION_CLASSES.get(export.destination_class, export.destination_class)
    yield builder.fact("US export", f"{words}{groups}", place, origin=origin)
    if export.rules:
        yield builder.fact("  its own rules", list_text(export.rules), f"{place}.rules")


def _levy(builder: PageBuilder, levy: Levy, place: str) -> Rows:
    yield builder.figure(levy.name, levy.rate, f"{place}.rate")


def _cloud(builder: PageBuilder, cloud: CloudPresence, place: str) -> Rows:
    origin = builder.origin(cloud.source, cloud.date, cloud.confidence, place)
    yield builder.fact(cloud.provider, cloud.text, place, origin=origin, note=cloud.note)


def support_text(support: Support) -> str:
    """Formats, status and how it is tested, in one line."""
    parts = [
        list_text(support.weights),
        status_text(support.status),
        f"since {support.since}" if support.since else "",
        "" if support.path == "tuned" else "kernels not tuned",
        TESTED.get(support.tested or "", ""),
    ]
    return ", ".join(filter(None, parts))


def _support(builder: PageBuilder, support: Support, place: str) -> Rows:
    parts = f" on {list_text(support.accelerators)}" if support.accelerators else ""
    models = list_text(support.models)
    if support.model_types:
        types = f"architectures {list_text(support.model_types)}"
        models = f"{models} ({types})" if models else types
    origin = builder.origin(support.source, support.date, support.confidence, place)
    text = f"{support_text(support)}{parts}: {models or 'no model named'}"
    yield builder.fact(support.family, text, place, origin=origin, note=support.note)
    for index, measured in enumerate(support.measured):
        yield builder.statement("  measured", measured, f"{place}.measured[{index}]")


def _open_problem(builder: PageBuilder, problem: OpenProblem, place: str) -> Rows:
    about = list_text((*problem.families, *problem.models))
    origin = builder.origin(problem.source, problem.date, problem.confidence, place)
    yield builder.fact(about, problem.text, place, origin=origin)


def _threshold(builder: PageBuilder, threshold: Threshold, place: str) -> Rows:
    bounds = [f"TPP {number_text(threshold.tpp_min)} or more"]
    if threshold.tpp_below is not None:
        bounds.append(f"TPP below {number_text(threshold.tpp_below)}")
    if threshold.density_min is not None:
        bounds.append(f"density {number_text(threshold.density_min)} or more")
    if threshold.density_below is not None:
        bounds.append(f"density below {number_text(threshold.density_below)}")
    yield builder.fact(_chip_class(threshold.chip_class), " and ".join(bounds), place)


def _case_by_case(builder: PageBuilder, case: CaseByCase, place: str) -> Rows:
    bounds = (
        f"TPP below {number_text(case.tpp_below)} and memory bandwidth below "
        f"{number_text(case.dram_bandwidth_below_gb_s)} GB/s: {status_text(case.status)}. "
    )
    yield builder.fact(f"To {list_text(case.countries)}", f"{bounds}{effect_text(case.effect)}", place)


def _chip_class(code: str) -> str:
    return CHIP_CLASSES.get(code, code)


ITEM_ROWS: Mapping[type, Callable[[PageBuilder, Any, str], Rows]] = MappingProxyType(
    {
        Architecture: architecture_rows,
        Licence: _licence,
        Checkpoint: _checkpoint,
        Claim: _claim,
        Benchmark: _benchmark,
        Disagreement: _disagreement,
        ExportGroups: _export_groups,
        Levy: _levy,
        CloudPresence: _cloud,
        Offer: market_offer_rows,
        Supply: supply_rows,
        Support: _support,
        OpenProblem: _open_problem,
        TokenPrice: token_rows,
        HourPrice: hour_rows,
        Threshold: _threshold,
        CaseByCase: _case_by_case,
    }
)
"""Type of a record -> its rows, for those that have a form of their own."""
