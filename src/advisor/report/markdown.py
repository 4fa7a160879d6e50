"""A plan as a page to send: decision, requirement, shortlist, one setup in full, why not the rest."""

from collections.abc import Mapping

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.rule import Rule
from advisor.catalogue.source import Source
from advisor.clearance.result import Buyer
from advisor.plan.result import Plan, Setup
from advisor.report.citations import NO_PARTS, NO_RULES, NO_SOURCES, Citations
from advisor.report.markdown_rejections import near_misses, nearest, turned_down
from advisor.report.markdown_setup import setup_sections
from advisor.report.markdown_text import bullets, escaped, paragraph, table
from advisor.wording.english import (
    NO_NAMES,
    alternative_text,
    reason_text,
    setup_status,
    status_sign,
    status_text,
    warning_text,
)
from advisor.wording.findings import clearance_signs
from advisor.wording.headline import budget_text, decision_text, setup_title, workload_text
from advisor.wording.numbers import (
    UNKNOWN,
    kw_text,
    money_text,
    quantity_text,
    range_text,
    usd_text,
    weeks_text,
)

_LEGEND = (
    "Ranges are meant to hold the truth about 80% of the time. A total with something unknown in it is a "
    'lower bound, "at least". Clearance is three signs, for export, use and supply: + clear, ! with '
    "conditions, x stopped, ? not known. A star marks the Pareto front over TCO, speed, lead time and "
    "confidence."
)
_NOT_ADVICE = "Rules are information with a date and a source, not legal advice."


def render_markdown(
    plan: Plan,
    *,
    names: Mapping[str, str] = NO_NAMES,
    sources: Mapping[str, Source] = NO_SOURCES,
    rules: Mapping[str, Rule] = NO_RULES,
    accelerators: Mapping[str, Accelerator] = NO_PARTS,
    chosen: int | None = None,
    title: str = "",
    note: str = "",
) -> str:
    """The page. `names` maps ids to names; `chosen` is the place of the setup to show in full, or the first.

    Everything a file says is escaped: it shows as text and never becomes formatting, a link or HTML.
    """
    citations = Citations(plan, sources, rules, accelerators)
    model = names.get(plan.brief.model, plan.brief.model)
    heading = title or f"{model} in {names.get(plan.brief.region, plan.brief.region)}"
    blocks = [f"# {escaped(heading)}", f"**{escaped(decision_text(plan, names))}**"]
    blocks += [paragraph(text) for text in note.split("\n") if text.strip()]
    blocks += [
        f"## Requirement\n\n{_requirement(plan, names)}",
        *_section("What would work", [alternative_text(one, names) for one in plan.alternatives]),
        *_shortlist(plan, names),
        *_in_full(plan, chosen, names, citations),
        *near_misses(plan, names),
        *turned_down(plan, names),
        *_section("Read before relying on this", [warning_text(warning, names) for warning in plan.warnings]),
        *_sources(citations),
        paragraph(f"Judged as of {plan.as_of} by Advisor {plan.version}. {_NOT_ADVICE}"),
    ]
    return "\n\n".join(blocks) + "\n"


def _requirement(plan: Plan, names: Mapping[str, str]) -> str:
    brief, buyer = plan.brief, plan.brief.buyer
    accepted = ", ".join(status_text(status) for status in buyer.accepted_use) or "none beyond a caution"
    power = "none" if brief.max_power_kw is None else kw_text(brief.max_power_kw)
    rows = [
        ("Region", names.get(brief.region, brief.region)),
        ("Buyer", _buyer(buyer, names)),
        ("Use statuses accepted", accepted),
        ("Budget, landed", budget_text(plan)),
        ("Horizon", quantity_text(brief.years, "years")),
        ("Model", names.get(brief.model, brief.model)),
        ("Load", workload_text(brief, plan.load)),
        ("Power limit", power),
    ]
    return table(("What", "Asked for"), rows)


def _shortlist(plan: Plan, names: Mapping[str, str]) -> list[str]:
    if not plan.setups:
        return []
    heads = (
        "", "Setup", "Output", "TPOT", "Landed capex", f"TCO {plan.brief.years} years", "USD per M tokens",
        "Draw, serving", "Lead time", "Clearance", "Confidence", "Verdict",
    )  # fmt: skip
    rows = [_shortlist_row(rank, setup, names) for rank, setup in enumerate(plan.setups, start=1)]
    return [f"## Shortlist\n\n{table(heads, rows)}\n\n{paragraph(_LEGEND)}"]


def _shortlist_row(rank: int, setup: Setup, names: Mapping[str, str]) -> tuple[str, ...]:
    speed, cost, verdict = setup.speed, setup.cost, setup_status(setup)
    known = not cost.price_unknown
    quote = f"{UNKNOWN}; fits up to {usd_text(cost.highest_quote_usd)} a card"
    return (
        f"{rank}{' *' if setup.pareto else ''}",
        setup_title(setup, names),
        range_text(speed.output_tok_s, "tokens/s"),
        range_text(speed.tpot_ms, "ms"),
        money_text(cost.capex) if known else quote,
        money_text(cost.tco) if known else UNKNOWN,
        money_text(cost.usd_per_mtok) if known else UNKNOWN,
        kw_text(cost.serving_kw),
        weeks_text(setup.clearance.supply.lead_weeks),
        clearance_signs(setup.clearance),
        setup.confidence,
        f"{status_sign(verdict)} {status_text(verdict)}",
    )


def _in_full(plan: Plan, chosen: int | None, names: Mapping[str, str], citations: Citations) -> list[str]:
    """The chosen setup, the first, or where there is none the nearest that misses the brief."""
    if plan.setups:
        setup = plan.setups[0 if chosen is None else chosen]
        which, missed = "First in rank" if chosen is None else "Chosen", []
    else:
        near = nearest(plan)
        if near is None:
            return []
        setup, which = near.setup, "Nearest, though it misses the brief"
        missed = [bullets(reason_text(reason, names) for reason in near.reasons)]
    heading = f"## {which}: {escaped(setup_title(setup, names))}"
    return [heading, *missed, *setup_sections(setup, names, citations)]


def _sources(citations: Citations) -> list[str]:
    lines = citations.lines()
    return ["## Sources\n\n" + "\n".join(lines)] if lines else []


def _section(heading: str, texts: list[str]) -> list[str]:
    return [f"## {heading}\n\n{bullets(texts)}"] if texts else []


def _buyer(buyer: Buyer, names: Mapping[str, str]) -> str:
    headquarters, parent = (names.get(country, country) for country in (buyer.headquarters, buyer.parent))
    ties = ", with ties to the US" if buyer.us_ties else ""
    return f"headquarters {headquarters}, ultimate parent {parent}{ties}"
