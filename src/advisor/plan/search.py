"""The plan: every option of the catalogue judged against one brief."""

import datetime

import msgspec

import advisor
from advisor.catalogue.catalogue import Catalogue
from advisor.plan.alternatives import find_alternatives
from advisor.plan.brief import Brief
from advisor.plan.evaluate import evaluate_option
from advisor.plan.judge import refusal_reasons
from advisor.plan.options import list_options
from advisor.plan.question import Question, ask
from advisor.plan.rank import rank_setups
from advisor.plan.result import NearMiss, Plan, Rejection, Setup
from advisor.plan.warnings import collect_warnings


def make_plan(brief: Brief, catalogue: Catalogue, as_of: datetime.date) -> Plan:
    """The answer to a brief: setups, near-misses and rejections with reasons. Pure but for reading profiles.

    Raises BriefError where the brief can't be answered and ProfileError where a profile is broken.
    """
    question = ask(brief, catalogue, as_of)
    setups, near_misses, rejections = judge_options(question)
    plan = Plan(
        as_of=as_of.isoformat(),
        version=advisor.__version__,
        brief=brief,
        load=question.load,
        budget_usd=question.budget_usd,
        setups=rank_setups(setups),
        near_misses=tuple(sorted(near_misses, key=lambda miss: miss.setup.cost.tco.mid)),
        rejections=tuple(sorted(rejections, key=_tells_little)),
    )
    return _with_advice(plan, question)


def judge_options(question: Question) -> tuple[list[Setup], list[NearMiss], list[Rejection]]:
    """Every option of the catalogue, sorted into what holds, what nearly holds and what does not."""
    setups: list[Setup] = []
    near_misses: list[NearMiss] = []
    rejections: list[Rejection] = []
    embargoed = question.embargoed
    for option in list_options(question.model, question.catalogue):
        outcome = option if isinstance(option, Rejection) else evaluate_option(option, question)
        if isinstance(option, Rejection) and embargoed:
            found = question.clearance_of(question.catalogue.accelerators[option.accelerator])
            outcome = msgspec.structs.replace(option, reasons=refusal_reasons(found))
        if isinstance(outcome, Setup):
            setups.append(outcome)
        elif isinstance(outcome, NearMiss):
            near_misses.append(outcome)
        else:
            rejections.append(outcome)
    return setups, near_misses, rejections


def _tells_little(rejection: Rejection) -> int:
    """Order of rejections: what was tried, then what the numbers forbid, then what no software runs."""
    if rejection.closest is not None:
        return 0
    codes = {reason.code for reason in rejection.reasons}
    if "no_stack" in codes:
        return 3
    return 2 if codes <= {"format_unsupported", "stack_unsupported"} else 1


def _with_advice(plan: Plan, question: Question) -> Plan:
    """The plan with its warnings, and with what would work where nothing does."""
    settled = plan.feasible or question.embargoed
    alternatives = () if settled else find_alternatives(plan, question, judge_options)
    return msgspec.structs.replace(plan, warnings=collect_warnings(plan, question), alternatives=alternatives)
