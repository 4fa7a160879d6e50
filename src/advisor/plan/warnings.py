"""What the reader of a plan must know beside its figures."""

from collections.abc import Iterator

from advisor.catalogue.rule import UseStatus
from advisor.clearance.concern import Concern
from advisor.clearance.effects import embargo_effects
from advisor.clearance.model_licence import model_concerns
from advisor.clearance.parties import embargo_rules
from advisor.plan.brief import DEFAULT_WORKLOAD
from advisor.plan.question import Question
from advisor.plan.quotes import about_offers, about_price
from advisor.plan.result import Plan, PlanWarning, Setup

MINUTES_A_WORKDAY = 8 * 60


def collect_warnings(plan: Plan, question: Question) -> tuple[PlanWarning, ...]:
    """One warning a code, the ones about the whole plan first; what it is about stands in its subject."""
    found: dict[str, list[PlanWarning]] = {}
    about = (
        *_about_refusal(question),
        *_about_licence(question),
        *_about_brief(plan, question),
        *_about_vat(question),
        *_about_setups(plan, question),
        *_about_rules(plan, question),
    )
    for warning in about:
        found.setdefault(warning.code, []).append(warning)
    return tuple(_gathered(warnings) for warnings in found.values())


def _gathered(warnings: list[PlanWarning]) -> PlanWarning:
    """Warnings of one code as one: every subject once, the oldest date."""
    subjects = dict.fromkeys(warning.subject for warning in warnings)
    dates = [warning.date for warning in warnings if warning.date]
    first = warnings[0]
    value = first.value if first.value is not None else float(len(subjects))
    return PlanWarning(code=first.code, subject=", ".join(subjects), value=value, date=min(dates, default=""))


def _about_brief(plan: Plan, question: Question) -> Iterator[PlanWarning]:
    brief = plan.brief
    sized = (brief.concurrency, brief.users, brief.rate_per_s, brief.input_tokens, brief.output_tokens)
    if brief.workload == DEFAULT_WORKLOAD and all(value is None for value in sized):
        yield PlanWarning(code="workload_default", subject=brief.workload, value=float(plan.load.concurrency))
    per_minute = question.catalogue.workloads[brief.workload].requests_per_active_user
    share = question.catalogue.workloads[brief.workload].active_users
    if brief.users is not None and per_minute is not None and share is not None:
        prompts = share.to("ratio") * per_minute.to("per minute") * MINUTES_A_WORKDAY
        load = f"{brief.users:,} users make {plan.load.concurrency:,} concurrent requests"
        yield PlanWarning(code="users_assumed", subject=load, value=round(prompts, 1))
    if question.model.architecture.mtp_layers:
        yield PlanWarning(code="speculation_not_counted", subject=brief.model)
    yield from about_offers(question)
    if question.region.destination_only and not question.embargoed:
        yield PlanWarning(code="destination_only", subject=brief.region)
    if not plan.setups and not question.embargoed:
        yield PlanWarning(code="no_setups", subject=brief.region)


def shown_setups(plan: Plan) -> list[Setup]:
    """Every setup whose figures a reader sees."""
    closest = [rejection.closest for rejection in plan.rejections if rejection.closest is not None]
    return [*plan.setups, *(miss.setup for miss in plan.near_misses), *closest]


def _about_setups(plan: Plan, question: Question) -> Iterator[PlanWarning]:
    for setup in shown_setups(plan):
        layout, cost = setup.layout, setup.cost
        for line in cost.lines:
            if line.code == "accelerators" and line.origin == "reference":
                yield PlanWarning(code="price_reference", subject=layout.accelerator, date=line.date)
            if line.code == "vat" and line.money is not None and line.money.mid:
                yield PlanWarning(code="vat_counted", subject=plan.brief.region)
        yield from about_price(setup)
        if "freight" in cost.capex.missing:
            yield PlanWarning(code="freight_unknown", subject=plan.brief.region)
        if "power_price" in cost.opex_per_year.missing:
            yield PlanWarning(code="power_price_unknown", subject=plan.brief.region)
        if setup.checkpoint is None:
            code = "checkpoint_must_be_made" if question.model.checkpoints else "checkpoint_not_stated"
            yield PlanWarning(code=code, subject=f"{plan.brief.model} {layout.weights}")
        yield from _about_calibration(setup, question)
        if setup.speed.path == "default":
            yield PlanWarning(code="path_default", subject=f"{layout.accelerator} with {layout.stack}")
        if setup.stack_status == "experimental":
            yield PlanWarning(code="stack_experimental", subject=f"{layout.accelerator} with {layout.stack}")


