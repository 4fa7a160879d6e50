"""The Clearance pane: can it be exported to you, may you use it, can it be had; each with its rules."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from advisor.catalogue.rule import Rule
from advisor.clearance.result import Clearance
from advisor.tui.text.facts import Fact, facts, heading
from advisor.tui.theme import BAD, CARE, GOOD, QUIET, STRONG
from advisor.wording.findings import FindingLine, finding_lines
from advisor.wording.rule_statuses import rule_status_text, stale_text

SIGN_STYLE = {"+": GOOD, "!": CARE, "x": BAD, "?": CARE}


def clearance_pane(clearance: Clearance, rules: Mapping[str, Rule], names: Mapping[str, str]) -> Group:
    """Three findings, then the text of every rule they name."""
    lines = finding_lines(clearance, names)
    blocks: list[RenderableType] = []
    for line in lines:
        blocks += [_finding(line), Text("")]
    if clearance.supply.source:
        blocks += [
            Text(f"Supply as worded by [{clearance.supply.source}], {clearance.supply.as_of}", QUIET),
            Text(""),
        ]
    named = dict.fromkeys(rule for line in lines for rule in line.rules)
    if named:
        days = dict(zip(clearance.stale_rules, clearance.stale_days, strict=False))
        rows = [
            (rule, _rule(rules[rule], days.get(rule)) if rule in rules else Text("no profile"))
            for rule in named
        ]
        blocks += [heading("Rules"), facts(rows, label_cells=22)]
    return Group(*blocks)


def _finding(line: FindingLine) -> Group:
    title = Text.assemble(
        (f"{line.question}? ", STRONG), (f"{line.sign} {line.status}", SIGN_STYLE[line.sign])
    )
    rows: list[Fact] = [("", sentence) for sentence in line.sentences]
    where = ", ".join(line.rules) or "no rule"
    rows.append(
        ("", Text(f"[{where}; as of {line.as_of or 'unknown'}; {line.confidence} confidence]", QUIET))
    )
    return Group(title, facts(rows, label_cells=2))


def _rule(rule: Rule, days: int | None) -> Text:
    """`days`: its age where it is old enough to say."""
    text = Text.assemble((rule.title, STRONG), f"\n{rule.effect}")
    text.append(f"\n{rule.jurisdiction}, {rule_status_text(rule.status)}; effective {rule.effective}", QUIET)
    text.append(f"\n[{rule.source}, {rule.date}, {rule.confidence} confidence]", QUIET)
    if days is not None:
        text.append(f"\n! {stale_text(rule.date, days)}", CARE)
    return text
