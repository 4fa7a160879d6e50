"""What is said around a table of errors: what was compared, how far off it is, what is meant."""

from collections.abc import Iterable, Mapping, Sequence

from advisor.evidence.comparison import MEASURES, VENDOR_GROUPS, Comparison, Measure, Omission, VendorGroup
from advisor.evidence.score import Score, Seen, Summary
from advisor.evidence.stated import Shortfall
from advisor.evidence.targets import TARGET_INSIDE, TARGET_WIDTH, target_of
from advisor.wording import error_words as words
from advisor.wording.numbers import quantity_text, range_text

_MOST_DETAILS = 5
"""Different details of one reason that are told apart; the others are counted together."""


def validation_sentences(summary: Summary, seen: Seen, name: str) -> list[str]:
    """What is said above the tables of a validation."""
    said = (
        counted_sentence(summary, name),
        overall_sentence(summary.overall),
        fitted_sentence(seen.fitted_rows, summary.answered),
        calibrated_sentence(seen.calibrated_rows),
    )
    return [line for line in said if line]


def counted_sentence(summary: Summary, name: str) -> str:
    """How many rows there were and how many were answered."""
    skipped = summary.rows - summary.answered
    rest = f", {skipped:,} skipped" if skipped else ""
    return f"{summary.rows:,} {_rows(summary.rows)} of {name}: {summary.answered:,} answered{rest}."


def overall_sentence(overall: Score | None) -> str:
    """The errors over all rows."""
    if overall is None:
        return "Nothing was predicted, so there is nothing to compare."
    median, mean = words.percent_of(overall.median_error), words.percent_of(overall.mean_error)
    low, high = (words.whole_percent(share) for share in TARGET_INSIDE)
    return (
        f"Median error {median}, mean {mean}; {words.whole_percent(overall.inside)} of the measured figures "
        f"lie in the predicted range (meant: {low} to {high}), which is "
        f"{words.width_text(overall.median_width)} wide at the median."
    )


def fitted_sentence(fitted_rows: int, rows: int) -> str:
    """The caution about rows that the model has seen; empty where it has seen none."""
    if not fitted_rows:
        return ""
    return (
        f"{fitted_rows:,} of the {rows:,} answered {_rows(rows)} are of pairs of model and accelerator that "
        "the constants were fitted on. Pairs never seen are predicted less well: `advisor selftest` shows by "
        "how much."
    )


def calibrated_sentence(calibrated_rows: int) -> str:
    """That private calibrations were used; empty where none was."""
    if not calibrated_rows:
        return ""
    return (
        f"Calibrations in your own profiles were used for {calibrated_rows:,} {_rows(calibrated_rows)}; "
        "where they were fitted on these very rows, that says nothing about others."
    )


def left_out_sentence(summary: Summary) -> str:
    """What a self-test compares."""
    overall, skipped = summary.overall, summary.rows - summary.answered
    pairs = f" of {overall.pairs:,} pairs of model and accelerator" if overall else ""
    rest = f" {skipped:,} more got no prediction; the JSON of the command says why." if skipped else ""
    return (
        f"{summary.answered:,} published measurements{pairs}, each predicted with constants that were fitted "
        f"without any row of its own pair: this is how far off a setup is that nobody has measured.{rest}"
    )


def widths_sentence() -> str:
    """In what a self-test is kinder than a pair that is truly new."""
    return (
        "Two things are kinder here than for a new pair: the widths of the ranges are the shipped ones, "
        "which were set from these errors of all pairs together, and the form of the model was chosen with "
        "these pairs in view."
    )


def verdict_sentence(worse: Sequence[Shortfall]) -> str:
    """Whether a self-test finds what this version states of itself."""
    if not worse:
        return "This is what this version states of itself, or better."
    return f"Worse than this version states of itself: {'; '.join(shortfall_text(one) for one in worse)}."


