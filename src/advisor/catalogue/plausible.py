"""Bounds beyond which a figure is a slip of unit or digits, not a fact: what no part, country or seller has.

They are wide, so that they catch a factor of a thousand or of bits to bytes and let the next generation in.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import Market, Offer
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.fault import RawFault
from advisor.catalogue.server import Server
from advisor.catalogue.walk import figures_in
from advisor.figures import UNITS, Figure

_INDEX = re.compile(r"\[\d+\]")


class Bound(NamedTuple):
    """The least and the most that a figure can be, in `unit`, and why."""

    unit: str
    least: float
    most: float
    why: str


_MEMORY = Bound("GB", 1, 2000, "the largest card sold has 288 GB, the largest unified memory 512")
_RATE = Bound("TFLOPS", 0.1, 100_000, "a package of 2026 reaches 15,000 in FP4")
_TAX = Bound("%", 0, 50, "no VAT is above 27%")
_DUTY = Bound("%", 0, 100, "duty on computers is 0 to 35%")
_SHARE = Bound("ratio", 0, 1, "a share of a whole")
_POWER_PRICE = Bound("USD/kWh", 0, 2, "the dearest tariff on file is 0.45")
_TOKEN = Bound("USD/Mtok", 0, 1000, "the dearest closed models ask a few hundred")
_FACTOR = Bound("ratio", 0.2, 5, "the model is nowhere five times off; such rows have other units")
_TOKENS = Bound("tokens", 0, 10_000_000, "the longest contexts are a few million")

BOUNDS: Mapping[str, Mapping[str, Bound]] = MappingProxyType({
    "accelerators": {
        "memory.nominal": _MEMORY,
        "memory.reported": _MEMORY,
        "memory.usable": _MEMORY,
        "memory.bandwidth": Bound("GB/s", 10, 30_000, "eight stacks of HBM4 give 22,000"),
        **{f"rates.{name}": _RATE for name in ("bf16", "fp16", "fp8", "fp4", "int8", "int4", "tf32", "fp32")},
        "scale_up.one_way": Bound("GB/s", 1, 10_000, "NVLink 6 gives 1,800 one way"),
        "scale_out_one_way": Bound("GB/s", 0.1, 1000, "a card has at most a network link or two of 100"),
        "tdp": Bound("W", 5, 5000, "the hottest packages announced draw 1,800 to 3,600"),
        "export.die_area": Bound("mm2", 10, 10_000, "a reticle is 858 and a package has a few"),
    },
    "models": {
        "claimed_total": Bound("parameters", 1e6, 1e14, "the largest open model has 2.8 trillion"),
        "claimed_active": Bound("parameters", 1e6, 1e14, "the largest open model has 2.8 trillion"),
        "checkpoints.size": Bound("GB", 0.001, 20_000, "the largest open checkpoint is near 1,000"),
    },
    "regions": {
        "import_duty": _DUTY,
        "parts_duty": _DUTY,
        "levies.rate": _DUTY,
        "vat.rate": _TAX,
        "vat.next_rate": _TAX,
        "power_price": _POWER_PRICE,
        "datacentre_power_price": _POWER_PRICE,
        "pue": Bound("ratio", 1, 4, "all power over that of the computers: at least 1, and 3 is very poor"),
        "grid_intensity": Bound("gCO2e/kWh", 0, 2000, "a grid of coal alone has 1,000 to 1,300"),
        "firms_with_outages": _SHARE,
        "outages": Bound("per month", 0, 1000, "more than one an hour"),
        "customs_days": Bound("days", 0, 365, "weeks are slow"),
        "rma_days": Bound("days", 0, 365, "weeks are usual"),
        "air_freight": Bound("USD/kg", 0, 200, "air freight costs 2 to 20"),
        "road_freight": Bound("USD/kg", 0, 200, "road freight costs less than 10"),
        "colocation_kw": Bound("USD/kW-month", 1, 5000, "colocation costs 100 to 500"),
    },
    "workloads": {
        **dict.fromkeys(("input_mean", "input_p95", "output_mean", "output_p95"), _TOKENS),
        "prefix_cache_hit": _SHARE,
        "active_users": _SHARE,
    },
    "calibrations": {
        **dict.fromkeys(("step_factor", "prompt_factor"), _FACTOR),
        "width_factor": Bound("ratio", 0.2, 5, "the ranges of the model hold about 80% of what was measured"),
        "inside_before": _SHARE,
        "inside_after": _SHARE,
    },
    "services": {
        **dict.fromkeys(("tokens.input", "tokens.output", "tokens.cached_input"), _TOKEN),
        "hours.price": Bound("USD/card-hour", 0.01, 100, "the dearest card on file rents for 7"),
    },
})  # fmt: skip
"""Kind -> place without indexes -> bound."""

_SERVER_KW_A_CARD = Bound("kW", 0, 10, "whole racks draw about 2 a card")
_READ_SECONDS = Bound("s", 0.003, 5, "a card reads its whole memory once in 0.01 to 0.7 s")
_CARD_PRICE = Bound("USD", 20, 1_000_000, "a card costs at most some tens of thousands")
_CARDS = {"card": 1, "module": 8}


def within_bounds(kind: str, record: Any) -> Iterator[RawFault]:
    """Figures of a record beyond the bounds of their place."""
    bounds = BOUNDS.get(kind, {})
    for place, figure in figures_in(record):
        bound = bounds.get(_INDEX.sub("", place))
        if bound is not None:
            yield from _beyond(place, figure, bound, 1.0)


def memory_is_read_in_time(record: Accelerator, catalogue: Catalogue) -> Iterator[RawFault]:
    """Capacity and bandwidth must go together: one of them in a wrong unit stands out by their ratio."""
    bandwidth = record.memory.bandwidth
    if bandwidth is None or any(within_bounds("accelerators", record)):
        return
    seconds = record.memory.nominal.to("B") / bandwidth.to("B/s")
    if not _READ_SECONDS.least <= seconds <= _READ_SECONDS.most:
        least, most, why = _READ_SECONDS.least, _READ_SECONDS.most, _READ_SECONDS.why
        yield RawFault(
            place="memory.bandwidth",
            found=f"{_number(bandwidth)}, which reads {_number(record.memory.nominal)} in {seconds:.3g} s",
            wanted=f"{least:g} to {most:g} s: {why}; check both units",
        )


def server_power(record: Server, catalogue: Catalogue) -> Iterator[RawFault]:
    """A server's power over its cards."""
    if record.max_power is not None:
        yield from _beyond("max_power", record.max_power, _SERVER_KW_A_CARD, record.cards, " a card")


