"""A model's page: what is claimed beside what primary sources say, and everything else known of it."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from advisor.catalogue.model import Benchmark, Claim, Model
from advisor.catalogue.source import Source
from advisor.estimate.parameters import count_parameters
from advisor.tui.text.facts import Fact, facts, figure_text, heading, origin_text
from advisor.tui.text.model_text import (
    billions,
    context_text,
    licence_text,
    parameters_text,
    publisher_text,
    released_text,
)
from advisor.tui.theme import BAD, CARE, GOOD, QUIET, STRONG
from advisor.wording.numbers import gb

_VERDICT = {
    "confirmed": ("+ confirmed", GOOD),
    "partly": ("! partly", CARE),
    "unconfirmed": ("? unconfirmed", CARE),
    "wrong": ("x wrong", BAD),
}


def model_page(model: Model, sources: Mapping[str, Source]) -> Group:
    """All blocks of the page, claims first."""
    blocks: list[RenderableType] = []
    for title, block in (
        ("Claims beside primary sources", _claims(model)),
        ("Benchmarks", _benchmarks(model)),
        ("Parameters and licence", _facts(model)),
        ("Checkpoints", _checkpoints(model)),
        ("Sources", _sources(model, sources)),
    ):
        if block is not None:
            blocks += [heading(title), block, Text("")]
    return Group(*blocks)


def _claims(model: Model) -> Table | None:
    if not model.claims:
        return None
    rows: list[Fact] = []
    for claim in model.claims:
        verdict, style = _VERDICT[claim.verdict]
        rows.append((claim.subject, Text(verdict, STRONG + style)))
        rows.append(("  claimed", Text(f"{claim.claimed} ({claim.claimed_by})")))
        rows.append(("  found", _found(claim)))
    return facts(rows, label_cells=_label_cells(model))


def _found(claim: Claim) -> Text:
    return Text.assemble(claim.found, " ", origin_text(claim.source, claim.date, claim.confidence))


def _label_cells(model: Model) -> int:
    return min(24, max(15, *(len(claim.subject) for claim in model.claims)))


def _benchmarks(model: Model) -> Table | None:
    """Publisher and independent scores in two columns of one line a benchmark."""
    if not model.benchmarks:
        return None
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_row(
        *(Text(label, STRONG) for label in ("Benchmark", "Publisher", "Independent", "Compared with"))
    )
    by_name: dict[str, list[Benchmark]] = {}
    for benchmark in model.benchmarks:
        by_name.setdefault(benchmark.name, []).append(benchmark)
    for name, scores in by_name.items():
        columns = [
            Text("\n").join(
                [_score(score) for score in scores if (score.measured_by == "publisher") is own]
                or [Text("-", QUIET)]
            )
            for own in (True, False)
        ]
        compared = "; ".join(dict.fromkeys(score.compared_with for score in scores if score.compared_with))
        grid.add_row(Text(name), *columns, Text(compared))
    return grid


def _score(score: Benchmark) -> Text:
    whose = "as a rival reports it" if score.measured_by == "other_publisher" else ""
    about = ", ".join(part for part in (whose, score.setting, score.date) if part)
    return Text.assemble(f"{score.score_percent:g}% ", (about, QUIET))


def _facts(model: Model) -> Table:
    counts, architecture = count_parameters(model.architecture), model.architecture
    active = (
        f"{billions(counts.active_core)} core, {billions(counts.active_with_head)} with output head, "
        f"{billions(counts.active_with_embedding)} with embedding table too"
    )
    rows: list[Fact] = [("Parameters", parameters_text(model, counts)), ("  active", active)]
    for label, figure in (("  claimed total", model.claimed_total), ("  claimed act.", model.claimed_active)):
        if figure is not None:
            rows.append((label, figure_text(figure, billions(figure.to("parameters")))))
    shape = f"{model.model_class}, family {model.family} "
    rows += [
        ("Architecture", Text.assemble(shape, origin_text(architecture.source, "", architecture.confidence))),
        ("Licence", licence_text(model)),
        ("Context", context_text(model)),
        ("Released", released_text(model)),
        ("Publisher", ", ".join(filter(None, (publisher_text(model), model.repository)))),
    ]
    if model.entity_list_rules:
        rows.append(("Entity List", ", ".join(model.entity_list_rules)))
    if model.base_model:
        rows.append(("Tuned from", model.base_model))
    if model.languages:
        rows.append(("Languages", ", ".join(model.languages)))
    if model.note:
        rows.append(("Note", model.note))
    return facts(rows)


def _checkpoints(model: Model) -> Table | None:
    if not model.checkpoints:
        return None
    rows: list[Fact] = []
    for checkpoint in model.checkpoints:
        size = "size computed" if checkpoint.size is None else gb(round(checkpoint.size.to("B")))
        who = "official" if checkpoint.official else f"by {checkpoint.publisher}"
        text = Text.assemble(
            f"{checkpoint.repository}, {size}, {who} ",
            origin_text(checkpoint.source, "", checkpoint.confidence),
        )
        if checkpoint.note:
            text.append(f"\n{checkpoint.note}", QUIET)
        rows.append((checkpoint.weights, text))
    return facts(rows, label_cells=8)


def _sources(model: Model, sources: Mapping[str, Source]) -> Table:
    used = dict.fromkeys(
        [
            model.architecture.source,
            *([model.released.source] if model.released else []),
            model.licence.source,
            *([model.context_source] if model.context_source else []),
            *(claim.source for claim in model.claims),
            *(benchmark.source for benchmark in model.benchmarks),
            *(checkpoint.source for checkpoint in model.checkpoints),
        ]
    )
    rows: list[Fact] = []
    for source_id in sorted(used):
        if source_id in sources:
            source = sources[source_id]
            rows.append((source_id, Text.assemble(f"{source.title} ({source.date})\n", (source.url, QUIET))))
        else:
            rows.append((source_id, "no entry in the catalogue"))
    return facts(rows, label_cells=24)
