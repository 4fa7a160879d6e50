"""What refers to an item, kind by kind: the servers of a part, who offers it, which stacks run a model."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import Market
from advisor.catalogue.calibration import Calibration, is_of
from advisor.catalogue.model import Model
from advisor.catalogue.readiness import rate_readiness
from advisor.catalogue.region import Region
from advisor.catalogue.rule import Rule
from advisor.catalogue.server import Server
from advisor.catalogue.service import Service
from advisor.catalogue.source import Source
from advisor.catalogue.stack import Stack, Support
from advisor.catalogue.walk import cited_sources
from advisor.report.profile_page.builder import PageBuilder
from advisor.report.profile_page.page import Row
from advisor.report.profile_page.rule_rows import deciding_rows, use_verdict_rows
from advisor.report.profile_page.trade_rows import hour_row, offer_rows, supply_row, token_text
from advisor.report.profile_page.values import list_text
from advisor.wording.readiness import readiness_text

Group = tuple[str, Iterator[Row]]


def use_groups(builder: PageBuilder, record: Any) -> Iterator[Group]:
    """(title, rows) of everything elsewhere in the catalogue that is about this item."""
    groups = _USES.get(type(record))
    if groups is not None:
        yield from groups(builder, record)


def _of_accelerator(builder: PageBuilder, part: Accelerator) -> Iterator[Group]:
    yield "Servers that carry it", _servers(builder, part)
    yield "Stacks that run on it", _stacks_on(builder, part)
    yield "Own benchmarks", _calibrations(builder, lambda found: found.accelerator == part.id)
    yield "Offers", _offers(builder, {part.id})
    yield "Can it be had", _supply(builder, {part.id})
    yield "Rent", _rents(builder, part.id)
    yield "Rules that name it", _rules_naming(builder, part.id)


def _of_server(builder: PageBuilder, server: Server) -> Iterator[Group]:
    yield "Offers", _offers(builder, {server.id})
    yield "Can it be had", _supply(builder, {server.id})


def _of_model(builder: PageBuilder, model: Model) -> Iterator[Group]:
    yield "Stacks that run it", _stacks_for(builder, model)
    yield "Own benchmarks", _calibrations(builder, lambda found: is_of(found, model))
    yield "Hosted prices", _hosted(builder, model.id)


def _of_region(builder: PageBuilder, region: Region) -> Iterator[Group]:
    yield "Its market", _market_of(builder, region.id)
    yield "Accelerators for rent there", _rents_in(builder, region.id)
    yield "Rules about it", _rules_of(builder, region)


def _of_rule(builder: PageBuilder, rule: Rule) -> Iterator[Group]:
    regions = [region.id for region in builder.catalogue.regions.values() if rule.id in region.export.rules]
    models = [model.id for model in builder.catalogue.models.values() if rule.id in model.entity_list_rules]
    rows = [
        builder.fact(label, list_text(tuple(ids)))
        for label, ids in (("Regions", regions), ("Models", models))
        if ids
    ]
    yield "Verdict on use of chips of Chinese design, by this rule alone", use_verdict_rows(builder, rule)
    yield "Other rules that decide on its classes", deciding_rows(builder, rule)
    yield "Cited by", iter(rows)


def _of_market(builder: PageBuilder, market: Market) -> Iterator[Group]:
    if market.id in builder.catalogue.regions:
        region = builder.catalogue.regions[market.id]
        yield "Its country", iter([builder.fact("Region", f"regions/{region.id}, {region.name}")])


def _calibrations(builder: PageBuilder, wanted: Callable[[Calibration], bool]) -> Iterator[Row]:
    for found in builder.catalogue.calibrations.values():
        if wanted(found):
            factors = f"steps x {found.step_factor.value:g}, prompts x {found.prompt_factor.value:g}"
            yield builder.fact(found.name, f"calibrations/{found.id}: {factors}")


def _of_source(builder: PageBuilder, source: Source) -> Iterator[Group]:
    yield "Cited by", _citing(builder, source.id)


def _citing(builder: PageBuilder, source_id: str) -> Iterator[Row]:
    for kind, folder in builder.catalogue.folders.items():
        if kind == "sources":
            continue
        for profile_id, record in folder.items():
            times = sum(cited == source_id for cited in cited_sources(record))
            if times:
                yield builder.fact(f"{kind}/{profile_id}", f"{times} time{'s' if times > 1 else ''}")


def _servers(builder: PageBuilder, part: Accelerator) -> Iterator[Row]:
    carrying = [server.id for server in builder.catalogue.servers.values() if part.id in server.accelerators]
    for server_id in dict.fromkeys((*part.servers, *carrying)):
        if server_id in builder.catalogue.servers:
            server = builder.catalogue.servers[server_id]
            yield builder.fact(
                server_id, f"{server.name}, {server.cards} card{'s' if server.cards != 1 else ''}"
            )


def _stacks_on(builder: PageBuilder, part: Accelerator) -> Iterator[Row]:
    for stack in builder.catalogue.stacks.values():
        lines = [line for line in stack.support if _is_about(line, part)]
        if not lines:
            continue
        told = []
        for status in ("supported", "experimental", "unsupported"):
            found = [line for line in lines if line.status == status]
            models = {model for line in found for model in line.models}
            formats = dict.fromkeys(weights for line in found for weights in line.weights)
            if found:
                many = f"{len(models)} model{'s' if len(models) != 1 else ''}"
                which = many if models else "further architectures"
                told.append(f"{status} {which} in {list_text(tuple(formats))}")
        yield builder.fact(stack.id, "; ".join(told))


def _is_about(line: Support, part: Accelerator) -> bool:
    return line.family == part.family and (not line.accelerators or part.id in line.accelerators)


def _stacks_for(builder: PageBuilder, model: Model) -> Iterator[Row]:
    """Lines that name the model; where none of a family does, the first that knows its architecture."""
    for stack in builder.catalogue.stacks.values():
        answered = {line.family for line in stack.support if model.id in line.models}
        for index, line in enumerate(stack.support):
            by_type = bool(model.model_type) and model.model_type in line.model_types
            if model.id in line.models or (by_type and line.family not in answered):
                answered.add(line.family)
                yield _readiness_row(builder, stack, line, f"support[{index}]", model.id)


def _readiness_row(builder: PageBuilder, stack: Stack, line: Support, place: str, model_id: str) -> Row:
    parts = f" ({list_text(line.accelerators)})" if line.accelerators else ""
    ready = readiness_text(rate_readiness(stack, line, model_id), "readiness ")
    origin = builder.origin(line.source, line.date, line.confidence, place, "stacks")
    since = f" since {line.since}" if line.since else ""
    text = f"{line.family}{parts}: {list_text(line.weights)}{since}; {ready}"
    return Row(label=stack.id, text=text, origin=origin)


def _offers(builder: PageBuilder, items: set[str]) -> Iterator[Row]:
    for market in builder.catalogue.markets.values():
        for index, offer in enumerate(market.offers):
            if offer.item in items or items & set(offer.serves):
                about = "" if offer.item in items else f" ({offer.item})"
                yield from offer_rows(
                    builder, offer, f"offers[{index}]", f"{market.id}{about}", "availability"
                )


def _supply(builder: PageBuilder, items: set[str]) -> Iterator[Row]:
    for market in builder.catalogue.markets.values():
        for index, supply in enumerate(market.supply):
            if items & {supply.item, *supply.also}:
                yield supply_row(builder, supply, f"supply[{index}]", market.id, "availability")


def _rents(builder: PageBuilder, item: str) -> Iterator[Row]:
    found = [
        (price, index, service)
        for service in builder.catalogue.services.values()
        for index, price in enumerate(service.hours)
        if price.item == item
    ]
    for price, index, service in sorted(found, key=lambda one: one[0].price.value):
        yield hour_row(builder, price, f"hours[{index}]", service.id, "services")


def _rents_in(builder: PageBuilder, region: str) -> Iterator[Row]:
    for service in builder.catalogue.services.values():
        for index, price in enumerate(service.hours):
            if region in price.countries:
                label = f"{service.id}, {price.item}"
                yield hour_row(builder, price, f"hours[{index}]", label, "services")


def _hosted(builder: PageBuilder, model: str) -> Iterator[Row]:
    found = [
        (price, index, service)
        for service in builder.catalogue.services.values()
        for index, price in enumerate(service.tokens)
        if price.model == model
    ]
    for price, index, service in sorted(found, key=lambda one: (one[0].output.value, one[2].id)):
        output = price.output
        place = f"tokens[{index}].output"
        origin = builder.origin(output.source, output.date, output.confidence, place, "services")
        yield Row(label=service.id, text=token_text(price), origin=origin, note=price.note, figure=output)


def _market_of(builder: PageBuilder, region: str) -> Iterator[Row]:
    if region in builder.catalogue.markets:
        market = builder.catalogue.markets[region]
        counts = (
            (len(market.offers), "offer", "offers"),
            (len(market.supply), "word on supply", "words on supply"),
            (len(market.deliveries), "delivery", "deliveries"),
            (len(market.refusals), "refusal", "refusals"),
        )
        told = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
        yield builder.fact("Market", f"availability/{market.id}: {told or 'nothing on file'}")


def _rules_of(builder: PageBuilder, region: Region) -> Iterator[Row]:
    code = re.compile(rf"\b{re.escape(region.id)}\b")
    for rule in builder.catalogue.rules.values():
        if rule.id in region.export.rules or code.search(rule.countries) or region.name in rule.countries:
            yield _rule_row(builder, rule)


def _rules_naming(builder: PageBuilder, item: str) -> Iterator[Row]:
    for rule in builder.catalogue.rules.values():
        if item in rule.named_accelerators:
            yield _rule_row(builder, rule)


def _rule_row(builder: PageBuilder, rule: Rule) -> Row:
    origin = builder.origin(rule.source, rule.date, rule.confidence, "", "rules")
    return Row(label=rule.id, text=rule.title, origin=origin)


def _of_service(builder: PageBuilder, service: Service) -> Iterator[Group]:
    models = dict.fromkeys(price.model for price in service.tokens if price.open_weights)
    missing = tuple(model for model in models if model not in builder.catalogue.models)
    if missing:
        yield "Models without a profile", iter([builder.fact("", list_text(missing))])


_USES: Mapping[type, Callable[[PageBuilder, Any], Iterator[Group]]] = MappingProxyType(
    {
        Accelerator: _of_accelerator,
        Server: _of_server,
        Model: _of_model,
        Region: _of_region,
        Rule: _of_rule,
        Market: _of_market,
        Service: _of_service,
        Source: _of_source,
    }
)