def card_prices(record: Market, catalogue: Catalogue) -> Iterator[RawFault]:
    """What an offer asks for a card, in USD; offers whose cards or rate are not known are left alone."""
    for index, offer in enumerate(record.offers):
        cards, rate = _cards(offer, catalogue), _per_usd(offer.price.unit, catalogue)
        if cards is None or rate is None:
            continue
        usd_a_card = offer.price.value / rate / cards
        if not _CARD_PRICE.least <= usd_a_card <= _CARD_PRICE.most:
            yield RawFault(
                place=f"offers[{index}].price",
                found=f"{_number(offer.price)} for {cards:,} cards, {usd_a_card:,.2f} USD each",
                wanted=f"{_CARD_PRICE.least:,.10g} to {_CARD_PRICE.most:,.10g} USD a card: {_CARD_PRICE.why}",
            )


def _beyond(place: str, figure: Figure, bound: Bound, share: float, each: str = "") -> Iterator[RawFault]:
    if UNITS[figure.unit][0] != UNITS[bound.unit][0]:
        return
    low, _, high = (value / share for value in figure.bounds(bound.unit))
    if low < bound.least or high > bound.most:
        worst = high if high > bound.most else low
        wanted = f"{bound.least:,.10g} to {bound.most:,.10g} {bound.unit}{each}"
        yield RawFault(
            place=place,
            found=f"{worst:,.10g} {bound.unit}{each}",
            wanted=f"{wanted}: {bound.why}; check the unit",
        )


def _cards(offer: Offer, catalogue: Catalogue) -> int | None:
    if offer.cards is not None or offer.per in _CARDS:
        return offer.cards or _CARDS[offer.per]
    try:
        return catalogue.servers[offer.item].cards
    except (ProfileError, KeyError):
        return None  # said where that profile, or the id, is checked


def _per_usd(currency: str, catalogue: Catalogue) -> float | None:
    """The largest rate on file: several regions may use one currency."""
    if currency == "USD":
        return 1.0
    rates = []
    for region_id in catalogue.regions:
        try:
            region = catalogue.regions[region_id]
        except ProfileError:
            continue  # said where that profile is checked
        if region.currency == currency and region.fx is not None:
            rates.append(region.fx.value)
    return max(rates, default=None)


def _number(figure: Figure) -> str:
    return f"{figure.value:,.10g} {figure.unit}"
