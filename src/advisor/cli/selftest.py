"""`advisor selftest`: how wrong the speeds are on pairs of model and accelerator never seen."""

import datetime
import sys
from collections.abc import Sequence

import click

from advisor.catalogue.catalogue import Catalogue
from advisor.cli.common import as_of_date, common_options, open_catalogue
from advisor.cli.exit_code import NO, YES
from advisor.cli.output import print_json, print_rich, print_rows, print_text
from advisor.cli.progress import with_progress
from advisor.cli.render_errors import selftest_text
from advisor.estimate.constants import fold_constants
from advisor.estimate.pair_folds import fold_of
from advisor.evidence.comparison import Comparison, Omission
from advisor.evidence.deployment import Skipped
from advisor.evidence.outcome import outcomes
from advisor.evidence.prediction import Prediction, predict_row
from advisor.evidence.row import MeasuredRow
from advisor.evidence.score import summarise
from advisor.evidence.shipped import shipped_rows
from advisor.evidence.stated import shortfalls, stated_errors
from advisor.report.selftest_page import selftest_document, selftest_markdown
from advisor.report.validation_document import COLUMNS, csv_row
from advisor.wording.error_sentences import verdict_sentence


@click.command("selftest")
@common_options("text", "json", "csv", "md")
def command(output_format: str, profiles: str | None, as_of: datetime.datetime | None, lang: str) -> None:
    """Predicts every shipped measurement with constants fitted without its pair of model and accelerator.

    The shipped profiles are used alone, or with those of --profiles. Exits with 1 where the errors are larger
    than those that this version states of itself.
    """
    catalogue = open_catalogue(profiles) if profiles else Catalogue.shipped()
    found = left_out_outcomes(catalogue)
    summary, stated = summarise(found), stated_errors()
    worse = shortfalls(summary, stated)
    if output_format == "json":
        day = as_of_date(as_of).isoformat()
        print_json(selftest_document(found, summary, stated, worse, day))
    elif output_format == "csv":
        print_rows((csv_row(one) for one in found), COLUMNS)
    elif output_format == "md":
        print_text(selftest_markdown(summary))
    else:
        print_rich(*selftest_text(summary, worse))
    if worse and output_format in ("csv", "md"):
        click.echo(f"advisor: {verdict_sentence(worse)}", err=True)
    sys.exit(NO if worse else YES)


def left_out_outcomes(catalogue: Catalogue) -> Sequence[Comparison | Omission]:
    """Every shipped row beside its prediction by the fold that left its pair out."""

    def predict(row: MeasuredRow) -> Prediction | Skipped:
        fold = fold_of(row.model_id, row.accelerator_id)
        return predict_row(row, catalogue, constants=fold_constants(fold))

    rows = shipped_rows()
    return tuple(with_progress(outcomes(rows, catalogue, predict), len(rows), "Predicting"))
