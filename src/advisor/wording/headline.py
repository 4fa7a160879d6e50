"""The answer in a sentence or two: decision, what it rests on, and the workload it answers for."""

from collections.abc import Mapping

from advisor.estimate.layout import Load
from advisor.plan.brief import DEFAULT_CONCURRENCY, DEFAULT_WORKLOAD, Brief
from advisor.plan.result import Plan, Setup
from advisor.wording.effects import EXPORT
from advisor.wording.english import NO_NAMES, setup_status, status_text, warning_text
from advisor.wording.numbers import count_text, money_text, percent_text, quantity_text, range_text, usd_text


def decision_text(plan: Plan, names: Mapping[str, str] = NO_NAMES) -> str:
    """Yes, perhaps or no for the brief, with the best setup; `names` maps ids to names."""
    model = names.get(plan.brief.model, plan.brief.model)
    region = names.get(plan.brief.region, plan.brief.region)
    asked = f"{model} in {region} for {budget_text(plan)}"
    priced = [setup for setup in plan.setups if not setup.cost.price_unknown]
    if priced:
        best = priced[0]
        # Ranked by supply first: where the best can't be had, no other can.
        verdict = "Yes" if best.obtainable else "On paper only, no way to get it is known"
        count = sum(setup.obtainable for setup in priced) if best.obtainable else len(priced)
        return (
            f"{verdict}: {asked} is feasible with {_of(count, 'setup')}. First in rank: "
            f"{setup_title(best, names)}, {money_text(best.cost.capex)} landed, "
            f"{range_text(best.speed.output_tok_s, 'tokens/s')}, {status_text(setup_status(best))}. "
            f"{conditions_text(best)}"
        )
    if plan.setups and not plan.setups[0].obtainable:  # ranked by supply first, as above
        return (
            f"On paper only, no way to get it is known: {asked} has no setup with a price. "
            f"{setup_title(plan.setups[0], names)} would serve it, and nobody is known to supply it."
        )
    if plan.setups:
        first = plan.setups[0]
        return (
            f"Open: {asked} hangs on a price that nobody states. {setup_title(first, names)} would serve it; "
            f"it fits the budget up to {usd_text(first.cost.highest_quote_usd)} a card."
        )
    refusals = [warning for warning in plan.warnings if warning.code in {*EXPORT, "model_licence_refuses"}]
    if refusals:
        return f"No: {asked} is refused. {' '.join(warning_text(warning, names) for warning in refusals)}"
    near = f"; {_of(len(plan.near_misses), 'near-miss', 'near-misses')} listed" if plan.near_misses else ""
    turned_down = f"{_of(len(plan.rejections), 'combination')} turned down, with reasons"
    return f"No: nothing serves {asked}. {turned_down}{near}."


def conditions_text(setup: Setup) -> str:
    """What stands between a feasible setup and a running one: law, use, supply, software."""
    clearance = setup.clearance
    parts = [
        f"export: {status_text(clearance.export.status)}",
        f"use: {status_text(clearance.use.status)}",
        f"supply: {status_text(clearance.supply.status)}",
    ]
    if setup.stack_status == "experimental":
        parts.append("software: experimental")
    return f"Its conditions: {'; '.join(parts)}."


def workload_text(brief: Brief, load: Load) -> str:
    """The load that every figure is for; says so when nobody stated one."""
    assumed = (
        brief.workload == DEFAULT_WORKLOAD
        and _nothing_stated(brief)
        and load.concurrency == DEFAULT_CONCURRENCY
    )
    source = (
        f"assumed, the {brief.workload} preset"
        if assumed
        else f"from the {brief.workload} preset and the brief"
    )
    return f"{load_text(load)} ({source})"


def load_text(load: Load) -> str:
    """Token counts, concurrency and limits: "50 concurrent requests, 1,200 tokens in, 210 out, ..."."""
    limits = [
        f"{name} at most {quantity_text(limit, 'ms')}"
        for name, limit in (("first token", load.ttft_limit_ms), ("time per token", load.tpot_limit_ms))
        if limit is not None
    ]
    return ", ".join(
        (
            f"{count_text(load.concurrency)} concurrent requests",
            f"{count_text(load.input_tokens)} tokens in",
            f"{count_text(load.output_tokens)} out",
            f"context {count_text(load.context_tokens)}",
            f"{percent_text(load.prefix_cache_hit)} of the prompt cached",
            *limits,
        )
    )


def budget_text(plan: Plan) -> str:
    """The budget as asked, and in USD where that was another currency."""
    if plan.brief.currency == "USD":
        return usd_text(plan.budget_usd)
    return f"{plan.brief.budget:,f} {plan.brief.currency} ({usd_text(plan.budget_usd)})"


def setup_title(setup: Setup, names: Mapping[str, str] = NO_NAMES) -> str:
    """Count, part, format and stack: "8 x NVIDIA H200 SXM, fp8, SGLang"."""
    layout = setup.layout
    accelerator = names.get(layout.accelerator, layout.accelerator)
    stack = names.get(layout.stack, layout.stack)
    return f"{count_text(layout.cards)} x {accelerator}, {layout.weights}, {stack}"


def _nothing_stated(brief: Brief) -> bool:
    stated = (
        brief.concurrency, brief.users, brief.rate_per_s, brief.input_tokens, brief.output_tokens,
        brief.context_tokens,
    )  # fmt: skip
    return all(value is None for value in stated)


def _of(count: int, one: str, many: str = "") -> str:
    return f"{count_text(count)} {one if count == 1 else many or one + 's'}"
