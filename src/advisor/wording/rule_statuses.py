"""What a rule is worth today, in a few words for each status, and its age when it is old."""

from advisor.wording.numbers import count_text

RULE_STATUSES: dict[str, str] = {
    "in_force": "in force",
    "in_force_ambiguous": "in force, official texts disagree",
    "in_force_company_specific": "in force for one company",
    "in_force_licence": "a licence that was given",
    "in_force_licences": "licences that were given",
    "licences_issued_demand_blocked": "licences given, hardly used",
    "guidance_in_force": "guidance in force",
    "rescission_announced_not_enforced": "on the books, not enforced",
    "unenforced_framework": "part of a rule that is not enforced",
    "suspension_lapse_unverified": "its suspension ran out on paper: unverified, check",
    "returned_by_default_unverified": "back in force by its own text: unverified, check",
    "lapse_unverified": "ran out on paper: unverified, check",
    "expires_soon": "in force, ends soon",
    "announced": "announced, its text was not read",
    "promised_not_done": "promised, not done as far as seen",
    "proposed": "proposed",
    "proposed_not_published": "a draft known from press reports",
    "passed_house": "a bill that passed one chamber",
    "withdrawn": "withdrawn",
    "not_enacted": "not enacted",
    "planned": "planned",
    "in_progress": "under way",
    "proposal_not_binding": "proposed, nothing signed",
    "fact": "happened",
    "press": "press report",
    "none_found": "searched for, nothing found",
    "not_found": "searched for, no such rule found",
}


def rule_status_text(status: str) -> str:
    """A rule's status in words; an unknown one as it is."""
    return RULE_STATUSES.get(status, status)


def stale_text(date: str, days: int) -> str:
    """How old a rule is: "last seen to hold on 2025-05-13, 560 days ago: verify before relying on it"."""
    return f"last seen to hold on {date}, {count_text(days)} days ago: verify before relying on it"