def _about_calibration(setup: Setup, question: Question) -> Iterator[PlanWarning]:
    """Speeds that an own benchmark adjusts, with what it is."""
    layout = setup.layout
    accelerator = question.catalogue.accelerators[layout.accelerator]
    found = question.calibration(accelerator, layout.stack, layout.weights, setup.speed.path)
    if found is not None:
        sources = question.catalogue.sources
        cited = found.step_factor.source
        told = f"{found.rows.value:,.0f} rows of {sources[cited].title if cited in sources else cited}"
        subject = f"{layout.accelerator} {layout.weights} with {layout.stack}, {told}"
        yield PlanWarning(code="own_benchmark", subject=subject, date=found.step_factor.date)


def _about_rules(plan: Plan, question: Question) -> Iterator[PlanWarning]:
    """Rules that the shown setups cite; where nothing is shown, those of every finding."""
    rules = question.catalogue.rules
    shown = [setup.clearance for setup in shown_setups(plan)] or list(question.clearances.values())
    days: dict[str, int] = {}
    unverified: set[str] = set()
    for clearance in shown:
        days.update(zip(clearance.stale_rules, clearance.stale_days, strict=True))
        unverified.update(clearance.unverified_rules)
    for rule_id in sorted(days):
        subject = f"{rule_id} ({days[rule_id]:,} days)"
        yield PlanWarning(code="rule_stale", subject=subject, date=rules[rule_id].date)
    for rule_id in sorted(unverified):
        yield PlanWarning(code="rule_unverified", subject=rule_id, date=rules[rule_id].date)


def _about_refusal(question: Question) -> Iterator[PlanWarning]:
    """The rules that refuse the destination or the buyer, each with what it says."""
    if question.embargoed:
        buyer = question.buyer
        countries = (question.region.id, buyer.headquarters, buyer.parent)
        for rule_id in embargo_rules(countries, question.catalogue.rules):
            code = embargo_effects((rule_id,))[0][0]
            yield PlanWarning(code=code, subject=rule_id, date=question.catalogue.rules[rule_id].date)


def _about_licence(question: Question) -> Iterator[PlanWarning]:
    """What the licence of the weights forbids or asks, and terms that nobody read, for every setup alike."""
    if question.embargoed:
        return
    model = question.model
    found = [*model_concerns(model, question.region, question.buyer)]
    forbidden = _limits(found, "refuse")
    if forbidden:
        yield PlanWarning(code="model_licence_refuses", subject=forbidden)
    if not model.licence.read:
        yield PlanWarning(code="model_licence_unread", subject=model.id)
    asked = _limits(found, "model_licence_limit", "licence_terms")
    if asked:
        yield PlanWarning(code="model_licence_limits", subject=asked)


def _limits(concerns: list[Concern], *statuses: UseStatus) -> str:
    """The limits' own sentences, run together without the last full stop."""
    limits = [limit for concern in concerns if concern.status in statuses for limit in concern.limits]
    return " ".join(limits).removesuffix(".")


def _about_vat(question: Question) -> Iterator[PlanWarning]:
    """A rate with an end: said, so that a quote for another day is not taken at this one."""
    vat = question.region.vat
    if vat is None or vat.until is None or question.embargoed:
        return
    over = vat.until < question.as_of.isoformat()
    after = vat.next_rate.to("%") if vat.next_rate else None
    code = "vat_ended" if over else "vat_ends"
    yield PlanWarning(code=code, subject=question.region.id, value=after, date=vat.until)
