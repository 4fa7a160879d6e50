"""A region as a table row and as a detail pane."""

from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from advisor.catalogue.region import Region
from advisor.clearance.result import Buyer
from advisor.tui.text.compact import left, right
from advisor.tui.text.facts import UNKNOWN, Fact, facts, figure_text, origin_text, statement_text
from advisor.tui.theme import BAD, CARE, GOOD, QUIET, STRONG
from advisor.tui.widgets.search_table import Column, Row
from advisor.wording.english import status_text

REGION_COLUMNS = (
    Column("Code", 4),
    Column("Country", 20),
    Column("US export class", 18),
    Column("USD/kWh", 8, justify_right=True),
    Column("VAT", 7, justify_right=True),
)
_CLASS_STYLE = {"OPEN": GOOD, "D1_D4": CARE, "A5_SPECIAL": CARE, "D5": BAD, "EMBARGO": BAD}
_CLASS_SENTENCE = {
    "OPEN": "open: no licence by destination",
    "D1_D4": "licence or exception for the strongest chips",
    "A5_SPECIAL": "named in the rule: approved buyers eased, others need a licence",
    "D5": "arms-embargo group: licence, mostly refused for the strongest chips",
    "EMBARGO": "embargo: not quoted",
}


def in_list_order(regions: Iterable[Region]) -> list[Region]:
    """By name; those that are kept for their rule alone come last."""
    return sorted(regions, key=lambda region: (region.destination_only, region.name))


def region_row(region: Region) -> Row:
    """One line of the list; the search also finds the area and the currency.

    Brackets mark a country that is kept for its rule alone.
    """
    style = _CLASS_STYLE[region.export.destination_class]
    cells = (
        left(region.id),
        left(f"({region.name})" if region.destination_only else region.name),
        left(export_words(region), style),
        right(power_words(region), "" if region.power_price else QUIET),
        right(vat_words(region), "" if region.vat else QUIET),
    )
    kept = "rule only" if region.destination_only else ""
    words = f"{region.id} {region.name} {region.area} {region.currency} {export_words(region)} {kept}"
    return Row(region.id, cells, words.casefold())


def export_words(region: Region) -> str:
    """The destination class in a few words with the country group that leads to it."""
    groups = region.export.groups
    match region.export.destination_class:
        case "OPEN":
            return "open"
        case "D1_D4":
            return f"licence ({', '.join(group for group in groups if group in ('D:1', 'D:4'))})"
        case "A5_SPECIAL":
            return "named, ask"
        case "D5":
            return "mostly no (as D:5)" if region.destination_only else "mostly no (D:5)"
        case "EMBARGO":
            return "embargo"


def power_words(region: Region) -> str:
    """Power price in USD/kWh."""
    return UNKNOWN if region.power_price is None else f"{region.power_price.to('USD/kWh'):.3f}"


def vat_words(region: Region) -> str:
    """VAT on the import."""
    return UNKNOWN if region.vat is None else f"{region.vat.rate.to('%'):g}%"


def region_detail(region: Region) -> Table:
    """What a buyer there should know, with sources."""
    export = region.export
    groups = f"; groups {', '.join(export.groups)}" if export.groups else ""
    rows: list[Fact] = [
        ("US export", Text.assemble(
            f"{_CLASS_SENTENCE[export.destination_class]}{groups} ",
            origin_text(export.source, export.date, export.confidence),
        )),
    ]  # fmt: skip
    if export.rules:
        rows.append(("Rules", Text(", ".join(export.rules))))
    if region.destination_only:
        return facts([*rows, ("On file", Text("for its rule alone: nothing else was looked up there"))])
    if export.disputed is not None:
        rows.append(("Disputed", statement_text(export.disputed)))
    rows.append(("Data residency", statement_text(region.data_residency)))
    fx = "" if region.fx is None else f"{region.fx.to('per USD'):,.2f} {region.currency} per USD"
    rows.append(("Currency", figure_text(region.fx, fx)))
    power = "" if region.power_price is None else f"{region.power_price.to('USD/kWh'):.4g} USD/kWh"
    rows.append(("Power", figure_text(region.power_price, power)))
    rows += _import_facts(region)
    if region.logistics is not None:
        rows.append(("Logistics", statement_text(region.logistics)))
    for number, project in enumerate(region.projects):
        rows.append(("" if number else "Projects", statement_text(project)))
    for number, cloud in enumerate(region.clouds):
        origin = origin_text(cloud.source, cloud.date, cloud.confidence)
        rows.append(("" if number else "Clouds", Text.assemble(f"{cloud.provider}: {cloud.text} ", origin)))
    return facts(rows)


def buyer_line(buyer: Buyer, names: Mapping[str, Region]) -> Text:
    """Who buys, in one line."""
    seat, parent = _country(buyer.headquarters, names), _country(buyer.parent, names)
    where = f"in {seat}" if seat == parent else f"in {seat}, parent in {parent}"
    ties = "US ties" if buyer.us_ties else "no US ties"
    accepted = " and ".join(status_text(status) for status in buyer.accepted_use) or "no risk"
    return Text.assemble(("Buyer ", STRONG), f"{where}, {ties}, accepts {accepted}")


def _country(code: str, names: Mapping[str, Region]) -> str:
    return names[code].name if code in names else code or "in the region"


def _import_facts(region: Region) -> list[Fact]:
    duty = region.import_duty
    rows: list[Fact] = [("Import duty", figure_text(duty, f"{duty.to('%'):g}%" if duty else ""))]
    vat = region.vat
    if vat is None:
        return [*rows, ("VAT", UNKNOWN)]
    back = {True: "recoverable", False: "not recoverable", None: "recovery depends on the buyer"}
    rows.append(("VAT", figure_text(vat.rate, f"{vat.rate.to('%'):g}%, {back[vat.recoverable]}")))
    if vat.until is not None:
        after = "not confirmed" if vat.next_rate is None else f"{vat.next_rate.to('%'):g}%"
        rows.append(("", figure_text(vat.next_rate or vat.rate, f"until {vat.until}, then {after}")))
    if vat.relief is not None:
        rows.append(("VAT relief", statement_text(vat.relief)))
    for levy in region.levies:
        rows.append((levy.name, figure_text(levy.rate, f"{levy.rate.to('%'):g}%")))
    return rows
