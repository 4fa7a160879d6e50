"""A model as a table row and as a detail pane."""

import re

from rich.table import Table
from rich.text import Text

from advisor.catalogue.model import Model
from advisor.estimate.parameters import ParameterCounts, count_parameters
from advisor.tui.text.compact import left, right, short_count
from advisor.tui.text.facts import Fact, facts, origin_text, statement_text
from advisor.tui.theme import CARE, QUIET
from advisor.tui.widgets.search_table import Column, Row
from advisor.wording.numbers import UNKNOWN, count_text

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTH = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{4}})")
_YEAR = re.compile(r"\b(19|20)\d{2}\b")
MODEL_COLUMNS = (
    Column("Model", 17),
    Column("Total", 7, justify_right=True),
    Column("Active", 6, justify_right=True),
    Column("Licence", 13),
    Column("Context", 7, justify_right=True),
    Column("Class", 7),
    Column("Released", 8),
)


def model_row(model: Model) -> Row:
    """One line of the list; parameters are computed from the architecture, in billions (10^9)."""
    counts = count_parameters(model.architecture)
    cells = (
        left(model.name, cells=17),
        right(billions(counts.total)),
        right(billions(counts.active_with_head)),
        left(model.licence.name, CARE if model.licence.limits or not model.licence.read else "", cells=13),
        right(UNKNOWN if model.context_tokens is None else short_count(model.context_tokens)),
        left(model.model_class),
        left(released_month(model.released.text if model.released else "")),
    )
    words = (
        f"{model.id} {model.name} {model.publisher} {model.family} {model.model_class} {model.licence.name}"
    )
    return Row(model.id, cells, words.casefold())


def released_month(text: str) -> str:
    """The first year of a statement such as "11 February 2026.", with its month: 2026-02."""
    found = _MONTH.search(text)
    if found is None:
        year = _YEAR.search(text)
        return year[0] if year else UNKNOWN
    return f"{found[2]}-{_MONTHS.index(found[1]) + 1:02}"


def billions(parameters: float) -> str:
    """Parameters in billions with four digits: 743.9B, 1,573B."""
    return f"{parameters / 1e9:,.0f}B" if parameters >= 1e12 else f"{parameters / 1e9:,.1f}B"


def model_detail(model: Model) -> Table:
    """The few facts that decide whether to take it."""
    counts = count_parameters(model.architecture)
    formats = ", ".join(dict.fromkeys(checkpoint.weights for checkpoint in model.checkpoints)) or "none found"
    rows: list[Fact] = [
        ("Parameters", parameters_text(model, counts)),
        ("Licence", licence_text(model)),
        ("Context", context_text(model)),
        ("Checkpoints", f"released in {formats}"),
        ("Publisher", publisher_text(model)),
        ("Released", released_text(model)),
    ]
    if model.languages:
        rows.append(("Languages", ", ".join(model.languages)))
    if model.entity_list_rules:
        rows.append(("Entity List", f"rules about the publisher: {', '.join(model.entity_list_rules)}"))
    if model.claims:
        open_claims = sum(claim.verdict != "confirmed" for claim in model.claims)
        rows.append(
            ("Claims", f"{len(model.claims)} checked, {open_claims} not confirmed as said; i shows them")
        )
    return facts(rows)


def parameters_text(model: Model, counts: ParameterCounts) -> Text:
    """Computed beside claimed, so that one can be held against the other."""
    text = Text(
        f"{billions(counts.total)} total, {billions(counts.active_with_head)} active a token (computed)"
    )
    claimed = [
        f"{billions(figure.to('parameters'))} {what}"
        for what, figure in (("total", model.claimed_total), ("active", model.claimed_active))
        if figure is not None
    ]
    return text.append(f"; publisher says {', '.join(claimed)}") if claimed else text


def licence_text(model: Model) -> Text:
    """Name, limits, origin."""
    licence = model.licence
    text = Text.assemble(licence.name, " ", origin_text(licence.source, "", licence.confidence))
    if not licence.read:
        text.append("\nterms not known here: read the licence first", CARE)
    if licence.gated:
        text.append("\ngiven to those who ask and agree to its terms", CARE)
    for limit in licence.limits:
        text.append(f"\nlimit on {limit.kind.replace('_', ' ')}: {limit.text}", CARE)
    plain = licence.read and not licence.limits
    return text.append(" no limit found", QUIET) if plain else text


def released_text(model: Model) -> Text:
    """When it came out."""
    return Text(UNKNOWN, QUIET) if model.released is None else statement_text(model.released)


def publisher_text(model: Model) -> str:
    """Who, and from where."""
    return f"{model.publisher} ({model.publisher_country or 'country unknown'})"


def context_text(model: Model) -> Text:
    """The longest context that the publisher states, with its source."""
    if model.context_tokens is None:
        return Text("not found; limited by memory alone", QUIET)
    source = f" [{model.context_source}]" if model.context_source else ""
    return Text.assemble(f"{count_text(model.context_tokens)} tokens", (source, QUIET))
