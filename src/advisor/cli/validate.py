"""`advisor validate`: anybody's benchmark rows beside what is predicted for them."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from advisor.catalogue.text import one_line
from advisor.cli.common import as_of_date, common_options, open_catalogue
from advisor.cli.output import print_json, print_rich, print_rows, print_text
from advisor.cli.progress import with_progress
from advisor.cli.render_errors import validation_text
from advisor.evidence.calibrated_predictor import CalibratedPredictor
from advisor.evidence.comparison import Comparison, Omission
from advisor.evidence.csv_reader import read_file
from advisor.evidence.outcome import outcomes
from advisor.evidence.row import MeasuredRow
from advisor.evidence.score import Seen, summarise
from advisor.evidence.shipped import shipped_rows
from advisor.report.validation_document import COLUMNS, csv_row, validation_document
from advisor.report.validation_page import validation_markdown

Outcomes = Sequence[Comparison | Omission]


@click.command("validate")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--model", help="Only rows of this model id.")
@click.option("--accelerator", help="Only rows of this accelerator id.")
@click.option(
    "--worst",
    "most_worst",
    type=click.IntRange(0, 10_000),
    default=5,
    show_default=True,
    help="How many of the rows furthest off are named.",
)
@common_options("text", "json", "csv", "md")
def command(
    file: Path,
    model: str | None,
    accelerator: str | None,
    most_worst: int,
    output_format: str,
    profiles: str | None,
    as_of: datetime.datetime | None,
    lang: str,
) -> None:
    """Predicts every row of FILE, a CSV table of measured figures, and says how far off the predictions are.

    Columns are found by their names: id, model_id, accelerator_id, accel_count, metric_kind and value must be
    there; precision_weights, engine, tp, pp, ep, dp, input_tokens, output_tokens, concurrency_or_batch and
    further ones are read where they are. A row that can't be predicted is skipped with the reason.
    """
    catalogue = open_catalogue(profiles)
    rows = _chosen(read_file(file), model, accelerator)
    predict = CalibratedPredictor(catalogue)
    found = tuple(with_progress(outcomes(rows, catalogue, predict), len(rows), "Predicting"))
    summary = summarise(found)
    seen = Seen(fitted_rows=_fitted_rows(found), calibrated_rows=predict.calibrated_rows)
    name = one_line(file.name)
    if output_format == "json":
        print_json(validation_document(found, summary, as_of_date(as_of).isoformat(), seen))
    elif output_format == "csv":
        print_rows((csv_row(one) for one in found), COLUMNS)
    elif output_format == "md":
        print_text(validation_markdown(found, summary, seen, name, most_worst))
    else:
        print_rich(*validation_text(found, summary, seen, name, most_worst))


def _chosen(
    rows: Sequence[MeasuredRow], model: str | None, accelerator: str | None
) -> tuple[MeasuredRow, ...]:
    """The rows asked for; a filter that leaves none is a mistake of the call."""
    chosen = tuple(
        row for row in rows if model in (None, row.model_id) and accelerator in (None, row.accelerator_id)
    )
    if not chosen:
        names = " and ".join(
            one_line(f"{option} {value}")
            for option, value in (("--model", model), ("--accelerator", accelerator))
            if value
        )
        raise click.UsageError(f"no row of the file is of {names}")
    return chosen


def _fitted_rows(found: Outcomes) -> int:
    """Answered rows of (model, accelerator) pairs that the constants were fitted on."""
    pairs = {(row.model_id, row.accelerator_id) for row in shipped_rows()}
    return sum(isinstance(one, Comparison) and one.pair in pairs for one in found)