def columns_sentence() -> str:
    """What the columns of the table are."""
    return (
        "Median and mean are of the absolute error as a share of what was measured. Inside: measured figures "
        "that lie in the predicted range, which is meant to hold four times in five. Width: high over low, "
        "the median. Bias: the median with its sign; above 0 predictions are too high."
    )


def targets_sentence() -> str:
    """What the numbers after "meant" are."""
    low, high = (words.whole_percent(share) for share in TARGET_INSIDE)
    widths = ", ".join(
        f"{words.VENDOR_GROUPS[group]} {words.width_text(width)}" for group, width in TARGET_WIDTH.items()
    )
    return (
        "Meant: the largest median error that the model is built to have, a - where none was set. Inside "
        f"is meant to be {low} to {high} for every group: fewer and the ranges promise too much, more and "
        f"they are wider than they need be. Widths are meant to be at most {widths}. For scale: a plain "
        "roofline is off by 60 to 90%, and the same setup measured on two versions of its engine differs by "
        "6 to 10%."
    )


def table_rows(
    table: Mapping[tuple[Measure, VendorGroup], Score],
) -> list[tuple[Measure, list[tuple[VendorGroup, Score]]]]:
    """The cells of a table by measure, both in the order of the table."""
    grouped = [
        (measure, [(group, table[measure, group]) for group in VENDOR_GROUPS if (measure, group) in table])
        for measure in MEASURES
    ]
    return [(measure, cells) for measure, cells in grouped if cells]


def target_text(measure: Measure, group: VendorGroup, found: Score) -> str:
    """The largest median error that is meant, and whether it is missed; "-" where none is set."""
    target = target_of(measure, group)
    if target is None:
        return "-"
    return f"{words.whole_percent(target)}{'' if found.median_error <= target else ' missed'}"


def outcome_sentence(one: Comparison) -> str:
    """One row: "8 x h200-sxm, glm-5: measured 20.0 ms, predicted 22.0 ms (18.0 to 30.0), 1.1x too high"."""
    row, unit = one.row, words.metric_unit(one.metric_kind)
    times, way = max(one.predicted.mid / one.measured, one.measured / one.predicted.mid), "low"
    if one.predicted.mid > one.measured:
        way = "high"
    return (
        f"{row.id}: {row.model_id} on {row.accel_count:g} x {row.accelerator_id}, {row.metric_kind}: "
        f"measured {quantity_text(one.measured, unit)}, predicted {range_text(one.predicted, unit)}, "
        f"{times:,.1f}x too {way}"
    )


def skipped_lines(omissions: Iterable[Omission]) -> list[str]:
    """Reasons with their counts, the most frequent first; details apart as long as they are few."""
    counts: dict[str, dict[str, int]] = {}
    for one in omissions:
        texts = counts.setdefault(one.code, {})
        text = words.skip_text(one)
        texts[text] = texts.get(text, 0) + 1
    lines = []
    for code, texts in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        ordered = sorted(texts.items(), key=lambda item: (-item[1], item[0]))
        lines += [f"{count:,} {_rows(count)}: {text}" for text, count in ordered[:_MOST_DETAILS]]
        if others := ordered[_MOST_DETAILS:]:
            count = sum(count for _, count in others)
            lines.append(f"{count:,} {_rows(count)}: {words.skip_reason(code)}: {len(others)} others")
    return lines


def shortfall_text(one: Shortfall) -> str:
    """In what a self-test is worse than this version states."""
    where = ""
    if one.measure and one.vendor_group:
        where = f"{words.MEASURES[one.measure]}, {words.VENDOR_GROUPS[one.vendor_group]}: "
    if one.what == "median_ape_percent":
        return f"{where}median error {one.found:.1f}%, stated {one.stated:.1f}%"
    if one.what == "share_inside":
        return f"{where}{one.found:.1%} inside the range, stated {one.stated:.1%}"
    if one.what == "median_width":
        return f"{where}ranges {one.found:.2f}x wide, stated {one.stated:.2f}x"
    return f"{where}{one.found:,.0f} rows answered, stated {one.stated:,.0f}"


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"
