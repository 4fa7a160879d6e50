"""`advisor clearance`: may a part be exported, used and had in a region."""

import datetime
import sys
from collections.abc import Mapping
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from advisor.catalogue.rule import Rule, UseStatus
from advisor.catalogue.standing import StandingMarkets
from advisor.clearance.clear import clear
from advisor.clearance.result import Buyer, Clearance
from advisor.cli.brief_options import Country
from advisor.cli.common import as_of_date, common_options, open_catalogue
from advisor.cli.exit_code import NO, YES
from advisor.cli.output import markdown_table, print_json, print_rich, print_rows, print_text
from advisor.plan.judge import clearance_reasons
from advisor.report.json_document import clearance_document
from advisor.wording.english import effect_text, status_text
from advisor.wording.findings import use_sentences
from advisor.wording.rule_statuses import rule_status_text, stale_text


@click.command("clearance")
@click.option("--accelerator", required=True, help="Id of the part, for example ascend-910b3.")
@click.option("--region", required=True, type=Country(), help="Country the hardware goes to.")
@click.option("--buyer-hq", type=Country(), help="Where the buyer has its headquarters (default: region).")
@click.option("--buyer-parent", type=Country(), help="Where its ultimate parent is (default: its HQ).")
@click.option("--us-ties", is_flag=True, help="US investors, staff, dollar finance or suppliers.")
@click.option("--accept-use", multiple=True, help="A use status that the buyer accepts.")
@click.option("--model", help="Id of a model, for its licence and its maker.")
@common_options("text", "json", "csv", "md")
def command(
    accelerator: str,
    region: str,
    buyer_hq: str | None,
    buyer_parent: str | None,
    us_ties: bool,
    accept_use: tuple[UseStatus, ...],
    model: str | None,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """Three lines: can it be exported to you, may you use it safely, can it be had.

    Information with dates and sources, not legal advice. Exits with 1 when export is barred or the use
    status is not accepted.
    """
    catalogue = open_catalogue(profiles)
    headquarters = buyer_hq or region
    buyer = Buyer(
        headquarters=headquarters,
        parent=buyer_parent or headquarters,
        us_ties=us_ties,
        accepted_use=accept_use,
    )
    found = clear(
        accelerator=catalogue.accelerators[accelerator],
        region=catalogue.regions[region],
        buyer=buyer,
        regions=catalogue.regions,
        model=catalogue.models[model] if model else None,
        rules=catalogue.rules,
        markets=StandingMarkets(catalogue.markets, as_of_date(as_of)),
        as_of=as_of_date(as_of),
    )
    _show(found, output_format, catalogue.rules)
    sys.exit(NO if clearance_reasons(found, buyer) else YES)


def _checks(found: Clearance, rules: Mapping[str, Rule]) -> list[tuple[str, str]]:
    """(rule, why it is to be verified) of each cited rule that is old or whose date has passed."""
    old = [
        (rule_id, stale_text(rules[rule_id].date, days))
        for rule_id, days in zip(found.stale_rules, found.stale_days, strict=True)
    ]
    open_ended = [(rule_id, rule_status_text(rules[rule_id].status)) for rule_id in found.unverified_rules]
    return [*old, *open_ended]


def _rows(found: Clearance) -> list[dict[str, Any]]:
    """One row a finding."""
    supply = found.supply
    exported = tuple(effect_text(effect) for effect in found.export.effects)
    return [
        {
            "line": name,
            "status": finding.status,
            "rules": " ".join(finding.rules),
            "as_of": finding.as_of,
            "effect": " ".join(sentences),
        }
        for name, finding, sentences in (
            ("export", found.export, exported),
            ("use", found.use, use_sentences(found.use)),
        )
    ] + [
        {
            "line": "supply",
            "status": supply.status,
            "rules": supply.source,
            "as_of": supply.as_of,
            "effect": supply.text,
        }
    ]


def _rows_to_verify(found: Clearance, rules: Mapping[str, Rule]) -> list[dict[str, Any]]:
    """One row a rule to verify, in the columns of the findings."""
    return [
        {"line": "verify", "status": rules[rule_id].status, "rules": rule_id, "as_of": rules[rule_id].date}
        | {"effect": why}
        for rule_id, why in _checks(found, rules)
    ]


def _show(found: Clearance, output_format: str, rules: Mapping[str, Rule]) -> None:
    if output_format == "json":
        print_json(clearance_document(found))
    elif output_format == "csv":
        print_rows([*_rows(found), *_rows_to_verify(found, rules)])
    elif output_format == "md":
        print_text(markdown_table([*_rows(found), *_rows_to_verify(found, rules)]))
    else:
        table = Table(show_lines=True, title=f"Chip class {found.export.chip_class}", title_justify="left")
        for head in ("", "Status", "What it means", "Rules, date"):
            table.add_column(head)
        for row in _rows(found):
            table.add_row(
                Text(row["line"]),
                Text(status_text(row["status"])),
                Text(row["effect"]),
                Text(f"{row['rules']} {row['as_of']}".strip()),
            )
        checks = [Text(f"! {rule_id}: {why}") for rule_id, why in _checks(found, rules)]
        print_rich(table, *checks, Text("Information with dates and sources, not legal advice."))
